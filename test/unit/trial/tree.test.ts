import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createChecksum } from "../../../src/trial/checksum.js";
import { columnKeys, type Column, type Relation, type RowShape } from "../../../src/trial/pattern.js";
import type { Rows } from "../../../src/trial/digest.js";
import { digestRows } from "../../../src/trial/shape.js";

const integer = (name: string): Column => ({ name, kind: "integer", nullable: false });
const text = (name: string): Column => ({ name, kind: "text", nullable: true });

const employees: Relation = {
  name: "employees",
  holds: "many",
  table: '"s"."employees"',
  on: { root: "id", related: "department_id" },
  columns: [integer("id"), text("full_name")],
  key: ["id"],
};
const departments: Rows = { columns: [integer("id"), text("name")], key: ["id"], relations: [employees] };
const withChief: Rows = { ...departments, relations: [{ ...employees, name: "chief", holds: "one" }] };

const tree = [
  {
    id: 1,
    name: "Sales",
    employees: [
      { id: 11, full_name: "Ada" },
      { id: 12, full_name: null },
    ],
  },
  { id: 2, name: "Legal", employees: [] },
  { id: 3, name: null, employees: [{ id: 13, full_name: "Bob" }] },
];

function read(roots: readonly unknown[], rows = departments, shape: RowShape = columnKeys) {
  const checksum = createChecksum(rows, shape);
  const { add, digest } = digestRows(rows, shape);
  for (const root of roots) {
    checksum.add(root);
    add(root);
  }
  return { checksum: checksum.value(), digest: digest().digest, rows: checksum.rows(), misfits: checksum.misfits() };
}

const whole = read(tree);
const [sales, legal, third] = tree as [(typeof tree)[number], (typeof tree)[number], (typeof tree)[number]];

test("Roots and what they hold may come in any order, and by the properties of entities", () => {
  const turned = { ...sales, employees: sales.employees.toReversed() };
  expect(read([third, turned, legal])).toEqual(whole);
  const asEntities = tree.map(({ employees: held, ...root }) => ({
    ...root,
    employees: held.map(({ id, full_name }) => ({ id, fullName: full_name })),
  }));
  const shape: RowShape = {
    kind: "keys",
    key: ({ name }, relation) => (relation === "employees" && name === "full_name" ? "fullName" : name),
  };
  expect(read(asEntities, departments, shape)).toEqual(whole);
});

test("The server's rows, table by table, give the checksum of the trees", () => {
  const checksum = createChecksum(departments, { kind: "copy-text" });
  for (const line of ["3\t\\N", "1\tSales", "2\tLegal"]) checksum.add(Buffer.from(line));
  const related = checksum.addingRelated(employees);
  for (const line of ["1\t12\t\\N", "3\t13\tBob", "1\t11\tAda"]) related(Buffer.from(line));
  expect([checksum.value(), checksum.rows()]).toEqual([whole.checksum, whole.rows]);
});

test.each([
  ["a row under another root", [{ ...sales, employees: [] }, { ...legal, employees: sales.employees }, third]],
  ["a row twice", [{ ...sales, employees: [...sales.employees, ...sales.employees] }, legal, third]],
  ["a row less", [{ ...sales, employees: sales.employees.slice(1) }, legal, third]],
  [
    "another value",
    [
      {
        ...sales,
        employees: [
          { id: 11, full_name: "Eve" },
          { id: 12, full_name: null },
        ],
      },
      legal,
      third,
    ],
  ],
  ["a root in two parts", [...sales.employees.map((each) => ({ ...sales, employees: [each] })), legal, third]],
  ["no root without rows", [sales, third]],
])("%s is other data", (_, roots) => {
  const other = read(roots);
  expect(other.checksum).not.toBe(whole.checksum);
  expect(other.digest).not.toBe(whole.digest);
});

test("What isn't a list, and a value that is none of its column's, is named", () => {
  expect(read([{ id: 2, name: "Legal" }]).misfits).toMatchObject({
    row: "2",
    column: "employees",
    received: "undefined",
  });
  const wrong = { ...sales, employees: [{ id: "eleven", full_name: "Ada" }] };
  expect(read([wrong]).misfits).toMatchObject({ row: "1", column: "employees.id" });
});

test("No root is held after it was added, since an entity may hold all others", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const checksum = createChecksum(departments, columnKeys);
  const added = (() => {
    const root = { id: 1, name: "Sales", employees: [{ id: 11, full_name: "Ada" }] };
    checksum.add(root);
    return new WeakRef(root);
  })();
  // A WeakRef keeps what it holds until the turn of the event loop ends in which it was made.
  await new Promise((resume) => setImmediate(resume));
  collect();
  expect(added.deref()).toBeUndefined();
  expect(checksum.rows()).toBe(1);
});

test("One row, or null where there is none", () => {
  const held = { id: 1, name: "Sales", chief: { id: 11, full_name: "Ada" } };
  const none = { id: 2, name: "Legal", chief: null };
  const both = read([held, none], withChief);
  expect(both.misfits).toBeUndefined();
  const given = createChecksum(withChief, { kind: "copy-text" });
  for (const line of ["1\tSales", "2\tLegal"]) given.add(Buffer.from(line));
  given.addingRelated({ ...employees, name: "chief", holds: "one" })(Buffer.from("1\t11\tAda"));
  expect(both.checksum).toBe(given.value());
  expect(read([{ id: 2, name: "Legal" }], withChief).misfits).toMatchObject({ column: "chief" });
});
