/** What of `ormeter compare` a program calls. */
import { compareResults } from "../compare/comparison.js";
import { locate as locateFile } from "../commands/options/compare.js";
import { readSide } from "../commands/run-compare.js";
import type { Judging } from "../compare/thresholds.js";
import * as commands from "../commands/session/exit-code.js";
import { saidOptions } from "../config/said-options.js";
import { parseFailOn } from "../flags/metric-lists.js";
import type { Result } from "../results/schema.js";
import type { CompareOptions, JudgingOptions } from "./options.js";

/** A result and what it is called. */
interface Side {
  readonly name: string;
  readonly result: Result;
}

/** A result as it is, or read from where a text says. */
export async function locate(side: Result | string, name: string, folder: string): Promise<Side> {
  if (typeof side !== "string") return { name, result: side };
  return { name: side, result: await readSide(locateFile(side, folder)) };
}

/** The candidate's result with the comparison. */
export function compareSides(baseline: Side, candidate: Side, options: CompareOptions): Result {
  const { thresholds } = judgingOf(options);
  const names = { baseline: baseline.name, candidate: candidate.name };
  return { ...candidate.result, comparisons: [compareResults(baseline.result, candidate.result, names, thresholds)] };
}

/** What the command line would end with. */
export const exitCodeOf = (result: Result, options: JudgingOptions): number =>
  commands.exitCodeOf(result, judgingOf(options));

function judgingOf({ failOn, strict }: JudgingOptions): Judging {
  const said = saidOptions({ failOn }, ["failOn"], "compare")["failOn"];
  const list = typeof said === "string" ? parseFailOn(said, "failOn") : undefined;
  return commands.judgingOf({ failOn: list, ...(strict !== undefined && { strict }) });
}
