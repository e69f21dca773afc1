/** Columns that are read, and whose values nobody can hold against the server's: the entity's own code changes them. */
import type { Kind } from "./kind.js";

export const unchecked: Kind = {
  types: [],
  fold: (hash) => hash,
  text: () => "not compared",
};
