/**
 * Rows as plain text, column by column, and a digest over all of it: what says that two patterns read the same data
 * to the last character, and where they don't.
 */
import { createHash } from "node:crypto";
import { copyTextValues } from "./copy-text.js";
import { describeValue } from "./describe-value.js";
import type { Column, ColumnKind, RowAccess } from "./pattern.js";

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** A value's text; undefined for a value that no such column holds. */
const texts: Readonly<Record<ColumnKind, (value: unknown) => string | undefined>> = {
  integer: numberText,
  decimal: numberText,
  text: (value) => (typeof value === "string" ? value : undefined),
  boolean: (value) => (typeof value === "boolean" ? String(value) : undefined),
  // A Date stands for a day at local midnight; TypeORM gives the day as text.
  date: (value) => {
    if (typeof value === "string") return value;
    if (!(value instanceof Date) || Number.isNaN(value.getTime())) return undefined;
    return `${String(value.getFullYear()).padStart(4, "0")}-${twoDigits(value.getMonth() + 1)}-${twoDigits(value.getDate())}`;
  },
  timestamp: (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined),
};

function numberText(value: unknown): string | undefined {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && !Number.isNaN(number) ? String(number) : undefined;
}

/** A row's columns as text in the columns' order, null where the column is null. */
export type RowText = readonly (string | null)[];

/** A function from a row, whatever it is, to its columns' canonical text, the same whatever shape the row has. */
export function rowTexts(columns: readonly Column[], access: RowAccess): (row: unknown) => RowText {
  const valuesOf = rowValues(columns, access);
  return (row) => {
    const values = valuesOf(row);
    return columns.map((column, index) => {
      const value = values[index];
      return value === null ? null : (texts[column.kind](value) ?? `no ${column.kind}: ${describeValue(value)}`);
    });
  };
}

/** A function from a row to its values, in the columns' order; undefined for what it doesn't have. */
export function rowValues(columns: readonly Column[], access: RowAccess): (row: unknown) => readonly unknown[] {
  if (access.kind === "copy-text") return copyTextValues(columns);
  const keys = columns.map(access.key);
  return (row) => keys.map((key) => (row as Readonly<Record<string, unknown>> | null | undefined)?.[key]);
}

/** SHA-256 of one row's text. */
export function rowHash(row: RowText): string {
  return createHash("sha256").update(JSON.stringify(row)).digest("base64");
}

/** SHA-256 over the rows' hashes, sorted, so that the order of reading doesn't matter. */
export function digestOf(rowHashes: readonly string[]): string {
  const hash = createHash("sha256");
  for (const row of rowHashes.toSorted()) hash.update(row);
  return hash.digest("hex");
}
