/** Random rows as PostgreSQL writes them, in every shape in which patterns hand them on. */
import fc from "fast-check";
import pg from "pg";
import type { Rows } from "../../../src/trial/digest.js";
import { aliasedKeys, columnKeys, type Column, type RowShape } from "../../../src/trial/pattern.js";

/** The kinds that Python's half knows too. */
type Kind = "integer" | "decimal" | "text" | "boolean" | "date" | "timestamp";

/** A column of each kind, and each once more where it may be null. */
export const columns: readonly (Column & { readonly kind: Kind })[] = (
  ["integer", "decimal", "text", "boolean", "date", "timestamp"] as const
).flatMap((kind) => [
  { name: `${kind}_value`, kind, nullable: false },
  { name: `${kind}_or_null`, kind, nullable: true },
]);

/** Rows with these columns, of which the first is the key. */
export const rowsOf = (own: readonly Column[]): Rows => ({
  columns: own,
  key: own.slice(0, 1).map(({ name }) => name),
});

/** What an entity calls a column: `integerValue` for `integer_value`. */
const propertyOf = ({ name }: Column): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A row as the server's output functions write it, column by column; null is SQL's. */
export type WireRow = readonly (string | null)[];

/** A row in one of its shapes, and how its columns are reached there. */
export interface Shape {
  readonly access: RowShape;
  readonly of: (row: WireRow) => unknown;
}

const { builtins } = pg.types;
type TypeId = Parameters<typeof pg.types.getTypeParser>[0];

/** What the driver makes of a value's text. */
const parse = (type: TypeId, text: string): unknown =>
  (pg.types.getTypeParser(type) as (text: string) => unknown)(text);

/** The values that the driver gives; its own parsers, so that its quirks are in. */
const driverValue = (column: { readonly kind: Kind }, text: string): unknown => {
  switch (column.kind) {
    case "integer":
      return parse(/^-?\d{1,15}$/.test(text) ? builtins.INT4 : builtins.INT8, text);
    case "decimal":
      return parse(builtins.NUMERIC, text);
    case "text":
      return text;
    case "boolean":
      return parse(builtins.BOOL, text);
    case "date":
      return parse(builtins.DATE, text);
    case "timestamp":
      return parse(builtins.TIMESTAMPTZ, text);
  }
};

/** Whether a double holds all digits of a number. */
const isShort = (text: string): boolean => text.replaceAll(/^-?0*|\.|0*$/g, "").length <= 15;

/** The values of an entity: decimals by way of a transformer, dates as the text that TypeORM makes of them. */
const entityValue = (column: { readonly kind: Kind }, text: string): unknown => {
  if (column.kind === "decimal" && isShort(text)) return Number(text);
  return column.kind === "date" ? text : driverValue(column, text);
};

const object = (row: WireRow, key: (column: Column) => string, value: typeof driverValue): unknown =>
  Object.fromEntries(
    columns.map((column, index) => {
      const text = row[index] ?? null;
      return [key(column), text === null ? null : value(column, text)];
    }),
  );

const copyEscapes: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
};

/** One field as CopyAttributeOutText writes it. */
export const copyField = (text: string | null): string =>
  text === null ? "\\N" : Array.from(text, (character) => copyEscapes[character] ?? character).join("");

/** One line of COPY's text format, without its line feed. */
export const copyLine = (row: WireRow): Buffer => Buffer.from(row.map(copyField).join("\t"));

export const entities: Shape = {
  access: { kind: "keys", key: propertyOf },
  of: (row) => object(row, propertyOf, entityValue),
};
export const driverRows: Shape = { access: columnKeys, of: (row) => object(row, (column) => column.name, driverValue) };
export const aliasedRows: Shape = {
  access: aliasedKeys("e"),
  of: (row) => object(row, (column) => `e_${column.name}`, driverValue),
};
export const copyLines: Shape = { access: { kind: "copy-text" }, of: copyLine };

/** The shapes that the patterns in `bench/` have, by name. */
export const shapes: Readonly<Record<string, Shape>> = { entities, driverRows, aliasedRows, copyLines };

const padded = (length: number) => (value: number) => String(value).padStart(length, "0");
const digits = (most: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from("0123456789")), minLength: 1, maxLength: most });

const integer = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map(String);

/** From "-0.5" to numbers with far more digits than a double holds. */
const decimal = fc
  .tuple(fc.constantFrom("", "-"), digits(20), fc.option(digits(20), { nil: undefined }))
  .map(([sign, whole, fraction]) => {
    const trimmed = whole.replace(/^0+(?=\d)/, "");
    const text = fraction === undefined ? trimmed : `${trimmed}.${fraction}`;
    // The server knows no negative zero.
    return /[1-9]/.test(text) ? `${sign}${text}` : text;
  });

/** Any characters but the NUL that PostgreSQL's text can't hold, with what COPY escapes more often than chance has it. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from("\\\\\t\n\r\b\f\vN.ab"), "\\N", "é", "日", "🚀", "\u00a0", "\ufeff"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 3 }).filter((part) => !part.includes("\0")),
  ),
  maxLength: 12,
});

const boolean = fc.constantFrom("t", "f");

const daysIn = (year: number, month: number): number => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
};

const date = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 1900, max: 2100 }),
      fc.constantFrom(1, 99, 100, 9999),
    ),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map(([year, month, day]) =>
    [padded(4)(year), padded(2)(month), padded(2)(Math.min(day, daysIn(year, month)))].join("-"),
  );

const offset = fc.oneof(
  fc.constantFrom(
    "+00",
    "+02",
    "-08",
    "+05:30",
    "-03:30",
    "+05:45",
    "+14",
    "-12",
    "+00:19:32",
    "-00:25:21",
    "-04:56:02",
  ),
);

const timestamp = fc
  .tuple(
    date,
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    fc.integer({ min: 0, max: 59 }),
    fc.option(digits(6), { nil: undefined }),
    offset,
  )
  .map(
    ([day, hour, minute, second, fraction, zone]) =>
      `${day} ${[hour, minute, second].map(padded(2)).join(":")}${fraction === undefined ? "" : `.${fraction}`}${zone}`,
  );

const values = { integer, decimal, text, boolean, date, timestamp };

/** Any row of `columns`. */
export const wireRow: fc.Arbitrary<WireRow> = fc.tuple(
  ...columns.map(({ kind, nullable }) => (nullable ? fc.option(values[kind], { nil: null }) : values[kind])),
);

/** A row with these texts for the columns named, and ordinary values for the others. */
export function rowWith(texts: Readonly<Record<string, string | null>>): WireRow {
  const ordinary = {
    integer: "17",
    decimal: "1234.50",
    text: "Ada",
    boolean: "t",
    date: "2026-01-31",
    timestamp: "2026-01-31 23:59:59.123+00",
  };
  return columns.map(({ name, kind }) => {
    const text = texts[name];
    return text === undefined ? ordinary[kind] : text;
  });
}
