/**
 * Reads the lines of COPY's text format (https://www.postgresql.org/docs/current/sql-copy.html): as hashes, straight
 * from the bytes so that the floor of the wire stays the floor, and as values, for the full digest.
 */
import { dayNumber, mix, mixNull, mixNumber, mixText } from "./hash.js";
import type { Column, ColumnKind } from "./pattern.js";

const tab = 0x09;
const backslash = 0x5c;
const minus = 0x2d;
const plus = 0x2b;
const point = 0x2e;
const colon = 0x3a;
const zero = 0x30;
const letterN = 0x4e;
const letterT = 0x74;

/** The Gregorian calendar repeats after 400 years. */
const calendarCycle = 146_097 * 86_400_000;

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** A field's text with COPY's escapes resolved. */
function unescape(field: string): string {
  return field.replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character);
}

const digit = (line: Buffer, at: number): number => (line[at] ?? zero) - zero;

/** Digits from `start` up to `end`. */
function digits(line: Buffer, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 10 + digit(line, i);
  return value;
}

const unexpected = (kind: ColumnKind, line: Buffer, start: number, end: number): TypeError =>
  new TypeError(`expected ${kind === "integer" ? "an" : "a"} ${kind}, received ${line.toString("utf8", start, end)}`);

/** A number as JavaScript parses it: what is long, or no plain decimal fraction. */
function parsedNumber(line: Buffer, start: number, end: number): number {
  const value = Number(line.toString("latin1", start, end));
  if (Number.isNaN(value)) throw unexpected("decimal", line, start, end);
  return value;
}

/**
 * A number's value. Exact, and the same double as parsing its text gives, while its digits are fewer than 16 and its
 * scale below 23: then both operands are exact and IEEE division rounds correctly.
 */
function number(line: Buffer, start: number, end: number): number {
  if (end - start > 16) return parsedNumber(line, start, end);
  const negative = line[start] === minus;
  let value = 0;
  let scale = 1;
  let decimals = false;
  for (let i = negative ? start + 1 : start; i < end; i++) {
    if (line[i] === point) decimals = true;
    else {
      const next = digit(line, i);
      if (next < 0 || next > 9) return parsedNumber(line, start, end);
      value = value * 10 + next;
      if (decimals) scale *= 10;
    }
  }
  return (negative ? -value : value) / scale;
}

/** Whether a day starts there as an ISO DateStyle writes it; `infinity` and years beyond 9999 don't. */
const isDay = (line: Buffer, start: number): boolean => line[start + 4] === minus && line[start + 7] === minus;

/** Milliseconds since 1970 of `2026-01-31 23:59:59.123+05:30`, as an ISO DateStyle writes a timestamptz. */
function timestamp(line: Buffer, start: number, end: number): number {
  if (!isDay(line, start) || end < start + 19) throw unexpected("timestamp", line, start, end);
  // A cycle later and back again, since Date.UTC takes the years up to 99 for those of the 20th century.
  const shifted = Date.UTC(
    digits(line, start, start + 4) + 400,
    digits(line, start + 5, start + 7) - 1,
    digits(line, start + 8, start + 10),
    digits(line, start + 11, start + 13),
    digits(line, start + 14, start + 16),
    digits(line, start + 17, start + 19),
  );
  let at = start + 19;
  let milliseconds = 0;
  if (line[at] === point) {
    // The driver's Date keeps milliseconds, so the digits beyond them don't count.
    for (let weight = 100; ++at < end && line[at] !== plus && line[at] !== minus; weight /= 10) {
      if (weight >= 1) milliseconds += digit(line, at) * weight;
    }
  }
  const east = line[at] !== minus;
  let offset = 0;
  for (let unit = 3_600_000; at < end; at += 3, unit /= 60) {
    if (at > start + 19 && line[at] !== colon && line[at] !== plus && line[at] !== minus) break;
    offset += digits(line, at + 1, at + 3) * unit;
  }
  return shifted - calendarCycle + milliseconds - (east ? offset : -offset);
}

function day(line: Buffer, start: number, end: number): number {
  if (!isDay(line, start) || end !== start + 10) throw unexpected("date", line, start, end);
  return dayNumber(
    digits(line, start, start + 4),
    digits(line, start + 5, start + 7),
    digits(line, start + 8, start + 10),
  );
}

/** Folds plain ASCII byte by byte as `mixText` does; anything else is decoded first. */
function foldText(hash: number, line: Buffer, start: number, end: number): number {
  let folded = 0x811c9dc5;
  for (let i = start; i < end; i++) {
    const byte = line[i] ?? 0;
    if (byte >= 0x80 || byte === backslash) return mixText(hash, unescape(line.toString("utf8", start, end)));
    folded = Math.imul(folded ^ byte, 0x01000193);
  }
  return mix(mix(hash, folded), end - start);
}

const folds: Readonly<Record<ColumnKind, (hash: number, line: Buffer, start: number, end: number) => number>> = {
  integer: (hash, line, start, end) => mixNumber(hash, number(line, start, end)),
  decimal: (hash, line, start, end) => mixNumber(hash, number(line, start, end)),
  text: foldText,
  boolean: (hash, line, start) => mix(hash, line[start] === letterT ? 1 : 0),
  date: (hash, line, start, end) => mix(hash, day(line, start, end)),
  timestamp: (hash, line, start, end) => mixNumber(hash, timestamp(line, start, end)),
};

const values: Readonly<Record<ColumnKind, (text: string) => unknown>> = {
  integer: Number,
  decimal: Number,
  text: (text) => text,
  boolean: (text) => text === "t",
  date: (text) => text,
  timestamp: (text) => new Date(timestamp(Buffer.from(text, "latin1"), 0, text.length)),
};

const isNull = (line: Buffer, start: number, end: number): boolean =>
  end - start === 2 && line[start] === backslash && line[start + 1] === letterN;

/** Calls `field` for every column of a line; throws a TypeError when the line has more or fewer fields. */
function eachField(line: unknown, count: number, field: (index: number, start: number, end: number) => void): void {
  if (!Buffer.isBuffer(line))
    throw new TypeError(`expected a line of COPY's text as a Buffer, received ${typeof line}`);
  let start = 0;
  for (let index = 0; index < count; index++) {
    const next = line.indexOf(tab, start);
    const end = next === -1 ? line.length : next;
    if ((next === -1) !== (index === count - 1)) {
      throw new TypeError(`expected ${count} fields in a line of COPY's text, received ${line.toString()}`);
    }
    field(index, start, end);
    start = end + 1;
  }
}

/** A function from a line to its row's hash, equal to the hash of the same row as an object. */
export function copyTextFolds(columns: readonly Column[]): (line: unknown) => number {
  const steps = columns.map((column) => ({ column, fold: folds[column.kind] }));
  let hash = 0;
  let bytes: Buffer;
  const field = (index: number, start: number, end: number) => {
    const step = steps[index];
    if (!step) return;
    const { column, fold } = step;
    const absent = isNull(bytes, start, end);
    if (absent && column.nullable) hash = mixNull(hash);
    else {
      try {
        if (absent) throw new TypeError(`expected a value, received null`);
        hash = fold(hash, bytes, start, end);
      } catch (cause) {
        throw new TypeError(`column ${column.name}: ${cause instanceof Error ? cause.message : String(cause)}`, {
          cause,
        });
      }
    }
  };
  return (line) => {
    hash = 0;
    bytes = line as Buffer;
    eachField(line, columns.length, field);
    return hash;
  };
}

/** A function from a line to its values, in the columns' order: numbers, text, booleans, ISO days, Dates, nulls. */
export function copyTextValues(columns: readonly Column[]): (line: unknown) => unknown[] {
  return (line) => {
    const row: unknown[] = [];
    eachField(line, columns.length, (index, start, end) => {
      const bytes = line as Buffer;
      const column = columns[index];
      if (column) {
        row.push(isNull(bytes, start, end) ? null : values[column.kind](unescape(bytes.toString("utf8", start, end))));
      }
    });
    return row;
  };
}
