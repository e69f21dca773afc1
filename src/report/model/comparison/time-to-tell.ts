/** What it would take to tell what stayed undecided, so that whoever reads "can't tell" knows what to do. */
import { mean, sum } from "simple-statistics";
import { cellsJudged } from "../../../compare/judge.js";
import type { CaseComparison, ComparedCell, Comparison } from "../../../results/comparison.js";
import type { Result } from "../../../results/schema.js";
import { pairsNeeded } from "../../../stats/detectable.js";
import { scaleOf, sizeOn } from "../../../stats/scale.js";
import type { Sentence } from "../words.js";
import { formatCount, noBreakSpace } from "../../format.js";

/** Seconds beyond which more measuring is no advice. */
const aDay = 86_400;

/**
 * The budget with which every metric that decides would have had a verdict, from how much the pairs varied; undefined
 * where all have one, and where the sides didn't take turns.
 */
export function timeToTell(result: Result, comparison: Comparison): Sentence | undefined {
  if (comparison.trials !== "interleaved") return undefined;
  const needs = comparison.cases.map((each) => ({ case: each, pairs: pairsToTell(each) }));
  if (needs.every(({ pairs }) => pairs === 0)) return undefined;
  const seconds = sum(needs.map((need) => secondsOf(need.case, need.pairs, result)));
  // Intervals beyond all numbers make no number either.
  const isWorthIt = seconds <= aDay;
  const text = !isWorthIt
    ? "What is undecided varies so much that a day of measuring would hardly decide it; a quieter machine or more rows would."
    : `To decide everything, allow a budget of about ${formatCount(rounded(seconds))}${noBreakSpace}s (--budget).`;
  return { kind: "finding", text };
}

/** Rounds until the last undecided metric of a case has a verdict; 0 where all have one. */
const pairsToTell = (compared: CaseComparison): number =>
  Math.max(0, ...cellsJudged(compared, "inconclusive").map(pairsOf));

/** An interval that reaches no further than the threshold gives a verdict, wherever it lies. */
function pairsOf({ change, as, threshold, n }: ComparedCell): number {
  const scale = scaleOf(as);
  const reach = (scale.to(change.high) - scale.to(change.low)) / 2;
  return pairsNeeded(reach, n, 1 - change.level, sizeOn(scale, threshold));
}

/** What so many rounds of a case take, or as many as were made where these were more. */
function secondsOf({ baseline, candidate }: CaseComparison, pairs: number, { trials }: Result): number {
  const ofSides = [baseline, candidate].map((id) => {
    const durations = trials.filter((trial) => trial.case === id).map(({ duration }) => duration / 1e3);
    return durations.length === 0 ? 0 : mean(durations) * Math.max(pairs, durations.length);
  });
  return sum(ofSides);
}

/** Up, to two digits: it is an estimate. */
function rounded(seconds: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(seconds)) - 1);
  return Math.ceil(seconds / step) * step;
}
