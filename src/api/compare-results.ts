/** What of `ormeter compare` a program calls. */
import { locate as locateFile } from "../commands/options/compare.js";
import { readSide } from "../commands/run-compare.js";
import type { Judging } from "../compare/thresholds.js";
import { comparedResult, type ResultSide } from "../commands/session/two-results.js";
import * as commands from "../commands/session/exit-code.js";
import { saidOptions } from "../config/said-options.js";
import { parseFailOn } from "../flags/metric-lists.js";
import type { Result } from "../results/schema.js";
import type { CompareOptions, JudgingOptions } from "./options.js";

/** A result as it is, or read from where a text says. */
export async function locate(side: Result | string, name: string, folder: string): Promise<ResultSide> {
  if (typeof side !== "string") return { name, result: side };
  return { name: side, result: await readSide(locateFile(side, folder)) };
}

/** The candidate's result with the comparison. */
export const compareSides = (baseline: ResultSide, candidate: ResultSide, options: CompareOptions): Result =>
  comparedResult(baseline, candidate, judgingOf(options));

/** What the command line would end with: by how the result was judged when it was made, unless asked otherwise. */
export const exitCodeOf = (result: Result, options: JudgingOptions): number =>
  commands.exitCodeOf(result, Object.keys(options).length > 0 ? judgingOf(options) : undefined);

function judgingOf({ failOn, strict }: JudgingOptions): Judging {
  const said = saidOptions({ failOn }, ["failOn"], "compare")["failOn"];
  const list = typeof said === "string" ? parseFailOn(said, "failOn") : undefined;
  return commands.judgingOf({ failOn: list, ...(strict !== undefined && { strict }) });
}
