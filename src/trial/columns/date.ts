/**
 * Calendar days, which have no time zone: ISO text, or a Date at midnight; which midnight, the column says. `infinity`
 * comes as text or as an infinite number.
 */
import { dayNumber, mix, mixText } from "../hash.js";
import type { Column } from "../pattern.js";
import type { Kind } from "./kind.js";

const [minus, zero] = [0x2d, 0x30];

const padded = (value: number, digits: number): string => String(value).padStart(digits, "0");

/** As PostgreSQL writes a day. */
function isoDay(year: number, month: number, day: number): string {
  const bc = year < 1;
  return `${padded(bc ? 1 - year : year, 4)}-${padded(month, 2)}-${padded(day, 2)}${bc ? " BC" : ""}`;
}

function textOf(value: unknown, { midnight }: Pick<Column, "midnight">): string | undefined {
  if (typeof value === "string") return value;
  if (value === Infinity || value === -Infinity) return value > 0 ? "infinity" : "-infinity";
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return undefined;
  return midnight === "utc"
    ? isoDay(value.getUTCFullYear(), value.getUTCMonth() + 1, value.getUTCDate())
    : isoDay(value.getFullYear(), value.getMonth() + 1, value.getDate());
}

const isUsual = (year: number): boolean => year >= 1 && year <= 9999;

/** The number of a day that text of the usual form gives; NaN for any other. */
const dayOfText = (text: string): number =>
  text.length === 10 && text[4] === "-" && text[7] === "-"
    ? dayNumber(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)))
    : NaN;

/** What else a date column holds: the infinities, years before Christ and beyond 9999. */
const unusual = /^(-?infinity|\d{4,}-\d\d-\d\d( BC)?)$/;

export const date: Kind = {
  types: ["date"],
  fold: (hash, value, column) => {
    if (value instanceof Date && column.midnight !== "utc" && isUsual(value.getFullYear())) {
      return mix(hash, dayNumber(value.getFullYear(), value.getMonth() + 1, value.getDate()));
    }
    const text = textOf(value, column);
    if (text === undefined) return NaN;
    const day = dayOfText(text);
    if (!Number.isNaN(day)) return mix(hash, day);
    return unusual.test(text) ? mixText(hash, text) : NaN;
  },
  text: textOf,
  foldBytes: (hash, line, start, end) => {
    if (end !== start + 10 || line[start + 4] !== minus || line[start + 7] !== minus) {
      return date.fold(hash, line.toString("latin1", start, end), { name: "", kind: "date", nullable: true });
    }
    const digits = (from: number, to: number): number => {
      let value = 0;
      for (let i = start + from; i < start + to; i++) value = value * 10 + (line[i] ?? zero) - zero;
      return value;
    };
    return mix(hash, dayNumber(digits(0, 4), digits(5, 7), digits(8, 10)));
  },
};
