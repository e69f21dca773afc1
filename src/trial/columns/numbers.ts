/**
 * Numbers as drivers and ORMs give them: numbers, text, BigInts, objects of decimal libraries. Those of at most 15
 * significant digits are folded as doubles, which hold them exactly; longer ones digit by digit, since a double of two
 * different ones may be the same.
 */
import { emptyFold, foldUnit, mixFolded, mixNumber, mixText } from "../hash.js";
import { foldAscii } from "./kind.js";

/** Most significant digits that every double keeps (IEEE 754 binary64: DBL_DIG), but for those near either end. */
const exactDigits = 15;
/** How far from 1 doubles keep so many, in powers of ten; they go from 2.2e-308 to 1.8e308. */
const exactMagnitude = 300;

/** The powers of ten that are doubles, each exactly. */
const powersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const power = (exponent: number): number => powersOfTen[exponent] ?? NaN;

const decimalNumber = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/** A number written out: its digits without zeros at either end, and the power of ten of the last. */
interface Digits {
  readonly sign: "" | "-";
  readonly digits: string;
  readonly exponent: number;
}

/** Undefined for what is no number, or isn't finite. */
function digitsOf(text: string): Digits | undefined {
  const [, sign, whole = "", fraction = "", exponent = "0"] = decimalNumber.exec(text) ?? [];
  const all = whole + fraction;
  if (all === "") return undefined;
  const withoutEnd = all.replace(/0+$/, "");
  return {
    sign: sign === "-" ? "-" : "",
    digits: withoutEnd.replace(/^0+/, ""),
    exponent: Number(exponent) - fraction.length + all.length - withoutEnd.length,
  };
}

/** The number's double, where that keeps all of it; otherwise all of it as text: `-12e-400`. */
function canonicalNumber({ sign, digits, exponent }: Digits): number | string {
  if (digits === "") return 0;
  const text = `${sign}${digits}e${exponent}`;
  const isExact = digits.length <= exactDigits && Math.abs(digits.length + exponent - 1) <= exactMagnitude;
  return isExact ? Number(text) : text;
}

/** Whether a double has few enough digits for sure, without writing them out; false where that isn't known. */
const isShort = (value: number): boolean =>
  (Math.abs(value) < 1e13 && Math.round(value * 100) / 100 === value) ||
  (Math.abs(value) < 1e9 && Math.round(value * 1e6) / 1e6 === value) ||
  (Math.abs(value) < 1e15 && Number.isInteger(value));

/** The text of a number in whatever representation; nothing for what is none. */
function numberText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  // What decimal libraries have in common: objects that write themselves.
  const isDecimal = typeof value === "object" && value !== null && "toFixed" in value;
  return isDecimal ? (value as { toString(): string }).toString() : "";
}

/** Mixes a number, exactly; NaN for what is none. */
export function foldNumber(hash: number, value: unknown): number {
  if (typeof value === "number" && isShort(value)) return mixNumber(hash, value + 0);
  if (typeof value === "bigint" && value < 1e15 && value > -1e15) return mixNumber(hash, Number(value));
  return foldAscii(hash, numberText(value), foldNumberBytes);
}

/** The canonical text of a number: as JavaScript writes its double where that holds it, digit by digit otherwise. */
export function textOfNumber(value: unknown): string | undefined {
  const digits = digitsOf(numberText(value));
  return digits && String(canonicalNumber(digits));
}

const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const letterE = 0x65;

/**
 * Mixes a number from its bytes. Where it has few digits and a small exponent both operands are exact, so that IEEE's
 * multiplication and division round to the same double as parsing its text does.
 */
export function foldNumberBytes(hash: number, line: Buffer, start: number, end: number): number {
  const negative = line[start] === minus;
  const from = negative ? start + 1 : start;
  let [value, digits, zeros, decimals] = [0, 0, 0, 0];
  let [pointAt, first, last] = [-1, 0, 0];
  for (let at = from; at < end; at++) {
    const byte = line[at] ?? 0;
    if (byte === point && pointAt === -1) {
      pointAt = at;
      continue;
    }
    const digit = byte - zero;
    if (digit < 0 || digit > 9) return foldUnusual(hash, line.toString("latin1", start, end));
    if (pointAt !== -1) decimals++;
    if (digit === 0) {
      // Zeros count only where another digit follows.
      if (digits > 0) zeros++;
      continue;
    }
    if (digits === 0) first = at;
    last = at;
    value = (zeros === 0 ? value * 10 : value * power(zeros + 1)) + digit;
    digits += zeros + 1;
    zeros = 0;
  }
  if (end - from === (pointAt === -1 ? 0 : 1)) return NaN;
  if (digits === 0) return mixNumber(hash, 0);
  const exponent = zeros - decimals;
  if (digits > exactDigits) return foldDigits(hash, line, negative, first, last, exponent);
  if (Math.abs(exponent) >= powersOfTen.length) return foldUnusual(hash, line.toString("latin1", start, end));
  const scaled = exponent < 0 ? value / power(-exponent) : value * power(exponent);
  return mixNumber(hash, negative ? -scaled : scaled);
}

/** As {@link mixText} of the {@link canonicalNumber}, without writing it. */
function foldDigits(hash: number, line: Buffer, negative: boolean, first: number, last: number, exponent: number) {
  let [folded, length] = [emptyFold, 0];
  const add = (unit: number) => {
    folded = foldUnit(folded, unit);
    length++;
  };
  if (negative) add(minus);
  for (let at = first; at <= last; at++) if (line[at] !== point) add(line[at] ?? 0);
  add(letterE);
  // One of few texts, which the runtime remembers.
  const power = String(exponent);
  for (let i = 0; i < power.length; i++) add(power.charCodeAt(i));
  return mixFolded(hash, folded, length);
}

/** With an exponent, or one far from 1. */
function foldUnusual(hash: number, text: string): number {
  const digits = digitsOf(text);
  if (!digits) return NaN;
  const canonical = canonicalNumber(digits);
  return typeof canonical === "number" ? mixNumber(hash, canonical) : mixText(hash, canonical);
}
