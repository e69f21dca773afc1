/** Whole numbers of any size: numbers, BigInts, or text where JavaScript's numbers would lose digits. */
import type { Kind } from "./kind.js";
import { foldNumber, foldNumberBytes, textOfNumber } from "./numbers.js";

export const integer: Kind = {
  types: ["int2", "int4", "int8", "oid"],
  fold: foldNumber,
  text: textOfNumber,
  foldBytes: foldNumberBytes,
};
