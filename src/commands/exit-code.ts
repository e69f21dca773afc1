/** What the exit code says, the same for every command. */
import { comparesNothing, isJudged } from "../compare/judge.js";
import type { CaseMark, Comparison } from "../results/comparison.js";
import { exitCode } from "../exit-codes.js";
import type { Result, Trial } from "../results/schema.js";

/**
 * The exit code that a run's result stands for. Different data outweighs a trial that failed, that outweighs a
 * regression, that a comparison in which nothing could be compared, and that what couldn't be told. A read that fails on
 * the candidate's side only is a regression; one that fails on the baseline's side only is no failure of the run.
 *
 * @param strict whether "can't tell" is an answer that fails.
 */
export function exitCodeOf(result: Result, strict = false): number {
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
  return strict && comparisons.some(isOpen) ? exitCode.inconclusive : exitCode.fine;
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

const isOpen = ({ cases }: Comparison): boolean => cases.some((each) => isJudged(each, "inconclusive"));
