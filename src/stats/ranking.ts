import type { Metric, MetricName, Noise } from "../metrics.js";
import type { MetricSummary, Summary } from "./summary.js";

/** What can be ranked: whatever has figures. */
export interface Rankable {
  /** How many rows were read: thresholds of differences are bytes a row. */
  readonly case: { readonly rows: number };
  readonly metrics: Readonly<Record<MetricName, MetricSummary>>;
}

/** A case that has the ranked metric, with its figures. */
export interface Ranked<Case extends Rankable> {
  readonly case: Case;
  readonly summary: Summary;
}

/**
 * Which case is best in one metric. `leader`: the best one, and the next one after it if there is one, told apart from
 * it. `close`: two or more that the measurements can't tell apart, best median first. `too-few-trials`: fewer than
 * {@link fewestTrials} trials, so that nobody is called best; in order of the medians. `nothing`: no case has the
 * metric.
 */
export type Ranking<Case extends Rankable> =
  | { readonly kind: "leader"; readonly best: Ranked<Case>; readonly next: Ranked<Case> | undefined }
  | { readonly kind: "close"; readonly best: readonly Ranked<Case>[] }
  | { readonly kind: "too-few-trials"; readonly order: readonly Ranked<Case>[]; readonly trials: number }
  | { readonly kind: "nothing" };

/**
 * Trials that it takes before one case is called better than another, in whatever metric: a report names no winner from
 * fewer. Of two equal cases the three trials of one lie wholly below the three of the other in 2 of 20 orders, so this is
 * the least that means anything, and the margins below come on top.
 */
export const fewestTrials = 3;

/**
 * By how much of the median its interval reaches to either side at least. Three trials may agree by chance more closely
 * than the metric repeats; docs/statistics.md says where these figures come from and how often the rule errs.
 */
export const margins: Readonly<Record<Noise, number>> = { noisy: 0.05, "nearly-steady": 0.025, steady: 0.01 };

/**
 * By how many bytes the medians of what lies around zero, a heap that grew or what was retained, must lie apart at least,
 * whatever the rows: reads that hold nothing come out between 0.1 and 0.7 MB, by how much code of their own they load, and that
 * repeats exactly.
 */
const sameHeap = 1e6;

/** By how much medians of a metric must lie apart beside their intervals. */
const leastApart = ({ compared: { as, threshold } }: Metric, rows: number): number =>
  as === "difference" ? Math.max(sameHeap, threshold * rows) : 0;

/** Says which of the cases is best in a metric, if the measurements can tell. Pure; `cases` may be empty. */
export function rank<Case extends Rankable>(cases: readonly Case[], metric: Metric): Ranking<Case> {
  const sign = metric.better === "lower" ? 1 : -1;
  const order = rankable(cases, metric.name).sort((a, b) => sign * (a.summary.median - b.summary.median));
  const [best, ...others] = order;
  if (!best) return { kind: "nothing" };

  const trials = Math.min(...order.map(({ summary }) => summary.n));
  if (trials < fewestTrials && others.length > 0) return { kind: "too-few-trials", order, trials };
  const least = leastApart(metric, best.case.case.rows);
  const apart = ({ summary }: Ranked<Case>) =>
    toldApart(best.summary, summary, metric.noise) && distance(best.summary, summary, metric) >= least;
  const close = others.filter((other) => !apart(other));
  return close.length > 0 ? { kind: "close", best: [best, ...close] } : { kind: "leader", best, next: others[0] };
}

/** A heap that is smaller than at the start is no better than one that has stayed: of a difference less than zero is zero. */
function distance(a: Summary, b: Summary, { compared: { as } }: Metric): number {
  const of = ({ median }: Summary) => (as === "difference" ? Math.max(0, median) : median);
  return Math.abs(of(a) - of(b));
}

function rankable<Case extends Rankable>(cases: readonly Case[], name: MetricName): Ranked<Case>[] {
  return cases.flatMap((summaryOfCase) => {
    const metric = summaryOfCase.metrics[name];
    return metric.kind === "measured" ? [{ case: summaryOfCase, summary: metric.summary }] : [];
  });
}

/** Whether two samples lie apart: the intervals of their medians, each as wide as its margin at least, don't meet. */
export function toldApart(a: Summary, b: Summary, noise: Noise): boolean {
  const [lowA, highA] = boundsOf(a, noise);
  const [lowB, highB] = boundsOf(b, noise);
  return highA < lowB || highB < lowA;
}

function boundsOf({ median, interval }: Summary, noise: Noise): [low: number, high: number] {
  const margin = Math.abs(median) * margins[noise];
  return [Math.min(interval.low, median - margin), Math.max(interval.high, median + margin)];
}
