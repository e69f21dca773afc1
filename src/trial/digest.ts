/**
 * Rows as plain text, column by column, and a digest over all of it: what says that two patterns read the same data
 * to the last character, and where they don't.
 */
import { createHash } from "node:crypto";
import { copyTextValues } from "./copy-text.js";
import { describeValue } from "./describe-value.js";
import { kinds } from "./columns/kinds.js";
import type { Column, Relation, RowShape } from "./pattern.js";

/** What is said of rows before any is read: their columns, and which of these are the key. */
export interface Rows {
  readonly columns: readonly Column[];
  /** Names of the key's columns, in its order. */
  readonly key: readonly string[];
  /** What roots hold beside their columns; nothing unless given. */
  readonly relations?: readonly Relation[];
}

/** A row's columns as text in the columns' order, null where the column is null. */
export type RowText = readonly (string | null)[];

/** A function from a row, whatever it is, to its columns' canonical text, the same whatever shape the row has. */
export function rowTexts(columns: readonly Column[], shape: RowShape): (row: unknown) => RowText {
  const valuesOf = rowValues(columns, shape);
  return (row) => {
    const values = valuesOf(row);
    return columns.map((column, index) => {
      const value = values[index];
      if (value === null ? column.nullable : value === undefined && column.mayBeMissing === true) return null;
      // A null that the server can't have is a value that isn't the column's, but for kinds that have one of their own.
      const text = kinds[column.kind].text(value, column);
      return text ?? (value === null ? null : `no ${column.kind}: ${describeValue(value)}`);
    });
  };
}

/**
 * A function from a row's text to its key's, as one text: the columns in the key's order, with commas where several. Rows
 * without a key are told apart by all that they hold.
 */
export function keyReader(columns: readonly Column[], key: readonly string[]): (row: RowText) => string {
  if (key.length === 0) return (row) => row.map((text) => text ?? "null").join(", ");
  const places = key.map((name) => columns.findIndex((column) => column.name === name));
  return (row) => places.map((place) => row[place] ?? "null").join(", ");
}

/** A function from a row to its values, in the columns' order; undefined for what it doesn't have. */
export function rowValues(columns: readonly Column[], shape: RowShape): (row: unknown) => readonly unknown[] {
  if (shape.kind === "copy-text") return copyTextValues(columns);
  if (shape.kind === "whole") return () => columns.map(() => undefined);
  const getters = columns.map((column) => valueAt(shape.key(column)));
  return (row) => getters.map((get) => get(row));
}

/** A function from an object to what it has under a key, dots between the keys of nested objects. */
export function valueAt(key: string): (row: unknown) => unknown {
  const path = key.split(".");
  return (row) =>
    path.reduce<unknown>((value, part) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[part], row);
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
