/** By how much each metric must change to count, and which ones make a comparison fail. Pure. */
import type { Result } from "../results/schema.js";
import { metricNames, metrics, type Metric, type MetricName } from "../metrics.js";

/** What a user asked for a metric, or what src/metrics.ts declares. */
export interface Threshold {
  /** A fraction for ratios, in the metric's unit a row for differences. */
  readonly threshold: number;
  /** Whether the comparison measures on until it is decided, and fails where it regressed. */
  readonly decides: boolean;
}

/** One for each metric. */
export type Thresholds = Readonly<Record<MetricName, Threshold>>;

/** How a comparison is judged. */
export interface Judging {
  readonly thresholds: Thresholds;
  /** Whether "can't tell" is an answer that fails. */
  readonly strict: boolean;
}

/**
 * The declared thresholds; with `failOn` only those metrics decide, each by its own threshold where one is given.
 */
export function thresholdsOf(failOn?: ReadonlyMap<MetricName, number | undefined>): Thresholds {
  return Object.fromEntries(
    metricNames.map((name): [MetricName, Threshold] => {
      const { threshold, decides } = metrics[name].compared;
      return [name, { threshold: failOn?.get(name) ?? threshold, decides: failOn ? failOn.has(name) : decides }];
    }),
  ) as Record<MetricName, Threshold>;
}

/** How a comparison is judged where nobody asked for anything else. */
export const declaredJudging: Judging = { thresholds: thresholdsOf(), strict: false };

/** What of it a result keeps: the thresholds themselves stand beside every change. */
export type KeptJudging = NonNullable<Result["judging"]>;

export const keptJudging = ({ thresholds, strict }: Judging): KeptJudging => ({
  strict,
  decides: metricNames.filter((name) => thresholds[name].decides),
});

/** A threshold as a change of so many rows is held against it: a fraction for ratios, the metric's unit for differences. */
export const thresholdFor = ({ compared: { as } }: Metric, threshold: number, rows: number): number =>
  as === "ratio" ? threshold : threshold * rows;
