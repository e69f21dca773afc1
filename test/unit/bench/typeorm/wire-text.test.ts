import { createRequire } from "node:module";
import { wireText } from "../../../../bench/typeorm/connecting/wire-text.js";

/** What the driver itself sends; some of it as bytes, which are the same value. */
const { prepareValue } = createRequire(import.meta.url)("pg/lib/utils") as {
  prepareValue: (value: unknown) => unknown;
};

test.each([
  ["text", "it's"],
  ["a number", 1.5],
  ["a large number", 12345678901234567890n],
  ["a truth", true],
  ["null", null],
  ["nothing", undefined],
  ["an instant", new Date(2026, 0, 31, 23, 59, 58, 7)],
  ["an instant before Christ", new Date(-62_200_000_000_000)],
  ["an array", [1, null, 'a "quoted" \\ text', [true]]],
  ["an object", { a: [1], b: "c" }],
  ["what knows its own text", { toPostgres: (prepare: (value: unknown) => unknown) => prepare([1]) }],
])("Of %s the driver's own text is made", (_, value) => {
  expect(wireText(value)).toBe(prepareValue(value) ?? null);
});

test("Bytes are written as the server writes them", () => {
  expect(wireText(Buffer.from([0, 255]))).toBe("\\x00ff");
});
