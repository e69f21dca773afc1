/**
 * Rows as plain text, column by column, and a digest over all of it: what says that two patterns read the same data
 * to the last character, and where they don't.
 */
import { createHash } from "node:crypto";
import { copyTextValues } from "./copy-text.js";
import type { Column, ColumnKind, RowAccess } from "./pattern.js";

const twoDigits = (value: number): string => String(value).padStart(2, "0");

const texts: Readonly<Record<ColumnKind, (value: unknown) => string>> = {
  integer: (value) => String(Number(value)),
  decimal: (value) => String(Number(value)),
  text: String,
  boolean: String,
  // A Date stands for a day at local midnight; TypeORM gives the day as text.
  date: (value) =>
    value instanceof Date
      ? `${String(value.getFullYear()).padStart(4, "0")}-${twoDigits(value.getMonth() + 1)}-${twoDigits(value.getDate())}`
      : String(value),
  timestamp: (value) =>
    value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : `not a time: ${String(value)}`,
};

/** A row's columns as text in the columns' order, null where the column is null. */
export type RowText = readonly (string | null)[];

/** A function from a row to its columns' canonical text, the same whatever shape the row has. */
export function rowTexts(columns: readonly Column[], access: RowAccess): (row: unknown) => RowText {
  const valuesOf =
    access.kind === "copy-text"
      ? copyTextValues(columns)
      : (row: unknown) => columns.map((column) => (row as Readonly<Record<string, unknown>>)[access.key(column)]);
  return (row) => {
    const values = valuesOf(row);
    return columns.map((column, index) => {
      const value = values[index];
      return value === null ? null : value === undefined ? "undefined" : texts[column.kind](value);
    });
  };
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
