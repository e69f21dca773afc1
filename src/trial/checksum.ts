/**
 * A cheap checksum over every column of every row, the same for the same data whatever shape the rows have and in
 * whatever order they come. It runs inside the measured window, so it allocates nothing a row.
 *
 * A row's columns are mixed into 32 bits; rows are added up in two lanes, the second from the first by another mix, so
 * that order doesn't matter and a row that is read twice doesn't make up for one that is missing.
 */
import { copyTextFolds } from "./copy-text.js";
import { dayNumber, mix, mixNull, mixNumber, mixText } from "./hash.js";
import type { Column, ColumnKind, RowAccess } from "./pattern.js";

/** Mixes a column's value into a row's hash. */
type Fold = (hash: number, value: unknown) => number;

/** Counts rows and adds up their hashes. */
export interface Checksum {
  /** Takes one row; throws a TypeError when a column is missing or isn't what the data set says. */
  readonly add: (row: unknown) => void;
  readonly rows: () => number;
  /** Sixteen hexadecimal digits. */
  readonly value: () => string;
}

const unexpected = (kind: ColumnKind, value: unknown): TypeError =>
  new TypeError(`expected ${kind === "integer" ? "an" : "a"} ${kind}, received ${typeof value} ${String(value)}`);

/** By kind of column: every representation that a driver or an ORM gives the same value in gets the same hash. */
const folds: Readonly<Record<ColumnKind, Fold>> = {
  integer: foldNumeric("integer"),
  decimal: foldNumeric("decimal"),
  text: (hash, value) => {
    if (typeof value !== "string") throw unexpected("text", value);
    return mixText(hash, value);
  },
  boolean: (hash, value) => {
    if (typeof value !== "boolean") throw unexpected("boolean", value);
    return mix(hash, value ? 1 : 0);
  },
  // The driver gives a Date at local midnight, TypeORM the ISO day as text.
  date: (hash, value) => {
    const day =
      value instanceof Date
        ? dayNumber(value.getFullYear(), value.getMonth() + 1, value.getDate())
        : typeof value === "string" && value.length === 10 && value[4] === "-" && value[7] === "-"
          ? dayNumber(Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8)))
          : NaN;
    if (Number.isNaN(day)) throw unexpected("date", value);
    return mix(hash, day);
  },
  timestamp: (hash, value) => {
    if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw unexpected("timestamp", value);
    return mixNumber(hash, value.getTime());
  },
};

/** Numbers come as numbers or, where JavaScript's could lose digits, as text. */
function foldNumeric(kind: "integer" | "decimal"): Fold {
  return (hash, value) => {
    const number = typeof value === "string" ? Number(value) : value;
    if (typeof number !== "number" || Number.isNaN(number)) throw unexpected(kind, value);
    return mixNumber(hash, number);
  };
}

function hashOfKeys(columns: readonly Column[], access: RowAccess & { kind: "keys" }): (row: unknown) => number {
  const steps = columns.map((column) => ({ key: access.key(column), fold: folds[column.kind], column }));
  return (row) => {
    const values = row as Readonly<Record<string, unknown>>;
    let hash = 0;
    for (const { key, fold, column } of steps) {
      const value = values[key];
      if (value === null && column.nullable) hash = mixNull(hash);
      else {
        try {
          hash = fold(hash, value);
        } catch (cause) {
          throw new TypeError(
            `column ${column.name}, looked up as "${key}": ${cause instanceof Error ? cause.message : String(cause)}`,
            { cause },
          );
        }
      }
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
  const hashOf = access.kind === "keys" ? hashOfKeys(columns, access) : copyTextFolds(columns);
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
  };
}
