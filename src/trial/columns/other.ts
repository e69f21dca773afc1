/**
 * Types that no other kind stands for: points, ranges, an extension's own. Drivers agree on nothing there, so only that
 * there is a value is checked, and reports say so.
 */
import { mix } from "../hash.js";
import type { Kind } from "./kind.js";

export const other: Kind = {
  types: [],
  fold: (hash, value) => (value === undefined ? NaN : mix(hash, 1)),
  text: (value) => (value === undefined ? undefined : "a value"),
};
