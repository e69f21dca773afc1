/** What the exit code says, the same for every command. */
import { comparesNothing, isJudged } from "../../compare/judge.js";
import { thresholdsOf, type Thresholds } from "../../compare/thresholds.js";
import { exitCode } from "../../exit-codes.js";
import type { OptionsOf } from "../../flags/flag.js";
import type { judgingFlags } from "../../flags/judging.js";
import { metrics } from "../../metrics.js";
import type { CaseMark, Cell, Comparison } from "../../results/comparison.js";
import type { Result, Trial } from "../../results/schema.js";

/** How a comparison is judged. */
export interface Judging {
  readonly thresholds: Thresholds;
  /** Whether "can't tell" is an answer that fails. */
  readonly strict: boolean;
}

/** How a comparison is judged by the flags of a command; without them by the declared thresholds. */
export const judgingOf = ({ failOn, strict = false }: Partial<OptionsOf<typeof judgingFlags>> = {}): Judging => ({
  thresholds: thresholdsOf(failOn),
  strict,
});

/**
 * The exit code that a run's result stands for. Different data outweighs a trial that failed, that outweighs a
 * regression, that a comparison in which nothing could be compared, and that what couldn't be told. A read that fails on
 * the candidate's side only is a regression; one that fails on the baseline's side only is no failure of the run.
 *
 */
export function exitCodeOf(result: Result, { strict, thresholds }: Judging = judgingOf()): number {
  const { equivalence, trials, state, stopped, comparisons = [] } = result;
  const data = [equivalence, ...comparisons.map((comparison) => comparison.equivalence)];
  if (data.some(({ kind }) => kind === "different")) return exitCode.differentData;
  const failed = trials.some(
    (trial) => trial.outcome.kind !== "completed" && !comparisons.some((each) => answersFor(each, trial)),
  );
  const nothing = state === "complete" && trials.length === 0;
  if (failed || nothing || stopped !== undefined) return exitCode.trialFailed;
  if (comparisons.some(hasRegressed)) return exitCode.regressed;
  if (comparisons.some(comparesNothing)) return exitCode.trialFailed;
  return strict && comparisons.some((each) => isOpen(each, thresholds)) ? exitCode.inconclusive : exitCode.fine;
}

/** Marks of reads that failed on one side only: it is a regression, or no fault of what is compared. */
const oneSided: readonly CaseMark[] = ["now-fails", "fixed", "now-completes"];

/** Whether a comparison says what a trial means that failed. */
const answersFor = ({ cases }: Comparison, { case: id }: Trial): boolean =>
  cases.some(
    ({ baseline, candidate, marks }) =>
      (baseline === id || candidate === id) && marks.some((mark) => oneSided.includes(mark)),
  );

const regressingMarks: readonly CaseMark[] = ["now-fails", "leaks-connections"];

const hasRegressed = ({ cases }: Comparison): boolean =>
  cases.some((each) => each.marks.some((mark) => regressingMarks.includes(mark)) || isJudged(each, "regressed"));

/** Undecided, or measured on a machine that was too busy to decide it: another run may tell, which no other machine would. */
const isOpen = ({ cases, incomparable }: Comparison, thresholds: Thresholds): boolean => {
  const wasBusy = incomparable.some(({ spoils }) => spoils === "times");
  const isLost = (cell: Cell) =>
    cell.kind === "not-comparable" && metrics[cell.metric].noise === "noisy" && thresholds[cell.metric].decides;
  return cases.some((each) => isJudged(each, "inconclusive") || (wasBusy && each.cells.some(isLost)));
};
