/**
 * Calendar days, which have no time zone: ISO text, or a Date at midnight; which midnight, the column says. `infinity`
 * comes as text or as an infinite number.
 */
import { dayNumber, mix, mixText } from "../hash.js";
import { digits, isBeforeChrist, yearEnd } from "./instants.js";
import { foldAscii, type FoldBytes, type Kind, type Column } from "./kind.js";

const minus = 0x2d;

/** As PostgreSQL writes a day; years before Christ, and those beyond 9999, too. */
const isoDay = /^(\d{4,7}-\d\d-\d\d( BC)?|-?infinity)$/;

const padded = (value: number, digits: number): string => String(value).padStart(digits, "0");

function dayText(year: number, month: number, day: number): string {
  const isBeforeChrist = year < 1;
  const text = `${padded(isBeforeChrist ? 1 - year : year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
  return isBeforeChrist ? `${text} BC` : text;
}

/** What `take` makes of the day that a Date stands for: 1 BC is the year 0. */
const dayOf = <Result>(
  date: Date,
  { midnight }: Pick<Column, "midnight">,
  take: (year: number, month: number, day: number) => Result,
): Result =>
  midnight === "utc"
    ? take(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
    : take(date.getFullYear(), date.getMonth() + 1, date.getDate());

/** The text of an infinite number; undefined for what is none. */
export const infinityText = (value: unknown): string | undefined =>
  value === Infinity ? "infinity" : value === -Infinity ? "-infinity" : undefined;

/** Mixes `infinity` and `-infinity`; NaN for anything else. */
export const foldInfinity: FoldBytes = (hash, line, start, end) => {
  if (end - start !== 8 && end - start !== 9) return NaN;
  const text = line.toString("latin1", start, end);
  return text === "infinity" || text === "-infinity" ? mixText(hash, text) : NaN;
};

const foldBytes: FoldBytes = (hash, line, start, end) => {
  const isUsual = end === start + 10 && line[start + 4] === minus;
  const beforeChrist = !isUsual && isBeforeChrist(line, start, end);
  const month = isUsual ? start + 5 : yearEnd(line, start) + 1;
  if (month === 0 || line[month + 2] !== minus || month + 5 !== (beforeChrist ? end - 3 : end)) {
    return foldInfinity(hash, line, start, end);
  }
  const year = digits(line, start, month - 1);
  const day = dayNumber(
    beforeChrist ? 1 - year : year,
    digits(line, month, month + 2),
    digits(line, month + 3, month + 5),
  );
  return Number.isNaN(day) ? NaN : mix(hash, day);
};

export const date: Kind = {
  types: ["date"],
  fold: (hash, value, column) => {
    if (value instanceof Date) {
      const day = dayOf(value, column, dayNumber);
      return Number.isNaN(day) ? NaN : mix(hash, day);
    }
    const text = typeof value === "string" ? value : infinityText(value);
    return text === undefined ? NaN : foldAscii(hash, text, foldBytes);
  },
  text: (value, column) => {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : dayOf(value, column, dayText);
    const text = typeof value === "string" ? value : infinityText(value);
    return text !== undefined && isoDay.test(text) ? text : undefined;
  },
  foldBytes,
};
