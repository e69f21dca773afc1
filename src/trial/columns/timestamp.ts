/** Instants: a Date, or text with its offset. `infinity` comes as text or as an infinite number. */
import { mixNumber, mixText } from "../hash.js";
import { instantOf, instantOfText } from "./instants.js";
import type { Kind } from "./kind.js";

/** What else the column holds: the infinities, years before Christ and beyond 9999. */
const unusual = /^(-?infinity|\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d.*)$/;

function instant(value: unknown): number | string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.getTime();
  if (value === Infinity || value === -Infinity) return value > 0 ? "infinity" : "-infinity";
  if (typeof value !== "string") return undefined;
  const read = instantOfText(value);
  return Number.isNaN(read) ? (unusual.test(value) ? value : undefined) : read;
}

export const timestamp: Kind = {
  types: ["timestamptz"],
  fold: (hash, value) => {
    const read = instant(value);
    return read === undefined ? NaN : typeof read === "number" ? mixNumber(hash, read) : mixText(hash, read);
  },
  text: (value) => {
    const read = instant(value);
    return typeof read === "number" ? new Date(read).toISOString() : read;
  },
  foldBytes: (hash, line, start, end) => {
    const read = instantOf(line, start, end);
    if (!Number.isNaN(read)) return mixNumber(hash, read);
    const text = line.toString("latin1", start, end);
    return unusual.test(text) ? mixText(hash, text) : NaN;
  },
};
