/**
 * Points in time: timestamps with a time zone, which are instants, and those without one, which are what a clock on some
 * wall shows. A Date, whose local clock shows the latter, or its UTC clock, by what the column says; or text. `infinity`
 * comes as text or as an infinite number.
 */
import { mixNumber } from "../hash.js";
import { foldInfinity, infinityText } from "./date.js";
import { instantOf, utcTime } from "./instants.js";
import { foldAscii, type FoldBytes, type Kind, type Column } from "./kind.js";

/** What a Date's local clock shows, in ms as if it were UTC's. */
const localClock = (date: Date): number =>
  utcTime(
    date.getFullYear(),
    date.getMonth() + 1,
    date.getDate(),
    date.getHours(),
    date.getMinutes(),
    date.getSeconds(),
    date.getMilliseconds(),
  );

/** The kind of timestamps with an offset, or of those without one. */
function timestamps(
  types: readonly string[],
  zoned: boolean,
  timeOfDate: (date: Date, column: Column) => number,
): Kind {
  /** The number itself, in place of its hash. */
  const read: FoldBytes = (_, line, start, end) => instantOf(line, start, end, zoned);
  const foldBytes: FoldBytes = (hash, line, start, end) => {
    const time = instantOf(line, start, end, zoned);
    return Number.isNaN(time) ? foldInfinity(hash, line, start, end) : mixNumber(hash, time);
  };
  return {
    types,
    fold: (hash, value, column) => {
      if (value instanceof Date) {
        const time = timeOfDate(value, column);
        return Number.isNaN(time) ? NaN : mixNumber(hash, time);
      }
      const text = typeof value === "string" ? value : infinityText(value);
      return text === undefined ? NaN : foldAscii(hash, text, foldBytes);
    },
    text: (value, column) => {
      const text = typeof value === "string" ? value : infinityText(value);
      if (text === "infinity" || text === "-infinity") return text;
      const time =
        value instanceof Date ? timeOfDate(value, column) : text === undefined ? NaN : foldAscii(0, text, read);
      return Number.isNaN(time) ? undefined : textOfTime(time, zoned);
    },
    foldBytes,
  };
}

/** As ISO 8601 has it; the server's last centuries are beyond what it writes. */
function textOfTime(time: number, zoned: boolean): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return `${time} ms`;
  return zoned ? date.toISOString() : date.toISOString().slice(0, -1);
}

export const timestamp = timestamps(["timestamptz"], true, (date) => date.getTime());

export const localTimestamp = timestamps(["timestamp"], false, (date, { midnight }) =>
  midnight === "utc" ? date.getTime() : localClock(date),
);
