/** What a value is to JavaScript, in words. */

/**
 * `number`, `string`, `null`; for an object the name of its class: what the class says itself, where it says something, since
 * its name in the code is another one in every minified build.
 */
export function typeName(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  const prototype: unknown = Object.getPrototypeOf(value);
  const said: unknown = prototype && Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag)?.value;
  if (typeof said === "string" && said !== "") return said;
  const { constructor } = value as { readonly constructor?: unknown };
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "Object";
}

/** Most characters of a value that are shown: a consumer may be handed anything. */
export const mostDescribed = 200;

/** A value with its type, `24000.00 (string)`; `undefined` and `null` alone. Never throws. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return `${textOf(value).slice(0, mostDescribed)} (${typeName(value)})`;
}

function textOf(value: unknown): string {
  try {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? "no time" : value.toISOString();
    return typeof value === "object" ? JSON.stringify(value) : (value as symbol).toString();
  } catch {
    return "a value that can't be shown";
  }
}
