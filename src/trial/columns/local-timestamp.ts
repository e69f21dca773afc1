/**
 * A date and a time of day without a time zone: text, or a Date whose local clock shows it, or its UTC clock, by what
 * the column says.
 */
import { mixNumber, mixText } from "../hash.js";
import type { Column } from "../pattern.js";
import { instantOfText } from "./instants.js";
import type { Kind } from "./kind.js";

/** What the clock shows, in ms as if it were UTC's; text for what has no such number. */
function clockOf(value: unknown, { midnight }: Pick<Column, "midnight">): number | string | undefined {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return undefined;
    if (midnight === "utc") return value.getTime();
    const shown = new Date(0);
    shown.setUTCFullYear(value.getFullYear(), value.getMonth(), value.getDate());
    shown.setUTCHours(value.getHours(), value.getMinutes(), value.getSeconds(), value.getMilliseconds());
    return shown.getTime();
  }
  if (value === Infinity || value === -Infinity) return value > 0 ? "infinity" : "-infinity";
  if (typeof value !== "string") return undefined;
  const read = instantOfText(value.replace("T", " "));
  return Number.isNaN(read) ? (/^(-?infinity|\d{4,}-.*)$/.test(value) ? value : undefined) : read;
}

export const localTimestamp: Kind = {
  types: ["timestamp"],
  fold: (hash, value, column) => {
    const clock = clockOf(value, column);
    return clock === undefined ? NaN : typeof clock === "number" ? mixNumber(hash, clock) : mixText(hash, clock);
  },
  text: (value, column) => {
    const clock = clockOf(value, column);
    return typeof clock === "number" ? new Date(clock).toISOString().slice(0, -1) : clock;
  },
};
