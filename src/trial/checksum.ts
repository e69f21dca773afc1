/**
 * A cheap checksum over every column of every row, the same for the same data whatever shape the rows have and in
 * whatever order they come. It runs inside the measured window, so it allocates nothing a row.
 *
 * A row's columns are mixed into 32 bits; rows are added up in two lanes, the second from the first by another mix, so
 * that order doesn't matter and a row that is read twice doesn't make up for one that is missing.
 *
 * A value that can't be what its column holds is different data, not a failure: it is noted, and the read goes on.
 */
import { copyTextFolds } from "./copy-text.js";
import { describeValue } from "./describe-value.js";
import { rowTexts } from "./digest.js";
import { dayNumber, mix, mixMisfit, mixNull, mixNumber, mixText } from "./hash.js";
import type { Column, ColumnKind, RowAccess } from "./pattern.js";
import type { Misfits } from "./protocol.js";

/** Mixes a column's value into a row's hash; NaN for a value that no such column holds. */
type Fold = (hash: number, value: unknown) => number;

/** Counts rows and adds up their hashes. */
export interface Checksum {
  /** Takes one row, whatever it is. */
  readonly add: (row: unknown) => void;
  readonly rows: () => number;
  /** Sixteen hexadecimal digits. */
  readonly value: () => string;
  /** Values that their columns can't hold, or that aren't there; undefined where there was none. */
  readonly misfits: () => Misfits | undefined;
}

/** Is told of a value that its column can't hold. */
type Note = (row: unknown, column: Column, value: unknown) => void;

/** By kind of column: every representation that a driver or an ORM gives the same value in gets the same hash. */
const folds: Readonly<Record<ColumnKind, Fold>> = {
  integer: foldNumeric,
  decimal: foldNumeric,
  text: (hash, value) => (typeof value === "string" ? mixText(hash, value) : NaN),
  boolean: (hash, value) => (typeof value === "boolean" ? mix(hash, value ? 1 : 0) : NaN),
  // The driver gives a Date at local midnight, TypeORM the ISO day as text.
  date: (hash, value) => {
    const day =
      value instanceof Date
        ? dayNumber(value.getFullYear(), value.getMonth() + 1, value.getDate())
        : typeof value === "string" && value.length === 10 && value[4] === "-" && value[7] === "-"
          ? dayNumber(Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8)))
          : NaN;
    return Number.isNaN(day) ? NaN : mix(hash, day);
  },
  timestamp: (hash, value) =>
    value instanceof Date && !Number.isNaN(value.getTime()) ? mixNumber(hash, value.getTime()) : NaN,
};

/** Numbers come as numbers or, where JavaScript's could lose digits, as text. An empty text is none. */
function foldNumeric(hash: number, value: unknown): number {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && !Number.isNaN(number) ? mixNumber(hash, number) : NaN;
}

/** What is looked up in a row that is none: every column is missing. */
const nothing: Readonly<Record<string, unknown>> = Object.freeze({});

function hashOfKeys(
  columns: readonly Column[],
  access: RowAccess & { kind: "keys" },
  note: Note,
): (row: unknown) => number {
  const steps = columns.map((column) => ({ key: access.key(column), fold: folds[column.kind], column }));
  return (row) => {
    const values = (row ?? nothing) as Readonly<Record<string, unknown>>;
    let hash = 0;
    for (const { key, fold, column } of steps) {
      const value = values[key];
      const next = value === null && column.nullable ? mixNull(hash) : fold(hash, value);
      if (Number.isNaN(next)) {
        note(row, column, value);
        hash = mixMisfit(hash);
      } else hash = next;
    }
    return hash;
  };
}

/**
 * A checksum over rows that hold `columns` as `access` says.
 *
 * @example
 *   const checksum = createChecksum(employeeColumns, entityKeys);
 *   await read({ dataSource, options, consume: checksum.add });
 */
export function createChecksum(columns: readonly Column[], access: RowAccess): Checksum {
  let misfits: Misfits | undefined;
  const note: Note = (row, column, value) => {
    misfits = misfits
      ? { ...misfits, count: misfits.count + 1 }
      : {
          count: 1,
          row: rowTexts(columns, access)(row)[0] ?? "null",
          column: column.name,
          received: describeValue(value),
        };
  };
  const hashOf = access.kind === "keys" ? hashOfKeys(columns, access, note) : copyTextFolds(columns, note);
  let rows = 0;
  let first = 0;
  let second = 0;
  return {
    add: (row) => {
      const hash = hashOf(row);
      rows++;
      first = (first + hash) | 0;
      second = (second + Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)) | 0;
    },
    rows: () => rows,
    value: () => [first, second].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join(""),
    misfits: () => misfits,
  };
}
