import fc from "fast-check";
import { digestOf, rowHash, rowTexts } from "../../../src/trial/digest.js";
import {
  columns,
  copyLines,
  driverRows,
  entities,
  rowWith,
  shapes,
  wireRow,
  type Shape,
  type WireRow,
} from "./rows.js";

const seed = 20_260_803;

const digest = (rows: readonly WireRow[], { access, of }: Shape): string => {
  const toText = rowTexts(columns, access);
  return digestOf(rows.map((row) => rowHash(toText(of(row)))));
};

test("The same rows have the same text and the same digest in every shape, in any order", () => {
  fc.assert(
    fc.property(fc.array(wireRow, { minLength: 1, maxLength: 5 }), (rows) => {
      for (const row of rows) {
        const texts = Object.values(shapes).map((shape) => rowTexts(columns, shape.access)(shape.of(row)));
        for (const text of texts) expect(text).toEqual(texts[0]);
      }
      const digests = Object.values(shapes).map((shape) => digest(rows, shape));
      expect(new Set([...digests, digest(rows.toReversed(), entities)]).size).toBe(1);
    }),
    { seed, numRuns: 200 },
  );
});

test("A row's text is what a person would write", () => {
  const row = rowWith({ decimal_value: "-0.50", text_value: "a\tb", text_or_null: null, date_value: "0001-01-01" });
  for (const shape of Object.values(shapes)) {
    const named: unknown = Object.fromEntries(
      rowTexts(columns, shape.access)(shape.of(row)).map((text, index) => [columns[index]?.name, text]),
    );
    expect(named).toEqual({
      integer_value: "17",
      integer_or_null: "17",
      decimal_value: "-0.5",
      decimal_or_null: "1234.5",
      text_value: "a\tb",
      text_or_null: null,
      boolean_value: "true",
      boolean_or_null: "true",
      date_value: "0001-01-01",
      date_or_null: "2026-01-31",
      timestamp_value: "2026-01-31T23:59:59.123Z",
      timestamp_or_null: "2026-01-31T23:59:59.123Z",
    });
  }
});

test.each([
  ["a changed character", { text_value: "Ade" }],
  ["null and the text null", { text_or_null: null }],
  ["null and empty text", { text_or_null: "" }],
  ["a day", { date_value: "2026-02-01" }],
  ["a millisecond", { timestamp_value: "2026-01-31 23:59:59.122+00" }],
  ["a flag", { boolean_value: "f" }],
])("The digest shows %s", (_, texts) => {
  for (const shape of Object.values(shapes)) {
    expect(digest([rowWith(texts)], shape)).not.toBe(digest([rowWith({})], shape));
  }
});

test("Text can't be moved from one column to the next without showing", () => {
  const together = rowWith({ text_value: 'a","b', text_or_null: "c" });
  const apart = rowWith({ text_value: "a", text_or_null: 'b","c' });
  expect(digest([together], copyLines)).not.toBe(digest([apart], copyLines));
});

test("The text null isn't null, in any shape", () => {
  for (const shape of Object.values(shapes)) {
    expect(digest([rowWith({ text_or_null: "null" })], shape)).not.toBe(
      digest([rowWith({ text_or_null: null })], shape),
    );
  }
});

test("A row that comes twice counts twice, and doesn't stand in for another", () => {
  const [row, other] = [rowWith({}), rowWith({ text_value: "Grace" })];
  const digests = [[row], [row, row], [row, other], [other, other]].map((rows) => digest(rows, entities));
  expect(new Set(digests).size).toBe(4);
});

test("A column that is missing, or an instant that is none, shows in the text instead of passing for null", () => {
  const row = driverRows.of(rowWith({})) as Record<string, unknown>;
  delete row["text_or_null"];
  row["timestamp_or_null"] = new Date(NaN);
  const texts = rowTexts(columns, driverRows.access)(row);
  expect(texts[columns.findIndex(({ name }) => name === "text_or_null")]).toBe("no text: undefined");
  expect(texts.at(-1)).toBe("no timestamp: no time (Date)");
});

test.each([
  ["a number where there is text", { text_value: 17 }, { text_value: "17" }],
  ["text where there is a boolean", { boolean_value: "true" }, { boolean_value: true }],
  ["an empty text where there is a number", { integer_value: "" }, { integer_value: 0 }],
])("The digest shows %s, though both read alike", (_, given, right) => {
  const row = driverRows.of(rowWith({})) as Record<string, unknown>;
  const toText = rowTexts(columns, driverRows.access);
  expect(toText({ ...row, ...given })).not.toEqual(toText({ ...row, ...right }));
});
