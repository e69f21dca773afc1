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
 * Mixes a number from its bytes. With few digits both operands are exact, so that IEEE's division rounds to the same
 * double as parsing its text does.
 */
export function foldNumberBytes(hash: number, line: Buffer, start: number, end: number): number {
  const negative = line[start] === minus;
  const from = negative ? start + 1 : start;
  if (end - from > exactDigits + 1) return foldLong(hash, line, start, end);
  let value = 0;
  let scale = 1;
  let digits = 0;
  let decimals = false;
  for (let at = from; at < end; at++) {
    const digit = (line[at] ?? 0) - zero;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
      if (decimals) scale *= 10;
    } else if (line[at] === point && !decimals) decimals = true;
    else return foldUnusual(hash, line.toString("latin1", start, end));
  }
  if (digits > exactDigits) return foldLong(hash, line, start, end);
  // Zero is added since there is but one zero.
  return digits === 0 ? NaN : mixNumber(hash, (negative ? -value : value) / scale + 0);
}

/** Mixes a number of many digits from its bytes, as {@link mixText} mixes the {@link canonicalNumber}. */
function foldLong(hash: number, line: Buffer, start: number, end: number): number {
  const negative = line[start] === minus;
  let pointAt = end;
  let first = -1;
  let last = -1;
  for (let at = negative ? start + 1 : start; at < end; at++) {
    const digit = (line[at] ?? 0) - zero;
    if (digit >= 1 && digit <= 9) {
      last = at;
      if (first === -1) first = at;
    } else if (line[at] === point && pointAt === end) pointAt = at;
    else if (digit !== 0) return foldUnusual(hash, line.toString("latin1", start, end));
  }
  if (first === -1) return mixNumber(hash, 0);
  // A scale's zeros don't count.
  const trimmed = Math.max(pointAt, last + 1);
  if (trimmed < end) return foldNumberBytes(hash, line, start, trimmed);
  const hasPoint = first < pointAt && pointAt < last;
  const digits = last - first + (hasPoint ? 0 : 1);
  if (digits <= exactDigits) return foldUnusual(hash, line.toString("latin1", start, end));
  let folded = negative ? foldUnit(emptyFold, minus) : emptyFold;
  for (let at = first; at <= last; at++) if (at !== pointAt) folded = foldUnit(folded, line[at] ?? 0);
  folded = foldUnit(folded, letterE);
  // One of few texts, which the runtime remembers.
  const exponent = String(last < pointAt ? pointAt - 1 - last : pointAt - last);
  for (let i = 0; i < exponent.length; i++) folded = foldUnit(folded, exponent.charCodeAt(i));
  return mixFolded(hash, folded, (negative ? 1 : 0) + digits + 1 + exponent.length);
}

/** With an exponent, or one far from 1. */
function foldUnusual(hash: number, text: string): number {
  const digits = digitsOf(text);
  if (!digits) return NaN;
  const canonical = canonicalNumber(digits);
  return typeof canonical === "number" ? mixNumber(hash, canonical) : mixText(hash, canonical);
}
