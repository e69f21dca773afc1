/**
 * Reads the lines of COPY's text format (https://www.postgresql.org/docs/current/sql-copy.html): as hashes, straight
 * from the bytes so that the floor of the wire stays the floor, and as values, for the full digest.
 */
import { dayNumber, mix, mixMisfit, mixNull, mixNumber, mixText } from "./hash.js";
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
const letterF = 0x66;

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

/** A number as JavaScript parses it: what is long, or no plain decimal fraction. NaN for what is none. */
const parsedNumber = (line: Buffer, start: number, end: number): number =>
  end === start ? NaN : Number(line.toString("latin1", start, end));

/**
 * A number's value. Exact, and the same double as parsing its text gives, while its digits are fewer than 16 and its
 * scale below 23: then both operands are exact and IEEE division rounds correctly.
 */
function number(line: Buffer, start: number, end: number): number {
  if (end - start > 16 || end === start) return parsedNumber(line, start, end);
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

/** Milliseconds since 1970 of `2026-01-31 23:59:59.123+05:30`, as an ISO DateStyle writes a timestamptz; or NaN. */
function timestamp(line: Buffer, start: number, end: number): number {
  if (!isDay(line, start) || end < start + 19) return NaN;
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

/** A day's number, or NaN. */
function day(line: Buffer, start: number, end: number): number {
  if (!isDay(line, start) || end !== start + 10) return NaN;
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

/** Mixes a number, or gives NaN for what is none. */
const mixIfNumber = (hash: number, value: number): number => (Number.isNaN(value) ? NaN : mixNumber(hash, value));

/** Mixes a field into a row's hash; NaN for what no such column holds. */
const folds: Readonly<Record<ColumnKind, (hash: number, line: Buffer, start: number, end: number) => number>> = {
  integer: (hash, line, start, end) => mixIfNumber(hash, number(line, start, end)),
  decimal: (hash, line, start, end) => mixIfNumber(hash, number(line, start, end)),
  text: foldText,
  boolean: (hash, line, start, end) =>
    end !== start + 1 ? NaN : line[start] === letterT ? mix(hash, 1) : line[start] === letterF ? mix(hash, 0) : NaN,
  date: (hash, line, start, end) => {
    const value = day(line, start, end);
    return Number.isNaN(value) ? NaN : mix(hash, value);
  },
  timestamp: (hash, line, start, end) => mixIfNumber(hash, timestamp(line, start, end)),
};

const values: Readonly<Record<ColumnKind, (text: string) => unknown>> = {
  integer: (text) => text,
  decimal: (text) => text,
  text: (text) => text,
  boolean: (text) => (text === "t" ? true : text === "f" ? false : text),
  date: (text) => text,
  timestamp: (text) => new Date(timestamp(Buffer.from(text, "latin1"), 0, text.length)),
};

const isNull = (line: Buffer, start: number, end: number): boolean =>
  end - start === 2 && line[start] === backslash && line[start + 1] === letterN;

/** Calls `field` for every column of a line; false when the line isn't one, or has more or fewer fields. */
function eachField(line: unknown, count: number, field: (index: number, start: number, end: number) => void): boolean {
  if (!Buffer.isBuffer(line)) return false;
  let start = 0;
  for (let index = 0; index < count; index++) {
    const next = line.indexOf(tab, start);
    const end = next === -1 ? line.length : next;
    if ((next === -1) !== (index === count - 1)) return false;
    field(index, start, end);
    start = end + 1;
  }
  return true;
}

/**
 * A function from a line to its row's hash, equal to the hash of the same row as an object.
 *
 * @param note is told of what a column can't hold; of the first column and the whole line where the line has other
 *   columns.
 */
export function copyTextFolds(
  columns: readonly Column[],
  note: (line: unknown, column: Column, received: unknown) => void,
): (line: unknown) => number {
  const steps = columns.map((column) => ({ column, fold: folds[column.kind] }));
  const [key] = columns;
  let hash = 0;
  let bytes: Buffer;
  const field = (index: number, start: number, end: number) => {
    const step = steps[index];
    if (!step) return;
    const { column, fold } = step;
    const absent = isNull(bytes, start, end);
    const next = !absent ? fold(hash, bytes, start, end) : column.nullable ? mixNull(hash) : NaN;
    if (Number.isNaN(next)) {
      note(bytes, column, absent ? null : unescape(bytes.toString("utf8", start, end)));
      hash = mixMisfit(hash);
    } else hash = next;
  };
  return (line) => {
    hash = 0;
    bytes = line as Buffer;
    if (eachField(line, columns.length, field)) return hash;
    if (key) note(line, key, Buffer.isBuffer(line) ? line.toString() : line);
    return mixMisfit(hash);
  };
}

/**
 * A function from a line to its values, in the columns' order: text, booleans, ISO days, Dates, nulls; numbers as their
 * text. What the line doesn't have is missing.
 */
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
