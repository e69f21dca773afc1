/**
 * A cheap checksum over every column of every row, the same for the same data whatever shape the rows have and in
 * whatever order they come. It runs inside the measured window, so it allocates nothing a row.
 *
 * A row's columns are mixed into 32 bits; rows are added up in two lanes, the second from the first by another mix, so
 * that order doesn't matter and a row that is read twice doesn't make up for one that is missing. What a root holds beside
 * its columns is added up likewise.
 *
 * A value that can't be what its column holds is different data, not a failure: it is noted, and the read goes on.
 */
import { copyTextFolds } from "./copy-text.js";
import { describeValue } from "./describe-value.js";
import { kinds } from "./columns/kinds.js";
import { keyReader, rowTexts, valueAt, type Rows } from "./digest.js";
import { mixMisfit, mixNull } from "./hash.js";
import type { Column, Relation, RowShape } from "./pattern.js";
import type { Misfits } from "./protocol.js";
import { heldBy, keyColumns, shapeWithin } from "./tree.js";

/** Counts rows and adds up their hashes. */
export interface Checksum {
  /** Takes one row, whatever it is. */
  readonly add: (row: unknown) => void;
  /** Takes rows of a relation by themselves, as lines of COPY's text: the columns of the root's key, then their own. */
  readonly addingRelated: (relation: Relation) => (line: unknown) => void;
  readonly rows: () => number;
  /** Sixteen hexadecimal digits. */
  readonly value: () => string;
  /** Values that their columns can't hold, or that aren't there; undefined where there was none. */
  readonly misfits: () => Misfits | undefined;
}

/** Is told of a value that its column can't hold. */
type Note = (row: unknown, column: Column, value: unknown) => void;

/** What is looked up in a row that is none: every column is missing. */
const nothing: Readonly<Record<string, unknown>> = Object.freeze({});

function hashOfKeys(
  columns: readonly Column[],
  shape: RowShape & { kind: "keys" },
  note: Note,
): (row: unknown, seed?: number) => number {
  const steps = columns.map((column) => {
    const key = shape.key(column);
    return { key, nested: key.includes(".") ? valueAt(key) : undefined, fold: kinds[column.kind].fold, column };
  });
  return (row, seed = 0) => {
    const values = (row ?? nothing) as Readonly<Record<string, unknown>>;
    let hash = seed;
    for (const { key, nested, fold, column } of steps) {
      const value = nested ? nested(values) : values[key];
      const isNull = value === null ? column.nullable : value === undefined && column.mayBeMissing === true;
      const next = isNull ? mixNull(hash) : fold(hash, value, column);
      if (Number.isNaN(next)) {
        note(row, column, value);
        hash = mixMisfit(hash);
      } else hash = next;
    }
    return hash;
  };
}

function hashing(columns: readonly Column[], shape: RowShape, note: Note): (row: unknown) => number {
  switch (shape.kind) {
    case "keys":
      return hashOfKeys(columns, shape, note);
    case "copy-text":
      return copyTextFolds(columns, note);
    // Counted alone: text of a whole row would cost more than most reads do. It is digested afterwards.
    case "whole":
      return () => 0;
  }
}

/**
 * Takes roots, and puts a hash of each row that they hold of a relation: with the root's key before its columns, so that a
 * row under another root is other data.
 */
function hashingRelated(
  rows: Rows,
  relation: Relation,
  shape: RowShape & { kind: "keys" },
  note: Note,
  put: (hash: number) => void,
): (root: unknown) => void {
  let current: unknown;
  const noteWithin: Note = (_, column, value) => {
    note(current, { ...column, name: `${relation.name}.${column.name}` }, value);
  };
  // The root itself was hashed, and what is wrong with its key was noted then.
  const hashOfKey = hashOfKeys(keyColumns(rows), shape, () => undefined);
  const hashOf = hashOfKeys(relation.columns, shapeWithin(shape, relation), noteWithin);
  return (root) => {
    current = root;
    const held = heldBy(root, relation);
    if (relation.holds === "many" && Array.isArray(held)) {
      const seed = hashOfKey(root);
      for (const row of held) put(hashOf(row, seed));
    } else if (relation.holds === "one" && typeof held === "object") {
      if (held !== null) put(hashOf(held, hashOfKey(root)));
    } else note(root, { name: relation.name, kind: "other", nullable: false }, held);
    // An entity may know all others of its ORM's: what is still held would be the read's.
    current = undefined;
  };
}

/**
 * A checksum over rows that hold `columns` in this shape.
 *
 * @example
 *   const checksum = createChecksum(dataSet, columnKeys);
 *   await read({ dataSource, table, options, consume: checksum.add });
 */
export function createChecksum(rows: Rows, shape: RowShape): Checksum {
  const { columns, key, relations = [] } = rows;
  let misfits: Misfits | undefined;
  const note: Note = (row, column, value) => {
    misfits = misfits
      ? { ...misfits, count: misfits.count + 1 }
      : {
          count: 1,
          row: keyReader(columns, key)(rowTexts(columns, shape)(row)),
          column: column.name,
          received: describeValue(value),
        };
  };
  const hashOf = hashing(columns, shape, note);
  let count = 0;
  let first = 0;
  let second = 0;
  const put = (hash: number): void => {
    first = (first + hash) | 0;
    second = (second + Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)) | 0;
  };
  const related =
    shape.kind === "keys" ? relations.map((relation) => hashingRelated(rows, relation, shape, note, put)) : [];
  return {
    add: (row) => {
      count++;
      put(hashOf(row));
      for (const addRelated of related) addRelated(row);
    },
    addingRelated: (relation) => {
      const fold = copyTextFolds([...keyColumns(rows), ...relation.columns], note);
      return (line) => {
        put(fold(line));
      };
    },
    rows: () => count,
    value: () => [first, second].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join(""),
    misfits: () => misfits,
  };
}
