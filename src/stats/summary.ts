import { max, median, min } from "simple-statistics";
import { medianInterval, type MedianInterval } from "./median-interval.js";
import type { Sample } from "./sample.js";

/**
 * How far the measurements of a sample lie apart. `unknown`: one measurement says nothing about the next one.
 * `relative`: half the range over the median's magnitude, 0.06 for ±6 %. `absolute`: half the range in the metric's own
 * unit, for samples that touch or cross zero (deltas), where a ratio to a median near zero says nothing.
 */
export type Spread =
  | { readonly kind: "unknown" }
  | { readonly kind: "relative"; readonly ratio: number }
  | { readonly kind: "absolute"; readonly halfRange: number };

/** What a report says of a sample, in the sample's own unit. */
export interface Summary {
  /** Number of measurements, at least 1. */
  readonly n: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly spread: Spread;
  /** Where the median lies, for telling samples apart. */
  readonly interval: MedianInterval;
}

/** What is known of one metric of one case: its summary over the trials that have it, or why none has. */
export type MetricSummary =
  { readonly kind: "measured"; readonly summary: Summary } | { readonly kind: "absent"; readonly reason: string };

/**
 * The median and how far the measurements lie around it. Median and range, since a run has a handful of rounds and one
 * disturbed round must not move the figure; docs/statistics.md gives the reasons.
 */
export function summarise(sample: Sample): Summary {
  const values = [...sample.values];
  const summary = { n: sample.size, median: median(values), min: min(values), max: max(values) };
  return { ...summary, spread: spreadOf(summary), interval: medianInterval(sample) };
}

function spreadOf({ n, median: middle, min: lowest, max: highest }: Omit<Summary, "spread" | "interval">): Spread {
  if (n === 1) return { kind: "unknown" };
  if (lowest === highest) return { kind: "relative", ratio: 0 };
  // Halved before they are subtracted: the difference of two huge finite numbers may not be finite.
  const halfRange = highest / 2 - lowest / 2;
  return lowest <= 0 && highest >= 0
    ? { kind: "absolute", halfRange }
    : { kind: "relative", ratio: halfRange / Math.abs(middle) };
}
