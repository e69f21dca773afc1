/** Two results that exist, held against each other. */
import { compareResults } from "../../compare/compare-sides.js";
import { keptJudging, type Judging } from "../../compare/thresholds.js";
import type { Result } from "../../results/schema.js";

/** A result and what it is called. */
export interface ResultSide {
  readonly name: string;
  readonly result: Result;
}

/** The candidate's result with the comparison, and how that was judged. */
export function comparedResult(baseline: ResultSide, candidate: ResultSide, judging: Judging): Result {
  const names = { baseline: baseline.name, candidate: candidate.name };
  const comparison = compareResults(baseline.result, candidate.result, names, judging.thresholds);
  return { ...candidate.result, comparisons: [comparison], judging: keptJudging(judging) };
}
