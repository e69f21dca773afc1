/** What a test that is an ES module imports from "ormeter/matchers". */
import exported from "./index.cjs";

export type { ReadBounds } from "./bounds.js";
export type { ReadHandle } from "./read-handle.js";
export type { AssertionOptions } from "./runner.js";

export const { matchers, readOf, toReadWithin } = exported;
