/** What the exit code says, the same for every command. */
import { comparesNothing, isJudged } from "../compare/judge.js";
import { thresholdsOf, type Thresholds } from "../compare/thresholds.js";
import { metrics } from "../metrics.js";
import type { Cell, Comparison } from "../results/comparison.js";
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
 * @param thresholds which metrics decide.
 */
export function exitCodeOf(result: Result, strict = false, thresholds: Thresholds = thresholdsOf()): number {
  const { equivalence, trials, state, comparisons = [] } = result;
  const data = [equivalence, ...comparisons.map((comparison) => comparison.equivalence)];
  if (data.some(({ kind }) => kind === "different")) return exitCode.differentData;
  const failed = trials.some(({ outcome }) => outcome.kind !== "completed");
  const nothing = state === "complete" && trials.length === 0;
  if (failed || nothing) return exitCode.trialFailed;
  if (comparisons.some(hasRegressed)) return exitCode.regressed;
  if (comparisons.some(comparesNothing)) return exitCode.trialFailed;
  return strict && comparisons.some((each) => isOpen(each, thresholds)) ? exitCode.inconclusive : exitCode.fine;
}

const hasRegressed = ({ cases }: Comparison): boolean =>
  cases.some((each) => each.marks.includes("leaks-connections") || isJudged(each, "regressed"));

/** Undecided, or measured on a machine that was too busy to decide it: another run may tell, which no other machine would. */
const isOpen = ({ cases, incomparable }: Comparison, thresholds: Thresholds): boolean => {
  const wasBusy = incomparable.some(({ spoils }) => spoils === "times");
  const isLost = (cell: Cell) =>
    cell.kind === "not-comparable" && metrics[cell.metric].noise === "noisy" && thresholds[cell.metric].decides;
  return cases.some((each) => isJudged(each, "inconclusive") || (wasBusy && each.cells.some(isLost)));
};
