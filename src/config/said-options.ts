/** What a config or a program says in JavaScript's values, as it would be typed on a command line. */
import leven from "leven";
import { UsageError } from "../errors.js";

/** Text by the flag's name in camel case, true for switches; false where it is said that there is none. */
export type SaidOptions = Readonly<Record<string, string | boolean>>;

/**
 * Reads an object's entries as flags would be typed; what is undefined or null is left out.
 *
 * @param where who says it, for the message: a config's name, a function's.
 * @param known the keys that there are.
 * @throws UsageError for a key that nobody knows, or a value that no flag could have.
 */
export function saidOptions(given: object, known: readonly string[], where: string): SaidOptions {
  const said = Object.entries(given).flatMap(([key, value]: [string, unknown]) => {
    if (!known.includes(key)) throw unknownKey(where, key, known);
    if (value === undefined || value === null) return [];
    const text = textOf(value);
    if (text === undefined) {
      throw new UsageError(
        `${where}: "${key}" must be text, a number, true or false, or a list of text; it is ${kindOf(value)}.`,
      );
    }
    return [[key, text] as const];
  });
  return Object.fromEntries(said);
}

/** An empty list says that there is none. */
function textOf(value: unknown): string | boolean | undefined {
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  const isList = Array.isArray(value) && value.every((each) => typeof each === "string");
  return isList ? value.length > 0 && value.join(",") : undefined;
}

/** What something is, in a sentence: "a list". */
export const kindOf = (value: unknown): string =>
  value === undefined ? "nothing" : value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;

/** The name that one which there isn't may have meant; undefined where none is near. */
export const nearestTo = (name: string, known: readonly string[]): string | undefined =>
  known
    .map((each) => ({ each, away: leven(each.toLowerCase(), name.toLowerCase()) }))
    .filter(({ each, away }) => away <= Math.max(2, each.length / 3))
    .sort((a, b) => a.away - b.away)[0]?.each;

function unknownKey(where: string, key: string, known: readonly string[]): UsageError {
  const nearest = nearestTo(key, known);
  const guess = nearest === undefined ? "." : `; did you mean "${nearest}"?`;
  const password = key === "url" ? ' A URL holds a password: name the variable that has it, with "urlFrom".' : "";
  return new UsageError(
    `${where}: there is no key "${key}"${guess}${password} There are ${[...known].sort().join(", ")}.`,
  );
}
