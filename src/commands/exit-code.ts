/** What the exit code says, the same for every command. */
import { isJudged } from "../compare/judge.js";
import type { Comparison } from "../results/comparison.js";
import { exitCode } from "../exit-codes.js";
import type { Result } from "../results/schema.js";

/**
 * The exit code that a run's result stands for. Different data outweighs a trial that failed, that outweighs a
 * regression, and that what couldn't be told.
 *
 * @param strict whether "can't tell" is an answer that fails.
 */
export function exitCodeOf(result: Result, strict = false): number {
  const { equivalence, trials, state, comparisons = [] } = result;
  const data = [equivalence, ...comparisons.map((comparison) => comparison.equivalence)];
  if (data.some(({ kind }) => kind === "different")) return exitCode.differentData;
  const failed = trials.some(({ outcome }) => outcome.kind !== "completed");
  const nothing = state === "complete" && trials.length === 0;
  if (failed || nothing) return exitCode.trialFailed;
  if (comparisons.some(hasRegressed)) return exitCode.regressed;
  return strict && comparisons.some(isOpen) ? exitCode.inconclusive : exitCode.fine;
}

const hasRegressed = ({ cases }: Comparison): boolean =>
  cases.some((each) => each.marks.includes("leaks-connections") || isJudged(each, "regressed"));

const isOpen = ({ cases }: Comparison): boolean =>
  cases.length === 0 || cases.some((each) => isJudged(each, "inconclusive"));
