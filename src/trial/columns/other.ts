/**
 * Types that no other kind stands for: points, ranges, an extension's own. Drivers agree on nothing there, so only that
 * there is a value is checked, and reports say so.
 */
import { mix } from "../hash.js";
import type { Kind } from "./kind.js";

const isValue = (value: unknown): boolean => value !== undefined && value !== null;

export const other: Kind = {
  types: [],
  fold: (hash, value) => (isValue(value) ? mix(hash, 1) : NaN),
  text: (value) => (isValue(value) ? "a value" : undefined),
};
