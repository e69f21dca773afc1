/** Decimal fractions of any precision: text, numbers, objects of a decimal library. PostgreSQL's `NaN` is text only. */
import { mixText } from "../hash.js";
import type { Kind } from "./kind.js";
import { foldNumber, foldNumberBytes, textOfNumber } from "./numbers.js";

/** What a numeric column holds beside numbers. */
const special = /^(NaN|-?Infinity)$/;
const isSpecial = (value: unknown): value is string => typeof value === "string" && special.test(value);

export const decimal: Kind = {
  types: ["numeric"],
  fold: (hash, value) => {
    const folded = foldNumber(hash, value);
    return Number.isNaN(folded) && isSpecial(value) ? mixText(hash, value) : folded;
  },
  text: (value) => textOfNumber(value) ?? (isSpecial(value) ? value : undefined),
  foldBytes: (hash, line, start, end) => {
    const folded = foldNumberBytes(hash, line, start, end);
    if (!Number.isNaN(folded)) return folded;
    const text = line.toString("latin1", start, end);
    return isSpecial(text) ? mixText(hash, text) : NaN;
  },
};
