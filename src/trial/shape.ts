/**
 * What rows are beside their values: their class, their keys, the JavaScript type of every column, and the order in which
 * they come. Equal values in another shape are another result to the code that reads it. Not measured.
 */
import { createHash } from "node:crypto";
import { describeValue, typeName } from "./describe-value.js";
import { digestOf, keyReader, rowHash, rowValues, type Rows, type RowText } from "./digest.js";
import type { Column, RowShape } from "./pattern.js";
import { digestWhole } from "./whole-rows.js";
import type { Shape, TypedColumn } from "./protocol.js";
import { relatedRows, shapeWithin, treeTexts } from "./tree.js";

/** Takes rows one by one, and says in the end what they were. */
export interface ShapeReader {
  /** @param text the row's canonical text; @param hash the hash of that text. */
  readonly add: (row: unknown, text: RowText, hash: string) => void;
  readonly shape: () => Shape;
}

/** Numeric keys in their order, others as text. */
export function before(a: string, b: string): boolean {
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? a < b : x < y;
}

/** Reads the shape of rows. */
export function readShape({ columns, key, relations = [] }: Rows, access: RowShape): ShapeReader {
  const valuesOf = rowValues(columns, access);
  const within = (access.kind === "keys" ? relations : []).map((relation) => ({
    relation,
    valuesOf: rowValues(relation.columns, shapeWithin(access as RowShape & { kind: "keys" }, relation)),
  }));
  const keyOf = keyReader(columns, key);
  const classes = new Set<string>();
  const keys = new Set<string>();
  const types = new Map<string, TypedColumn>();
  const order = createHash("sha256");
  /** @param prefix of the names of what a root holds. */
  const look = (row: unknown, values: readonly unknown[], own: readonly Column[], rootKey: string, prefix = "") => {
    classes.add(typeName(row));
    for (const each of Object.keys(row ?? {})) keys.add(`${prefix}${each}`);
    for (const [index, column] of own.entries()) {
      const value = values[index];
      // Null is a value of every type.
      if (value === null) continue;
      const name = `${prefix}${column.name}`;
      const type = typeName(value);
      const found = types.get(`${name} ${type}`);
      // Always the row with the least key, so that two readings show the same one.
      if (!found || before(rootKey, found.row)) {
        types.set(`${name} ${type}`, { name, type, row: rootKey, value: describeValue(value) });
      }
    }
  };
  return {
    add: (row, text, hash) => {
      order.update(hash);
      // A line of text has neither keys nor types: whoever reads it parses it.
      if (access.kind === "copy-text") {
        classes.add(typeName(row));
        return;
      }
      const rootKey = keyOf(text);
      look(row, valuesOf(row), columns, rootKey);
      for (const { relation, valuesOf: relatedValues } of within) {
        for (const each of relatedRows(row, relation) ?? []) {
          look(each, relatedValues(each), relation.columns, rootKey, `${relation.name}.`);
        }
      }
    },
    shape: () => ({
      classes: [...classes].sort(),
      keys: [...keys].sort(),
      columns: [...types.values()].sort((a, b) => (`${a.name} ${a.type}` < `${b.name} ${b.type}` ? -1 : 1)),
      order: order.digest("hex"),
    }),
  };
}

/** The digest of rows, every character of them, and what they are beside their values. Keeps a hash a row. */
export function digestRows(rows: Rows, access: RowShape) {
  if (access.kind === "whole") return digestWhole();
  const toText = treeTexts(rows, access);
  const { add, shape } = readShape(rows, access);
  const hashes: string[] = [];
  return {
    add: (row: unknown): void => {
      const text = toText(row);
      const hash = rowHash(text);
      hashes.push(hash);
      add(row, text, hash);
    },
    digest: (): { readonly digest: string; readonly shape: Shape } => ({ digest: digestOf(hashes), shape: shape() }),
  };
}
