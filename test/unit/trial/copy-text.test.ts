import fc from "fast-check";
import pg from "pg";
import { createChecksum } from "../../../src/trial/checksum.js";
import { date } from "../../../src/trial/columns/date.js";
import { decimal } from "../../../src/trial/columns/decimal.js";
import { timestamp } from "../../../src/trial/columns/timestamp.js";
import { copyTextFolds, copyTextValues } from "../../../src/trial/copy-text.js";
import { mix, mixNumber, mixText } from "../../../src/trial/hash.js";
import { columnKeys, type Column, type ColumnKind } from "../../../src/trial/pattern.js";
import { rowsOf, columns, copyField, copyLine, rowWith, wireRow } from "./rows.js";

const seed = 20_260_802;
const column = (kind: ColumnKind): Column => ({ name: "value", kind, nullable: true });

/** An object of a decimal library, as far as ormeter knows one. */
class Decimal {
  constructor(readonly text: string) {}
  toFixed(): string {
    return this.text;
  }
  toString(): string {
    return this.text;
  }
}

/** Fails where a column can't hold what it is given. */
const refuse = (_: unknown, { name }: Column, received: unknown): never => {
  throw new Error(`${name} can't hold ${String(received)}`);
};

/** The hash of a line that holds one field. */
const foldOne = (kind: ColumnKind, field: string | Buffer): number =>
  copyTextFolds([column(kind)], refuse)(Buffer.from(field));

/** What is noted of a line that its columns can't hold. */
function notesOf(of: readonly Column[], line: unknown): [column: string, received: unknown][] {
  const notes: [string, unknown][] = [];
  copyTextFolds(of, (_, { name }, received) => notes.push([name, received]))(line);
  return notes;
}

/** The value of a line that holds one field. */
const valueOf = (kind: ColumnKind, field: string): unknown => copyTextValues([column(kind)])(Buffer.from(field))[0];

describe("Numbers", () => {
  const digits = (most: number) =>
    fc.string({ unit: fc.constantFrom(...Array.from("0123456789")), minLength: 1, maxLength: most });

  test("A plain decimal of up to 15 digits is the double that JavaScript parses, any other is folded whole", () => {
    const text = fc.tuple(fc.constantFrom("", "-"), digits(18), fc.option(digits(18), { nil: undefined }));
    fc.assert(
      fc.property(text, ([sign, whole, fraction]) => {
        const field = `${sign}${whole}${fraction === undefined ? "" : `.${fraction}`}`;
        const significant = `${whole}.${fraction ?? ""}`.replace(/^[0.]+|[0.]+$/g, "").replace(".", "");
        const hash = foldOne("decimal", field);
        if (significant.length <= 15) expect(hash).toBe(mixNumber(0, Number(field) + 0));
        else expect(hash).toBe(decimal.fold(0, new Decimal(field), column("decimal")));
        expect(valueOf("decimal", field)).toBe(field);
      }),
      { seed, numRuns: 2000 },
    );
  });

  test.each([
    "-999999999999999",
    "0.00000000000001",
    "123456789012.345",
    "99999999999999.9",
    "100000000000000000000000000000000",
    "0.000000000000000000000000000001",
    "1e+20",
    "1.5e-07",
  ])("%s is the double that JavaScript parses", (field) => {
    expect(foldOne("decimal", field)).toBe(mixNumber(0, Number(field)));
  });

  test.each([
    ["9007199254740993", "9007199254740993e0"],
    ["-9223372036854775808", "-9223372036854775808e0"],
    ["9999999999999999000.00", "9999999999999999e3"],
    ["-0.012345678901234567800", "-123456789012345678e-19"],
    [`1${"0".repeat(400)}`, "1e400"],
    [`0.${"0".repeat(399)}1`, "1e-400"],
  ])("%s, which no double holds, is folded digit by digit", (field, digitByDigit) => {
    expect(foldOne("decimal", field)).toBe(mixText(0, digitByDigit));
  });

  test.each(["NaN", "Infinity", "-Infinity"])("%s is a value of a decimal, and none of an integer", (field) => {
    expect(foldOne("decimal", field)).toBe(mixText(0, field));
    expect(notesOf([column("integer")], Buffer.from(field))).toEqual([["value", field]]);
  });

  test.each(["nan", "12a", "--1", "0x1f", " 1", "1.2.3", "-", ".", "-.", "one", ""])(
    "%j is no number, and is noted as it came",
    (field) => {
      expect(notesOf([column("decimal")], Buffer.from(field))).toEqual([["value", field]]);
    },
  );
});

describe("Instants", () => {
  const driver = (text: string) =>
    (pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date)(text);

  test.each([
    "2026-01-31 23:59:59+00",
    "2026-01-31 23:59:59.1+00",
    "2026-01-31 23:59:59.12+00",
    "2026-01-31 23:59:59.123+00",
    "2026-01-31 23:59:59.1234+00",
    "2026-01-31 23:59:59.123456+00",
    "2026-01-31 23:59:59.999999+05:30",
    "2026-03-29 02:30:00-03:30",
    "1937-06-15 12:00:00.5+00:19:32",
    "1883-11-18 12:03:57.25-04:56:02",
    "1969-12-31 23:59:59.999+00",
    "1969-12-31 23:59:59.999999-00:25:21",
    "0001-01-01 00:00:00+00",
    "0001-01-01 00:00:00.000001+14",
    "0004-02-29 12:00:00+00",
    "0099-12-31 23:59:59.9+00",
    "0100-01-01 00:00:00+00",
    "1900-02-28 23:59:59+00",
    "2000-02-29 00:00:00+00",
    "9999-12-31 23:59:59.999-12",
    "10000-01-01 00:00:00+00",
    "275760-09-12 23:59:59.999+00",
    "0001-12-31 23:59:59+00 BC",
    "0044-03-15 12:00:00.5+01 BC",
    "4713-01-01 00:00:00+00 BC",
  ])("%s is the driver's instant", (text) => {
    expect(timestamp.text(valueOf("timestamp", text), column("timestamp"))).toBe(driver(text).toISOString());
    expect(foldOne("timestamp", text)).toBe(mixNumber(0, driver(text).getTime()));
  });

  test.each(["infinity", "-infinity"])("%s is the driver's infinite number", (text) => {
    expect(foldOne("timestamp", text)).toBe(timestamp.fold(0, driver(text), column("timestamp")));
  });

  test.each(["2026-01-31", "2026-01-31 23:59:59", "2026-01-31 23:59:59.1?+00", "31.01.2026 23:59:59 CET", ""])(
    "%j is no instant, and is noted",
    (text) => {
      expect(notesOf([column("timestamp")], Buffer.from(text))).toEqual([["value", text]]);
    },
  );
});

describe("Days", () => {
  const driver = (text: string) => (pg.types.getTypeParser(pg.types.builtins.DATE) as (text: string) => unknown)(text);

  test.each(["infinity", "-infinity", "0001-01-01", "10000-01-01", "0044-03-15 BC", "0001-02-28 BC"])(
    "%s is the driver's day",
    (text) => {
      expect(foldOne("date", text)).toBe(date.fold(0, driver(text), column("date")));
      expect(date.text(driver(text), column("date"))).toBe(text);
    },
  );

  test.each(["31.01.2026", "2026-1-31", "2026-01-3x", "Infinity", ""])("%j is no day, and is noted", (text) => {
    expect(notesOf([column("date")], Buffer.from(text))).toEqual([["value", text]]);
  });
});

describe("Text", () => {
  test.each([
    ["a tab", String.raw`a\tb`, "a\tb"],
    ["a line feed", String.raw`a\nb`, "a\nb"],
    ["a carriage return", String.raw`a\rb`, "a\rb"],
    ["backspace, form feed and vertical tab", String.raw`\b\f\v`, "\b\f\v"],
    ["a backslash", String.raw`C:\\hr\\new`, "C:\\hr\\new"],
    ["a backslash before a letter that escapes", String.raw`\\n`, "\\n"],
    ["a backslash at the end", String.raw`end\\`, "end\\"],
    ["the text that looks like a null", String.raw`\\N`, "\\N"],
    ["nothing", "", ""],
    ["a letter N", "N", "N"],
    ["an emoji of several characters", "👩🏽‍💻", "👩🏽‍💻"],
    ["a byte order mark", "\ufeffa", "\ufeffa"],
  ])("COPY's escapes are resolved: %s", (_, field, expected) => {
    expect(valueOf("text", field)).toBe(expected);
    expect(foldOne("text", field)).toBe(mixText(0, expected));
  });

  test("Bytes that are no UTF-8 are folded as the driver decodes them", () => {
    const bytes = Buffer.from([0x61, 0xe9, 0xff, 0x80, 0x62, 0xf0, 0x9f]);
    expect(foldOne("text", bytes)).toBe(mixText(0, bytes.toString("utf8")));
  });
});

test("The values of a line are those that were written, with null for a null", () => {
  fc.assert(
    fc.property(wireRow, (row) => {
      const read = copyTextValues(columns)(copyLine(row));
      columns.forEach(({ kind, name }, index) => {
        const [text, value] = [row[index] ?? null, read[index]];
        if (text === null) expect([name, value]).toEqual([name, null]);
        else if (kind === "boolean") expect(value).toBe(text === "t");
        else expect(value).toBe(text);
      });
    }),
    { seed, numRuns: 300 },
  );
});

test.each(["t", "f"])("The boolean %s is hashed as the driver's", (field) => {
  expect(foldOne("boolean", field)).toBe(mix(0, field === "t" ? 1 : 0));
});

test("A line with a field too few or too many is noted as a whole, and what it has not is missing", () => {
  const fields = rowWith({}).map(copyField);
  for (const line of [fields.slice(0, -1).join("\t"), [...fields, "more"].join("\t")]) {
    expect(notesOf(columns, Buffer.from(line))).toEqual([[columns[0]?.name, line]]);
    expect(copyTextValues(columns)(Buffer.from(line)).length).toBeLessThan(columns.length);
  }
});

test.each([["a string"], [undefined], [{ id: 1 }], [new Uint8Array(3)]])("What is no Buffer is noted: %p", (line) => {
  expect(notesOf(columns, line)).toEqual([[columns[0]?.name, line]]);
  expect(copyTextValues(columns)(line)).toEqual([]);
});

test("A line that isn't one leaves nothing behind for the next one", () => {
  const fold = copyTextFolds(columns, () => undefined);
  const line = copyLine(rowWith({}));
  const expected = fold(line);
  expect(fold(Buffer.from("1\t2"))).not.toBe(expected);
  expect(fold(line)).toBe(expected);
});

test.each(["true", "x", ""])("%j is no boolean, which COPY writes as t or f", (field) => {
  expect(notesOf([column("boolean")], Buffer.from(field))).toEqual([["value", field]]);
});

test("A field that only looks empty differs from null and from each other", () => {
  const checksums = ["\\N", "", "\\\\N", " "].map((field) => {
    const checksum = createChecksum(rowsOf([column("text")]), { kind: "copy-text" });
    checksum.add(Buffer.from(field));
    return checksum.value();
  });
  expect(new Set(checksums).size).toBe(4);
  const asObject = createChecksum(rowsOf([column("text")]), columnKeys);
  asObject.add({ value: null });
  expect(checksums[0]).toBe(asObject.value());
});
