/**
 * Rows of which nobody said what columns they have: what a function of the user's hands over. Each is held, as a whole,
 * against what the same function hands over another time. Not measured.
 */
import { createHash } from "node:crypto";
import { describeValue, typeName } from "./describe-value.js";
import { digestOf } from "./digest.js";
import type { Shape, TypedColumn } from "./protocol.js";

/**
 * A value as JSON would have it, but with the keys of objects in one order, and with what JSON leaves out or makes the
 * same: dates, bytes, large integers, undefined, sets and maps.
 */
export function canonicalText(value: unknown, above: readonly object[] = []): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${String(value)}n`;
  if (typeof value === "function" || typeof value === "symbol") return `(${typeof value})`;
  if (typeof value !== "object" || value === null) return String(value);
  if (above.includes(value)) return "(itself)";
  const inside = [...above, value];
  const textOf = (each: unknown) => canonicalText(each, inside);
  if (value instanceof Date) return `Date ${Number.isNaN(value.getTime()) ? "NaN" : value.toISOString()}`;
  if (ArrayBuffer.isView(value)) {
    return `bytes ${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
  }
  if (Array.isArray(value)) return `[${value.map(textOf).join(",")}]`;
  if (value instanceof Map) return `Map [${[...value].map(textOf).sort().join(",")}]`;
  if (value instanceof Set) return `Set [${[...value].map(textOf).sort().join(",")}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${textOf(each)}`).join(",")}}`;
}

/** The values that a row has by name: an object's properties; what is none is one value. */
const propertiesOf = (row: unknown): [string, unknown][] =>
  typeof row === "object" && row !== null && !Array.isArray(row) && !(row instanceof Date) && !ArrayBuffer.isView(row)
    ? Object.entries(row)
    : [["value", row]];

/** Digests rows, every character of them, and says what they are beside their values. Keeps a hash a row. */
export function digestWhole() {
  const hashes: string[] = [];
  const order = createHash("sha256");
  const classes = new Set<string>();
  const keys = new Set<string>();
  const types = new Map<string, TypedColumn>();
  return {
    add: (row: unknown): void => {
      const hash = createHash("sha256").update(canonicalText(row)).digest("base64");
      hashes.push(hash);
      order.update(hash);
      classes.add(typeName(row));
      for (const [name, value] of propertiesOf(row)) {
        keys.add(name);
        if (value === null) continue;
        const type = typeName(value);
        const key = `${name} ${type}`;
        // The first: rows have no key by which they could be told.
        if (!types.has(key))
          types.set(key, { name, type, row: `number ${String(hashes.length)}`, value: describeValue(value) });
      }
    },
    digest: (): { readonly digest: string; readonly shape: Shape } => ({
      digest: digestOf(hashes),
      shape: {
        classes: [...classes].sort(),
        keys: [...keys].sort(),
        columns: [...types.values()].sort((a, b) => (`${a.name} ${a.type}` < `${b.name} ${b.type}` ? -1 : 1)),
        order: order.digest("hex"),
      },
    }),
  };
}
