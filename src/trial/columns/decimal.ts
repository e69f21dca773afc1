/** Decimal fractions of any precision: text, numbers, objects of a decimal library. PostgreSQL's `NaN` is text only. */
import { mixText } from "../hash.js";
import type { Kind } from "./kind.js";
import { foldNumber, foldNumberBytes, textOfNumber } from "./numbers.js";

/** What a numeric column holds beside numbers. */
const special = /^(NaN|-?Infinity)$/;
const isSpecial = (value: unknown): value is string => typeof value === "string" && special.test(value);

export const decimal: Kind = {
  types: ["numeric"],
  fold: (hash, value) => (isSpecial(value) ? mixText(hash, value) : foldNumber(hash, value)),
  text: (value) => (isSpecial(value) ? value : textOfNumber(value)),
  foldBytes: (hash, line, start, end) => {
    const folded = foldNumberBytes(hash, line, start, end);
    return Number.isNaN(folded) ? decimal.fold(hash, line.toString("latin1", start, end), nothing) : folded;
  },
};

/** A column that no fold of this kind looks at. */
const nothing = { name: "", kind: "decimal", nullable: true } as const;
