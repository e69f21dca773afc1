/**
 * Numbers as drivers and ORMs give them: numbers, text, BigInts, objects of decimal libraries. Those of at most 15
 * significant digits are folded as doubles, which hold them exactly; longer ones digit by digit, since a double of two
 * different ones may be the same.
 */
import { mixNumber, mixText } from "../hash.js";

/** Most significant digits that every double keeps (IEEE 754 binary64: DBL_DIG). */
const exactDigits = 15;

const plain = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/**
 * A number's digits without zeros at either end, and its exponent: `-12e-2` for -0.120; `0` for any zero. Undefined for
 * what is no number, or isn't finite.
 */
export function canonicalNumber(text: string): string | undefined {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = plain.exec(text) ?? [];
  const all = whole + fraction;
  if (all === "") return undefined;
  const digits = all.replace(/^0+/, "").replace(/0+$/, "");
  if (digits === "") return "0";
  const trailing = all.length - all.replace(/0+$/, "").length;
  return `${sign === "-" ? "-" : ""}${digits}e${Number(exponent) - fraction.length + trailing}`;
}

const digitsOf = (canonical: string): number => canonical.replace(/^-/, "").replace(/e.*$/, "").length;

/** Whether a double has few enough digits for sure, without writing them out; false where that isn't known. */
const isShort = (value: number): boolean =>
  (Number.isInteger(value) && Math.abs(value) < 1e15) || (Math.abs(value) < 1e13 && Number.isInteger(value * 100));

/** The text of a number in whatever representation; undefined for what is none. */
function numberText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  // What decimal libraries have in common: objects that write themselves.
  const isDecimal = typeof value === "object" && value !== null && "toFixed" in value;
  return isDecimal ? (value as { toString(): string }).toString() : undefined;
}

/** Mixes a number, exactly; NaN for what is none. */
export function foldNumber(hash: number, value: unknown): number {
  if (typeof value === "number" && isShort(value)) return mixNumber(hash, value + 0);
  if (typeof value === "string" && value !== "" && value.length <= exactDigits) {
    const number = Number(value);
    if (!Number.isNaN(number)) return mixNumber(hash, number + 0);
  }
  const canonical = canonicalNumber(numberText(value) ?? "");
  if (canonical === undefined) return NaN;
  return digitsOf(canonical) <= exactDigits ? mixNumber(hash, Number(canonical)) : mixText(hash, canonical);
}

/** The canonical text of a number: as JavaScript writes its double where that holds it, digit by digit otherwise. */
export function textOfNumber(value: unknown): string | undefined {
  const canonical = canonicalNumber(numberText(value) ?? "");
  if (canonical === undefined) return undefined;
  return digitsOf(canonical) <= exactDigits ? String(Number(canonical)) : canonical;
}

const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;

/**
 * Mixes a number from its bytes. Exact, and the same double as parsing its text gives, while its digits are fewer than
 * 16 and its scale below 23: then both operands are exact and IEEE division rounds correctly.
 */
export function foldNumberBytes(hash: number, line: Buffer, start: number, end: number): number {
  if (end - start <= exactDigits && end > start) {
    const negative = line[start] === minus;
    let [value, scale, decimals] = [0, 1, false];
    let at = negative ? start + 1 : start;
    for (; at < end; at++) {
      const next = (line[at] ?? 0) - zero;
      if (line[at] === point) decimals = true;
      else if (next < 0 || next > 9) break;
      else {
        value = value * 10 + next;
        if (decimals) scale *= 10;
      }
    }
    if (at === end) return mixNumber(hash, (negative ? -value : value) / scale + 0);
  }
  return foldNumber(hash, line.toString("latin1", start, end));
}
