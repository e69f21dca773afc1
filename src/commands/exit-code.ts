/** What the exit code says, the same for every command. */
import { comparesNothing, isJudged } from "../compare/judge.js";
import type { Comparison } from "../results/comparison.js";
import type { Result } from "../results/schema.js";

/** The exit codes; docs and CI jobs rely on them. */
export const exitCode = {
  fine: 0,
  regressed: 1,
  usage: 2,
  differentData: 3,
  trialFailed: 4,
  inconclusive: 5,
} as const;

/**
 * The exit code that a run's result stands for. Different data outweighs a trial that failed, that outweighs a
 * regression, that a comparison in which nothing could be compared, and that what couldn't be told.
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
  if (comparisons.some(comparesNothing)) return exitCode.trialFailed;
  return strict && comparisons.some(isOpen) ? exitCode.inconclusive : exitCode.fine;
}

const hasRegressed = ({ cases }: Comparison): boolean =>
  cases.some((each) => each.marks.includes("leaks-connections") || isJudged(each, "regressed"));

const isOpen = ({ cases }: Comparison): boolean => cases.some((each) => isJudged(each, "inconclusive"));
