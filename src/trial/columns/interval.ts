/**
 * Intervals: the driver's object (years to milliseconds), or text in the styles `postgres` and ISO 8601. Months, days and
 * time are three numbers, as they are to the server: a month has no fixed number of days.
 */
import { mixText } from "../hash.js";
import { foldText, type Kind } from "./kind.js";

const units = ["years", "months", "days", "hours", "minutes", "seconds", "milliseconds"] as const;
type Parts = Partial<Record<(typeof units)[number], number>>;

const postgresStyle =
  /^(?:(-?\d+) years? ?)?(?:(-?\d+) mons? ?)?(?:(-?\d+) days? ?)?(?:([+-]?)(\d+):(\d\d):(\d\d(?:\.\d+)?))?$/;
const isoStyle = /^P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:\.\d+)?)S)?)?$/;

function parse(text: string): Parts | undefined {
  const number = (part: string | undefined): number => Number(part ?? 0);
  if (!/\d/.test(text)) return undefined;
  const iso = isoStyle.exec(text);
  if (iso) {
    const [, years, months, days, hours, minutes, seconds] = iso.map(number);
    return { years, months, days, hours, minutes, seconds } as Parts;
  }
  const found = postgresStyle.exec(text);
  if (!found) return undefined;
  const [, years, months, days, sign, hours, minutes, seconds] = found;
  const direction = sign === "-" ? -1 : 1;
  return {
    years: number(years),
    months: number(months),
    days: number(days),
    hours: direction * number(hours),
    minutes: direction * number(minutes),
    seconds: direction * number(seconds),
  };
}

/** The driver's object has only the parts that aren't zero; that of no time at all is known by its method. */
const isParts = (value: unknown): value is Parts =>
  typeof value === "object" && value !== null && ("toPostgres" in value || units.some((unit) => unit in value));

function textOf(value: unknown): string | undefined {
  if (value === "infinity" || value === "-infinity") return value;
  const parts = typeof value === "string" ? parse(value) : isParts(value) ? value : undefined;
  if (!parts || !units.every((unit) => parts[unit] === undefined || Number.isFinite(parts[unit]))) return undefined;
  const { years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = parts;
  const time = ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
  // To microseconds, which is all that the server keeps: sums of fractions end in noise.
  return `${years * 12 + months} months ${days} days ${Math.round(time * 1000) / 1000} ms`;
}

export const interval: Kind = { types: ["interval"], fold: foldText(textOf, mixText), text: textOf };
