/** What commands make of their flags. */
import type { PatternRequest } from "../../config/pattern-requests.js";
import type { Flags, OptionsOf, Place } from "../../flags/flag.js";

/** What a command's `run` is given: its flags' values, its arguments as they were typed, and where it is. */
export type CommandOptions<Declared extends Flags, Argument extends string = never> = OptionsOf<Declared> &
  Readonly<Record<Argument, string>> &
  Place;

/** Options in which it is known which patterns are read. */
export type WithPatterns<Options> = Omit<Options, "patterns"> & { readonly patterns: readonly PatternRequest[] };

/** And how many rows. */
export type WithRead<Options> = Omit<WithPatterns<Options>, "rows"> & { readonly rows: number };
