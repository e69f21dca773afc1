import { mean, sampleVariance, sumNthPowerDeviations } from "simple-statistics";
import type { Estimate } from "../results/comparison.js";
import type { FitCost } from "./covariate.js";
import type { Sample } from "./sample.js";
import { criticalT } from "./student-t.js";

/** Share of the values that is cut off at either end before the mean of a noisy metric is taken. */
export const noisyTrim = 0.1;

const noFit: FitCost = { freedom: 0, leverage: 0 };

/** Fewer leave quantiles beyond all bounds. */
const leastFreedom = 0.5;

/**
 * An interval for the mean: Student's t, after a share of the smallest and as many of the largest values were cut
 * off (a trimmed mean with a winsorized variance), so that a trial which the machine disturbed doesn't widen it.
 *
 * For ten values and a trim of 0.1 one value goes at either end; for fewer than ten none does, and it is Student's
 * interval. For what it is used on here, differences of pairs, values are symmetric about the truth by construction
 * (which side of a pair runs first is drawn), and for symmetric values with long tails Student's interval errs on the
 * safe side.
 *
 * Sources: K. K. Yuen, The two-sample trimmed t for unequal population variances, Biometrika 61 (1974), with J. W.
 * Tukey and D. H. McLaughlin, Sankhyā A 25 (1963); B. Efron, Student's t-test under symmetry conditions, JASA 64 (1969).
 * Theirs are as many degrees of freedom as values are kept, less one. Each value that was cut off at an end costs one
 * more here: without that, intervals at 99.9 % and above miss the mean of normal values up to 1.2 times as often as they
 * say (docs/statistics.md).
 *
 * @param miss the probability with which it may miss the mean: 0.01 for a level of 99 %; above 0, below 1.
 * @param trim the share that is cut off at either end: 0 for none; below 0.25.
 * @param fit what a fit cost that the values went through.
 * @returns undefined for a single value, of which nobody knows how far it varies; and for two that a fit left none of.
 */
export function meanInterval(sample: Sample, miss: number, trim: number, fit = noFit): Estimate | undefined {
  const sorted = sample.values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const cut = Math.floor(trim * n);
  const kept = n - 2 * cut;
  const freedom = kept - 1 - cut - fit.freedom;
  if (freedom < leastFreedom) return undefined;
  const [lowest = 0, highest = 0] = [sorted[cut], sorted[n - cut - 1]];
  const value = mean(sorted.slice(cut, n - cut));
  const winsorized = sorted.map((each) => Math.min(highest, Math.max(lowest, each)));
  const variance = sumNthPowerDeviations(winsorized, 2) / (kept - 1 - fit.freedom);
  const reach = reachOf(Math.sqrt((variance / kept) * (1 + fit.leverage)), freedom, miss);
  return { value, low: value - reach, high: value + reach, level: 1 - miss };
}

/**
 * An interval for the difference of two means, candidate − baseline, of samples that have nothing to do with each
 * other: Welch's, with the degrees of freedom after Satterthwaite (Biometrics Bulletin 2, 1946; Biometrika 34, 1947).
 *
 * @param miss as above.
 * @returns undefined where a side has a single value.
 */
export function differenceInterval(baseline: Sample, candidate: Sample, miss: number): Estimate | undefined {
  if (baseline.size < 2 || candidate.size < 2) return undefined;
  const [a, b] = [baseline, candidate].map(({ values, size }) => ({
    share: sampleVariance([...values]) / size,
    middle: mean([...values]),
    size,
  }));
  if (!a || !b) return undefined;
  const value = b.middle - a.middle;
  const both = a.share + b.share;
  const freedom = both === 0 ? 1 : both ** 2 / (a.share ** 2 / (a.size - 1) + b.share ** 2 / (b.size - 1));
  const reach = reachOf(Math.sqrt(both), freedom, miss);
  return { value, low: value - reach, high: value + reach, level: 1 - miss };
}

/** How far an interval reaches to either side; 0 where nothing varies, whatever the quantile. */
function reachOf(error: number, freedom: number, miss: number): number {
  return error === 0 ? 0 : error * criticalT(miss, freedom);
}
