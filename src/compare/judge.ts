/** How a metric changed from baseline to candidate, and what may be said of it. Pure. */
import type { Metric } from "../metrics.js";
import type { CaseComparison, ComparedCell, Estimate, Verdict } from "../results/comparison.js";
import { adjustDifferences, type AdjustedDifferences, type Observation } from "../stats/covariate.js";
import { differenceInterval, meanInterval, noisyTrim } from "../stats/mean-interval.js";
import { Sample } from "../stats/sample.js";
import { scaleOf, sizeOn, type Scale } from "../stats/scale.js";
import type { Measurements, Pairs } from "./measurements.js";

/** The estimate of a change, or why there is none. */
export type Change =
  | { readonly kind: "estimated"; readonly change: Estimate; readonly n: number }
  | { readonly kind: "unknown"; readonly reason: string };

const tooFew = { kind: "unknown", reason: "there are too few trials to know how much it varies" } as const;

/**
 * Estimates a change.
 *
 * @param miss the probability with which the interval may miss the truth.
 */
export function estimateChange(measurements: Measurements, metric: Metric, miss: number): Change {
  const ratio = metric.compared.as === "ratio";
  const sides = sidesOf(measurements);
  if (sides.some(({ length }) => length === 0)) {
    return { kind: "unknown", reason: "one of the sides has no measurement of it" };
  }
  // What is 0 on both sides hasn't changed; what is 0 on one has no ratio.
  const still = ratio && sides.every((side) => side.every((value) => value === 0));
  if (ratio && !still && sides.some((side) => side.some((value) => value <= 0))) {
    return { kind: "unknown", reason: "there is no ratio to a value of 0" };
  }
  const scale = scaleOf(still ? "difference" : metric.compared.as);
  const found =
    measurements.kind === "pairs" ? ofPairs(measurements, metric, scale, miss) : ofSeparate(measurements, scale, miss);
  if (!found) return tooFew;
  const { interval, n } = found;
  const from = still ? () => 1 : scale.from;
  // Two trials that vary have intervals beyond all numbers, which no JSON holds.
  const [value, low, high] = [interval.value, interval.low, interval.high].map((bound) =>
    Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, from(bound))),
  ) as [number, number, number];
  return { kind: "estimated", change: { value, low, high, level: interval.level }, n };
}

const sidesOf = (measurements: Measurements): (readonly number[])[] =>
  measurements.kind === "pairs"
    ? [measurements.pairs.map(([baseline]) => baseline), measurements.pairs.map(([, candidate]) => candidate)]
    : [measurements.baseline, measurements.candidate];

function ofPairs(measurements: Pairs, metric: Metric, scale: Scale, miss: number) {
  const { differences, cost } = changesOf(measurements, scale);
  const interval = meanInterval(new Sample(differences), miss, metric.noise === "noisy" ? noisyTrim : 0, cost);
  return interval && { interval, n: differences.length };
}

/**
 * The changes inside pairs, on a metric's scale: where it is known how fast the core was, less what that explains.
 */
export function changesOf({ pairs, coreSpeeds }: Pairs, { to }: Scale): AdjustedDifferences {
  const observe = (value: number, speed = 1): Observation => ({ value: to(value), covariate: Math.log(speed) });
  return adjustDifferences(
    pairs.map(([baseline, candidate], pair) => {
      const [before, after] = coreSpeeds?.[pair] ?? [];
      return [observe(baseline, before), observe(candidate, after)];
    }),
  );
}

function ofSeparate({ baseline, candidate }: Measurements & { kind: "separate" }, { to }: Scale, miss: number) {
  const interval = differenceInterval(new Sample(baseline.map(to)), new Sample(candidate.map(to)), miss);
  return interval && { interval, n: Math.min(baseline.length, candidate.length) };
}

/**
 * The verdict on a change, by a noise threshold t.
 *
 * Improved or regressed: "no change" lies outside of the interval, and the estimate is t or more. Unchanged: the estimate
 * is less than t, and the interval rules out 2 t, to both sides. Otherwise inconclusive. An interval that reaches less
 * far than t always gives a verdict, so that a run which measures on until it has one comes to an end.
 *
 * @param threshold a fraction for ratios, in the metric's unit for differences; 0 where any change counts.
 */
export function judge({ value, low, high }: Estimate, metric: Metric, threshold: number): Verdict {
  const scale = scaleOf(metric.compared.as);
  // What is at least t for ratios is a factor of 1 + t, and 2 t two such factors.
  const t = sizeOn(scale, threshold);
  const size = scale.to(value);
  const excludesNone = low > scale.none || high < scale.none;
  if (excludesNone && Math.abs(size) >= t) return size > 0 === (metric.better === "higher") ? "improved" : "regressed";
  const within = scale.to(low) >= -2 * t && scale.to(high) <= 2 * t;
  return within && Math.abs(size) <= t ? "unchanged" : "inconclusive";
}

/** The metrics of a case that decide and have this verdict. */
export const cellsJudged = ({ cells }: Pick<CaseComparison, "cells">, verdict: Verdict): ComparedCell[] =>
  cells.flatMap((cell) => (cell.kind === "compared" && cell.decides && cell.verdict === verdict ? [cell] : []));

/** Whether any metric of a case that decides has this verdict. */
export const isJudged = (compared: Pick<CaseComparison, "cells">, verdict: Verdict): boolean =>
  cellsJudged(compared, verdict).length > 0;

/**
 * Whether a comparison says nothing: of no case a metric that decides was compared. That a read completes now which didn't
 * before is good to hear, and no comparison.
 */
export const comparesNothing = ({ cases }: { readonly cases: readonly CaseComparison[] }): boolean =>
  cases.every(({ cells }) => !cells.some((cell) => cell.kind === "compared" && cell.decides));
