/**
 * JSON: what drivers parse it to. Keys have no order in it, as they have none in jsonb; a number is what JavaScript's
 * parser makes of it.
 */
import { mixText } from "../hash.js";
import { foldText, type Kind } from "./kind.js";

/** With the keys of every object in one order. Throws for numbers that JSON would silently write as null. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("JSON has no such number.");
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}

function textOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, sorted);
  } catch {
    return undefined;
  }
}

export const json: Kind = {
  types: ["json", "jsonb"],
  fold: foldText(textOf, mixText),
  text: textOf,
  parse: (text) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  },
};
