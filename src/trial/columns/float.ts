/** Binary floating point: numbers, or text. Not a number, and the infinities, are values of it. */
import { mixNumber, mixText } from "../hash.js";
import type { Kind } from "./kind.js";

const numberOf = (value: unknown): number | undefined => {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value === "") return undefined;
  const number = Number(value);
  return Number.isNaN(number) && value !== "NaN" ? undefined : number;
};

export const float: Kind = {
  types: ["float4", "float8"],
  fold: (hash, value) => {
    const number = numberOf(value);
    if (number === undefined) return NaN;
    // Its own mark, since NaN is what says that a value is none of the column's; and one zero, as SQL has.
    return Number.isNaN(number) ? mixText(hash, "NaN") : mixNumber(hash, number + 0);
  },
  text: (value) => {
    const number = numberOf(value);
    return number === undefined ? undefined : String(number + 0);
  },
};
