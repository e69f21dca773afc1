/**
 * What a whole run comes to: one answer, from which the exit code and the first line of every report follow. Pure.
 */
import { metrics } from "../metrics.js";
import type { CaseComparison, CaseMark, ComparedCell, Comparison } from "../results/comparison.js";
import type { Equivalence, Result, Trial } from "../results/schema.js";
import { scaleOf, sizeOn } from "../stats/scale.js";
import { cellsJudged, comparesNothing, isJudged } from "./judge.js";
import { declaredJudging, keptJudging, type KeptJudging } from "./thresholds.js";

/** A read that got worse: what became of it, and the metrics that regressed, the clearest first. */
export interface WorseRead {
  readonly comparison: Comparison;
  readonly case: CaseComparison;
  readonly marks: readonly CaseMark[];
  readonly cells: readonly ComparedCell[];
}

/** A read of which a metric that decides stayed undecided. */
export interface OpenRead {
  readonly comparison: Comparison;
  readonly case: CaseComparison;
  readonly cells: readonly ComparedCell[];
}

/** The answer, by what outweighs all else. */
export type Answer =
  | { readonly kind: "different-data"; readonly equivalence: Extract<Equivalence, { kind: "different" }> }
  /** Trials that no comparison answers for. What regressed besides is told too. */
  | { readonly kind: "trials-failed"; readonly trials: readonly Trial[]; readonly worse: readonly WorseRead[] }
  | { readonly kind: "stopped"; readonly why: string; readonly worse: readonly WorseRead[] }
  | { readonly kind: "nothing-measured" }
  | { readonly kind: "regressed"; readonly worse: readonly WorseRead[] }
  | { readonly kind: "nothing-compared"; readonly comparison: Comparison }
  /** Only where "can't tell" is an answer that fails. `busy`: lost to a machine that was too busy. */
  | { readonly kind: "undecided"; readonly open: readonly OpenRead[]; readonly busy: boolean }
  | { readonly kind: "interrupted" }
  | { readonly kind: "fine"; readonly open: readonly OpenRead[] };

/**
 * The answer of a result. Different data outweighs a trial that failed, that outweighs a regression, that a comparison
 * in which nothing could be compared, and that what couldn't be told. A read that fails on the candidate's side only is a
 * regression; one that fails on the baseline's side only is no failure of the run, but where all do nothing was compared.
 *
 * @param judging that by which the result was made, unless given; older ones don't say.
 */
export function answerOf(
  result: Result,
  { strict, decides }: KeptJudging = result.judging ?? keptJudging(declaredJudging),
): Answer {
  const { equivalence, trials, state, stopped, comparisons = [] } = result;
  const different = [equivalence, ...comparisons.map((comparison) => comparison.equivalence)].find(
    (each) => each.kind === "different",
  );
  if (different) return { kind: "different-data", equivalence: different };
  const worse = comparisons.flatMap(worseReads);
  const failed = trials.filter(
    (trial) =>
      trial.outcome.kind !== "completed" &&
      !isFinding(trial, result) &&
      !comparisons.some((each) => answersFor(each, trial)),
  );
  if (failed.length > 0) return { kind: "trials-failed", trials: failed, worse };
  if (stopped !== undefined) return { kind: "stopped", why: stopped, worse };
  if (state === "complete" && trials.length === 0) return { kind: "nothing-measured" };
  if (worse.length > 0) return { kind: "regressed", worse };
  const empty = comparisons.find(comparesNothing);
  if (empty) return { kind: "nothing-compared", comparison: empty };
  const open = comparisons.flatMap(openReads);
  const busy = comparisons.some((each) => isLostToLoad(each, decides));
  if (strict && (open.length > 0 || busy)) return { kind: "undecided", open, busy };
  return state === "complete" ? { kind: "fine", open } : { kind: "interrupted" };
}

/** Whether a trial that didn't complete is what was to be found out: under which limits a read doesn't. */
const isFinding = ({ outcome: { kind } }: Trial, { limits }: Result): boolean =>
  limits !== undefined && kind !== "failed";

/** Marks of reads that failed on one side only: it is a regression, or no fault of what is compared. */
const oneSided: readonly CaseMark[] = ["now-fails", "fixed", "now-completes"];

/** Whether a comparison says what a trial means that failed. */
const answersFor = ({ cases }: Comparison, { case: id }: Trial): boolean =>
  cases.some(
    ({ baseline, candidate, marks }) =>
      (baseline === id || candidate === id) && marks.some((mark) => oneSided.includes(mark)),
  );

const regressingMarks: readonly CaseMark[] = ["now-fails", "leaks-connections"];

/** The reads that got worse; those that fail now first, then those that leak, then by their clearest change. */
function worseReads(comparison: Comparison): WorseRead[] {
  const reads = comparison.cases.flatMap((each) => {
    const marks = regressingMarks.filter((mark) => each.marks.includes(mark));
    const cells = cellsJudged(each, "regressed").toSorted((a, b) => clarity(b) - clarity(a));
    return marks.length > 0 || cells.length > 0 ? [{ comparison, case: each, marks, cells }] : [];
  });
  const rank = ({ marks: [mark] }: WorseRead) => (mark === undefined ? Infinity : regressingMarks.indexOf(mark));
  const clearest = ({ cells: [cell] }: WorseRead) => (cell ? clarity(cell) : 0);
  // Two infinite ranks have no difference.
  return reads.toSorted((a, b) => (rank(a) === rank(b) ? clearest(b) - clearest(a) : rank(a) - rank(b)));
}

/** How many times its threshold a change is. */
function clarity({ as, change: { value }, threshold }: ComparedCell): number {
  const scale = scaleOf(as);
  const size = Math.abs(scale.to(value));
  return threshold === 0 ? Number.MAX_VALUE : Math.min(Number.MAX_VALUE, size / sizeOn(scale, threshold));
}

const openReads = (comparison: Comparison): OpenRead[] =>
  comparison.cases.flatMap((each) =>
    isJudged(each, "inconclusive") ? [{ comparison, case: each, cells: cellsJudged(each, "inconclusive") }] : [],
  );

/** Measured on a machine that was too busy to decide it: another run may tell, which no other machine would. */
const isLostToLoad = ({ cases, incomparable }: Comparison, decides: readonly string[]): boolean =>
  incomparable.some(({ spoils }) => spoils === "times") &&
  cases.some(({ cells }) =>
    cells.some(
      (cell) =>
        cell.kind === "not-comparable" && metrics[cell.metric].noise === "noisy" && decides.includes(cell.metric),
    ),
  );
