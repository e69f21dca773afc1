import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { packageRoot } from "../../../../src/config/project.js";
import { createChecksum } from "../../../../src/trial/checksum.js";
import { digestOf, rowHash, rowTexts, type RowText } from "../../../../src/trial/digest.js";
import { describeWithPython, plainPython } from "../../../sqlalchemy.js";
import type { Shape } from "../../../../src/trial/protocol.js";
import { readShape } from "../../../../src/trial/shape.js";
import { columns, driverRows, rowsOf, rowWith, wireRow, type WireRow } from "../rows.js";

/** What a language makes of rows. */
interface Folded {
  readonly rows: number;
  readonly checksum: string;
  readonly texts: readonly RowText[];
  readonly digest: string;
  readonly misfits?: unknown;
}

/** As ISO 8601 has it, for Pythons that read nothing else: `2026-01-31 23:59:59.100000+05:30:00`. */
const isoTimestamp = (text: string): string =>
  text.replace(
    /^(.{19})(?:\.(\d+))?([+-]\d\d)(:\d\d)?(:\d\d)?$/,
    (_, seconds: string, fraction = "", hours: string, minutes = ":00", rest = ":00") =>
      `${seconds}.${String(fraction).padEnd(6, "0")}${hours}${String(minutes)}${String(rest)}`,
  );

function foldInPython(rows: readonly WireRow[]): Folded & { readonly shape: Shape } {
  const given = {
    folder: join(packageRoot(), "src", "trial", "python"),
    columns,
    rows: rows.map((row) =>
      row.map((text, index) => (text !== null && columns[index]?.kind === "timestamp" ? isoTimestamp(text) : text)),
    ),
  };
  const program = join(packageRoot(), "test", "unit", "trial", "python", "fold.py");
  const { stdout, stderr } = spawnSync(plainPython, ["-B", program], {
    input: JSON.stringify(given),
    encoding: "utf8",
  });
  if (stderr !== "") throw new Error(stderr);
  return JSON.parse(stdout) as ReturnType<typeof foldInPython>;
}

function foldHere(rows: readonly WireRow[]): Folded & { readonly shape: Shape } {
  const { add, shape } = readShape(rowsOf(columns), driverRows.access);
  const checksum = createChecksum(rowsOf(columns), driverRows.access);
  const toText = rowTexts(columns, driverRows.access);
  const texts = rows.map((row) => {
    checksum.add(driverRows.of(row));
    const text = toText(driverRows.of(row));
    add(driverRows.of(row), text, rowHash(text));
    return text;
  });
  return {
    rows: checksum.rows(),
    checksum: checksum.value(),
    texts,
    digest: digestOf(texts.map(rowHash)),
    shape: inPythonsWords(shape()),
  };
}

const pythonTypes: Readonly<Record<string, string>> = {
  integer: "int",
  decimal: "Decimal",
  text: "str",
  boolean: "bool",
  date: "date",
  timestamp: "datetime",
};

/** A shape as Python has it, but for the examples' values, which each language writes in its own way. */
function inPythonsWords(shape: Shape): Shape {
  const kindOf = (name: string) => columns.find((column) => column.name === name)?.kind ?? "";
  return {
    ...shape,
    classes: ["Row"],
    columns: shape.columns.map((column) => ({
      ...column,
      type: pythonTypes[kindOf(column.name)] ?? "",
      value: expect.stringContaining("(") as string,
    })),
  };
}

describeWithPython("Python and Node", () => {
  test("make the same checksum, texts and digest of any rows", () => {
    fc.assert(
      fc.property(fc.array(wireRow, { minLength: 50, maxLength: 200 }), (rows) => {
        expect(foldInPython(rows)).toEqual(foldHere(rows));
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ["numbers at the ends of JavaScript's plain notation", { decimal_value: "100000000000000000000" }],
    ["numbers beyond it", { decimal_value: "1000000000000000000000" }],
    ["small numbers in plain notation", { decimal_value: "0.000001234" }],
    ["smaller ones in scientific notation", { decimal_value: "0.00000012345" }],
    ["numbers that no double holds", { decimal_value: "-9007199254740993.10", integer_value: "9223372036854775807" }],
    [
      "numbers beyond all doubles",
      { decimal_value: `1${"0".repeat(400)}`, decimal_or_null: `-0.${"0".repeat(399)}12` },
    ],
    ["what is no number", { decimal_value: "NaN", decimal_or_null: "-Infinity" }],
    ["negative numbers", { decimal_value: "-12.50", integer_value: "-2147483648" }],
    ["text with what JSON escapes", { text_value: 'a"b\\c\n\t\u0001\u007f\u2028' }],
    ["text beyond the first plane", { text_value: "🚀👩🏽‍💻" }],
    ["moments that fall into year 0", { timestamp_value: "0001-01-01 00:00:00+05" }],
    ["moments that fall into year 10000", { timestamp_value: "9999-12-31 23:59:59.999-05" }],
    ["moments before 1970 with microseconds", { timestamp_value: "1969-12-31 23:59:59.999999+00" }],
    ["nulls", { integer_or_null: null, text_or_null: null, timestamp_or_null: null }],
  ])("agree on %s", (_, texts) => {
    const rows = [rowWith(texts)];
    expect(foldInPython(rows)).toEqual(foldHere(rows));
  });

  test("don't take one value for another", () => {
    const [read, other] = ["17", "18"].map((id) => foldInPython([rowWith({ integer_value: id })]));
    expect(read?.checksum).not.toBe(other?.checksum);
    expect(read?.digest).not.toBe(other?.digest);
  });

  test("note a null where there can't be one, and read on, each in its own words", () => {
    const rows = [rowWith({ integer_value: null }), rowWith({})];
    const { misfits, ...python } = foldInPython(rows);
    expect(python).toEqual(foldHere(rows));
    expect(misfits).toEqual({ count: 1, row: "null", column: "integer_value", received: "null" });
  });
});
