import { canonicalText, digestWhole } from "../../../src/trial/whole-rows.js";

class Order {
  constructor(
    readonly id: number,
    readonly total: string,
  ) {}
}

const digestOf = (...rows: unknown[]) => {
  const { add, digest } = digestWhole();
  for (const row of rows) add(row);
  return digest();
};

test("The text of a row is the same for the same content, whatever the order of its keys", () => {
  expect(canonicalText({ b: [1, "x", null], a: { d: true, c: 2n } })).toBe(
    canonicalText({ a: { c: 2n, d: true }, b: [1, "x", null] }),
  );
});

test.each([
  ["a number and its text", 1, "1"],
  ["null and undefined", { a: null }, { a: undefined }],
  ["undefined and nothing", { a: undefined }, {}],
  ["an instant and its text", new Date(0), "1970-01-01T00:00:00.000Z"],
  ["an instant and another", new Date(0), new Date(1)],
  ["a number that is none and null", NaN, null],
  ["a number and a large one", 1, 1n],
  ["bytes and others", Buffer.from("a"), Buffer.from("b")],
  ["an array and an object", [1], { 0: 1 }],
  ["a list and one in it", [1, 2], [[1, 2]]],
  ["a set and another", new Set([1]), new Set([2])],
  ["a map and another", new Map([[1, 2]]), new Map([[1, 3]])],
])("The texts of %s differ", (_, one, other) => {
  expect(canonicalText(one)).not.toBe(canonicalText(other));
});

test("A row that holds itself has a text; one that holds the same twice isn't such", () => {
  const own: Record<string, unknown> = { id: 1 };
  own["self"] = own;
  const shared = { id: 2 };
  expect(canonicalText(own)).toBe('{"id":1,"self":(itself)}');
  expect(canonicalText([shared, shared])).toBe('[{"id":2},{"id":2}]');
});

test("The digest doesn't depend on the order of the rows, which has one of its own", () => {
  const [one, other] = [digestOf({ id: 1 }, { id: 2 }), digestOf({ id: 2 }, { id: 1 })];
  expect(one.digest).toBe(other.digest);
  expect(one.shape.order).not.toBe(other.shape.order);
  expect(digestOf({ id: 1 }, { id: 1 }).digest).not.toBe(digestOf({ id: 1 }).digest);
});

test("What rows are beside their values is said: class, keys, and types with the first row that has them", () => {
  const { shape } = digestOf(new Order(1, "2.00"), { id: null, total: 3 });
  expect(shape).toMatchObject({
    classes: ["Object", "Order"],
    keys: ["id", "total"],
    columns: [
      { name: "id", type: "number", row: "number 1" },
      { name: "total", type: "number", row: "number 2" },
      { name: "total", type: "string", row: "number 1" },
    ],
  });
  expect(digestOf(17).shape).toMatchObject({ classes: ["number"], keys: ["value"] });
});
