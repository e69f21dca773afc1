/** Numbers on the command line, the same for every flag: counts like 1e6, 100k or 1M, durations like 90, 90s or 10m. */
import { UsageError } from "../errors.js";
import type { Read } from "./flag.js";

const multiples: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9 };

/** The whole number that a text says, with an exponent or a k, M or G behind it if need be; NaN where it says none. */
export function countOf(text: string): number {
  const plain = text.trim();
  if (/^\d+(?:_\d+)*$/.test(plain)) return Number(plain.replaceAll("_", ""));
  const [, number, multiple, exponent] = /^(\d{1,15}(?:\.\d{1,9})?)(?:([kmg])|e\+?(\d{1,2}))$/i.exec(plain) ?? [];
  if (number === undefined) return NaN;
  const factor = exponent === undefined ? (multiples[multiple?.toLowerCase() ?? ""] ?? NaN) : 10 ** Number(exponent);
  // 1.1M is whole, though 1.1 × 1e6 isn't quite.
  const value = Number((Number(number) * factor).toPrecision(15));
  return Number.isInteger(value) ? value : NaN;
}

/** Milliseconds by unit. */
const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * The duration that a text says, in milliseconds: `1500ms`, `90s`, `10m`, `1h30m`; NaN where it says none.
 *
 * @param unit that of a number alone; left out, there must be one.
 */
export function durationOf(text: string, unit?: keyof typeof units): number {
  const count = countOf(text);
  if (unit !== undefined && !/[a-z]/i.test(text.trim())) return count * (units[unit] ?? NaN);
  const parts = [...text.trim().matchAll(/(\d{1,9}(?:\.\d{1,6})?)(ms|min|s|m|h|d)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text.trim()) return NaN;
  return Math.round(parts.reduce((sum, [, number, name = ""]) => sum + Number(number) * (units[name] ?? NaN), 0));
}

/** A flag's text as a whole number within bounds. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string, flag: string): number => {
    const value = countOf(text);
    if (value >= least && value <= most) return value;
    const bounds = `from ${least.toLocaleString("en-US")} to ${most.toLocaleString("en-US")}`;
    throw new UsageError(`${flag} must be a whole number ${bounds}; received "${text}".`);
  };

/** More than anybody reads at once. */
const mostAtAll = 1e12;

/** A flag's text as a count of what need not be there. */
export const anyCount = wholeNumber(1, mostAtAll);

const longest = 86_400_000;

/** A flag's text as a duration in milliseconds, a number alone being seconds: from a second to a day. */
export const duration: Read<number> = (text, flag) => {
  const value = durationOf(text, "s");
  if (value >= 1000 && value <= longest) return value;
  throw new UsageError(`${flag} must be from 1 to 86,400 seconds, like 90, 90s, 10m or 1h30m; received "${text}".`);
};

/** Bytes by unit, as containers count them: 96M are 96 MiB. */
const sizes: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** The bytes that a text says: `96M`, `96Mi`, `1.5GiB`, all of them in powers of 1024; NaN where it says none. */
export function bytesOf(text: string): number {
  const [, number, unit = ""] = /^(\d{1,9}(?:\.\d{1,6})?)([kmgt])(?:i?b|i)?$/i.exec(text.trim()) ?? [];
  const bytes = Math.round(Number(number) * (sizes[unit.toLowerCase()] ?? NaN));
  return bytes > 0 ? bytes : NaN;
}

/** A flag's text as a size of memory in bytes. */
export const bytes: Read<number> = (text, flag) => {
  const value = bytesOf(text);
  if (value > 0) return value;
  throw new UsageError(`${flag} must be sizes with a unit, like 96M, 512M or 1G; received "${text}".`);
};

/** Most milliseconds of a round trip: once around the earth by the slow way. */
const longestTrip = 1000;

/** The time of a network's round trip that a text says, in milliseconds: `0.5ms`, `500us`; NaN where it says none. */
function roundTripOf(text: string): number {
  const [, number, unit] = /^(\d{1,4}(?:\.\d{1,3})?)(us|ms|s)?$/.exec(text.trim()) ?? [];
  const value = Number(number) * (unit === "us" ? 1e-3 : unit === "s" ? 1e3 : 1);
  // Of a number alone nobody knows whether it is seconds, as everywhere else, or milliseconds; of 0 it is the same.
  return (unit !== undefined || value === 0) && value <= longestTrip ? value : NaN;
}

/** A flag's text as the time of a network's round trip in milliseconds: `0.5ms`. */
export function roundTripTime(text: string, flag: string): number {
  const value = roundTripOf(text);
  if (value >= 0) return value;
  throw new UsageError(`${flag} must be the time of a round trip up to 1s, like 0.5ms or 2ms; received "${text}".`);
}

/** A flag's text as times of a network's round trip in milliseconds, shortest first, each once: `0,0.5ms,2ms`. */
export function roundTripTimes(text: string, flag: string): readonly number[] {
  const times = text.split(",").map((each) => {
    const value = roundTripOf(each);
    if (value >= 0) return value;
    throw new UsageError(
      `${flag} must hold times of a round trip up to 1s, like 0,0.5ms,2ms; received "${each.trim()}" in "${text}".`,
    );
  });
  return [...new Set(times)].sort((a, b) => a - b);
}
