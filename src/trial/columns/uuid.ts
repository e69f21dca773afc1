/** UUIDs, in whatever case they are written. */
import { mixText } from "../hash.js";
import type { Kind } from "./kind.js";

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value.toLowerCase() : undefined);

export const uuid: Kind = {
  types: ["uuid"],
  fold: (hash, value) => (typeof value === "string" ? mixText(hash, value.toLowerCase()) : NaN),
  text: textOf,
};
