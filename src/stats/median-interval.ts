import { binomialDistribution } from "simple-statistics";
import type { Sample } from "./sample.js";

/** Bounds between which the median lies, and how sure that is. */
export interface MedianInterval {
  readonly low: number;
  readonly high: number;
  /** Probability that an interval made like this holds the true median: 0.75 for three measurements, 0 for one. */
  readonly level: number;
}

/** The level that is aimed at; fewer than five measurements don't reach it, and their whole range is taken. */
const aim = 0.9;

/**
 * An interval for the median from the measurements' order alone, whatever their distribution: between the k-th
 * smallest and the k-th largest, with the greatest k that keeps the level. Each measurement falls below the true median
 * with probability 1/2, so the interval misses it with 2 · P(fewer than k of n do), a binomial probability.
 *
 * Source: H. A. David, H. N. Nagaraja, Order Statistics, 3rd ed., section 7.1. It holds for independent measurements.
 */
export function medianInterval(sample: Sample): MedianInterval {
  const sorted = sample.values.toSorted((a, b) => a - b);
  const n = sorted.length;
  // Undefined for what a sample never is: without a measurement.
  const chances = binomialDistribution(n, 0.5) ?? [];
  let below = chances[0] ?? 1;
  let [k, level] = [1, Math.max(0, 1 - 2 * below)];
  for (let next = 2; next <= n / 2; next++) {
    below += chances[next - 1] ?? 0;
    if (1 - 2 * below < aim) break;
    [k, level] = [next, 1 - 2 * below];
  }
  return { low: sorted[k - 1] ?? sample.values[0], high: sorted[n - k] ?? sample.values[0], level };
}
