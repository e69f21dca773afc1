import { rowHash, rowTexts } from "../../../src/trial/digest.js";
import { columnKeys, type Column, type RowShape } from "../../../src/trial/pattern.js";
import type { Shape } from "../../../src/trial/protocol.js";
import { rowsOf } from "./rows.js";
import { readShape } from "../../../src/trial/shape.js";

const columns: readonly Column[] = [
  { name: "id", kind: "integer", nullable: false },
  { name: "salary", kind: "decimal", nullable: true },
];

function shapeOf(rows: readonly unknown[], access: RowShape = columnKeys): Shape {
  const { add, shape } = readShape(rowsOf(columns), access);
  const toText = rowTexts(columns, access);
  for (const row of rows) add(row, toText(row), rowHash(toText(row)));
  return shape();
}

class Employee {
  constructor(
    readonly id: number,
    readonly salary: unknown,
  ) {}
}

test("A shape has the rows' class, their keys, and every type of every column with an example", () => {
  expect(shapeOf([new Employee(9, 24_000), new Employee(10, "24000.00")])).toEqual({
    classes: ["Employee"],
    keys: ["id", "salary"],
    columns: [
      { name: "id", type: "number", row: "9", value: "9 (number)" },
      { name: "salary", type: "number", row: "9", value: "24000 (number)" },
      { name: "salary", type: "string", row: "10", value: "24000.00 (string)" },
    ],
    order: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
});

test("The example is the row with the least key, in whatever order the rows come, and never a null", () => {
  const rows = [new Employee(10, 1), new Employee(9, 2), new Employee(1, null)];
  for (const order of [rows, rows.toReversed()]) {
    expect(shapeOf(order).columns.at(-1)).toEqual({ name: "salary", type: "number", row: "9", value: "2 (number)" });
  }
});

test("Equal values in another order, class, type or under more keys have another shape", () => {
  const rows = [new Employee(1, 5), new Employee(2, 6)];
  const others = [
    rows.toReversed(),
    rows.map(({ id, salary }) => ({ id, salary })),
    rows.map(({ id, salary }) => new Employee(id, String(salary))),
    rows.map((row) => Object.assign(new Employee(row.id, row.salary), { extra: 1 })),
  ];
  const all = [rows, ...others].map((each) => JSON.stringify(shapeOf(each)));
  expect(new Set(all).size).toBe(all.length);
  expect(shapeOf(rows)).toEqual(shapeOf([...rows]));
});

test("A class is called what it says itself: builds minify its name in the code, each to another one", () => {
  const built = (name: string): object => {
    const Decimal = class {
      readonly digits = "2.5";
      toFixed = () => this.digits;
      toString = () => this.digits;
    };
    Object.defineProperty(Decimal, "name", { value: name });
    Object.defineProperty(Decimal.prototype, Symbol.toStringTag, { value: "Decimal" });
    return new Decimal();
  };
  for (const name of ["i", "Decimal2"]) {
    expect(shapeOf([{ id: 1, salary: built(name) }]).columns.at(-1)).toMatchObject({ name: "salary", type: "Decimal" });
  }
  // What it inherits is its parent's name.
  expect(shapeOf([Buffer.from("")], { kind: "copy-text" }).classes).toEqual(["Buffer"]);
});

test("Lines of text have an order only, since whoever reads them parses them", () => {
  const shape = shapeOf([Buffer.from("1\t2.50"), Buffer.from("2\t\\N")], { kind: "copy-text" });
  expect(shape).toMatchObject({ classes: ["Buffer"], keys: [], columns: [] });
});

test("What is no row at all has a shape too", () => {
  expect(shapeOf([null, undefined, 17]).classes).toEqual(["null", "number", "undefined"]);
});
