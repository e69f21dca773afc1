/** Enums: their labels; or numbers, which an ORM makes of labels that are written like its enum's numbers. */
import type { Kind } from "./kind.js";
import { text } from "./text.js";

const labelOf = (value: unknown): unknown => (typeof value === "number" ? String(value) : value);

export const enumeration: Kind = {
  ...text,
  types: [],
  fold: (hash, value, column) => text.fold(hash, labelOf(value), column),
  text: (value, column) => text.text(labelOf(value), column),
};
