/** How each pattern's figures grow over the sizes that a run reads. */
import { metricNames, metrics, type Metric, type MetricName } from "../metrics.js";
import { labelOf, summariseCases, summaryOf, type CaseSummary } from "../results/case-summary.js";
import type { Result } from "../results/schema.js";
import { margins } from "../stats/ranking.js";
import type { Summary } from "../stats/summary.js";
import { chooseLaw, fewestSizes, type Growth } from "./choose-law.js";
import { exponentOf, type Exponent } from "./exponent.js";
import type { Point } from "./least-squares.js";
import { levelsOff } from "./laws.js";
import { holdOut, type HeldOut } from "./predict.js";

/** How a metric grows, or why that isn't known. */
export type MetricGrowth =
  | {
      readonly kind: "fitted";
      readonly growth: Growth;
      /** Every size, also those below the law. */
      readonly points: readonly Point[];
      readonly heldOut: HeldOut | undefined;
      /** Undefined where nothing grows with the rows. */
      readonly exponent: Exponent | undefined;
    }
  | { readonly kind: "absent"; readonly reason: string };

/** A pattern, with its options, over several sizes. */
export interface PatternGrowth {
  /** What it is called, whatever its rows. */
  readonly label: string;
  /** The sizes, by rows; one at least. */
  readonly sizes: readonly [CaseSummary, ...CaseSummary[]];
  /** The largest of which a trial completed; the smallest where none did. */
  readonly largest: CaseSummary;
  readonly metrics: Readonly<Record<MetricName, MetricGrowth>>;
}

/**
 * Fits every metric of each pattern of a result that reads several sizes, in the result's order. Pure.
 *
 * @throws Error when a case names a pattern that the result doesn't describe
 */
export function growthsOf(result: Result): PatternGrowth[] {
  const read = new Map<string, [CaseSummary, ...CaseSummary[]]>();
  for (const summary of summariseCases(result)) {
    const key = JSON.stringify({ ...summary.case, id: "", rows: 0 });
    const others = read.get(key);
    read.set(key, others ? [...others, summary] : [summary]);
  }
  const alike = result.cases.map((each) => ({ ...each, rows: 0 }));
  return [...read.values()].map((cases) => {
    const sizes = cases.toSorted((a, b) => a.case.rows - b.case.rows) as typeof cases;
    const largest = sizes.findLast(({ completed }) => completed > 0) ?? sizes[0];
    const isGarbage = growsByGarbage(sizes[0], largest);
    return {
      label: labelOf({ ...sizes[0].case, rows: 0 }, alike),
      sizes,
      largest,
      metrics: Object.fromEntries(
        metricNames.map((name) => [name, growthOf(sizes, metrics[name], isGarbage)]),
      ) as PatternGrowth["metrics"],
    };
  });
}

function growthOf(sizes: readonly CaseSummary[], metric: Metric, isGarbage: boolean): MetricGrowth {
  const summaries = sizes.flatMap((size) => {
    const found = size.metrics[metric.name];
    return found.kind === "measured" ? [{ rows: size.case.rows, summary: found.summary }] : [];
  });
  const first = sizes[0]?.metrics[metric.name];
  if (summaries.length === 0 && first?.kind === "absent") return first;
  if (metric.unit === "rows/s") return { kind: "absent", reason: "it follows from wall" };
  const scatter = scatterOf(summaries.map(({ summary }) => summary));
  if (scatter > mostScatter) {
    const percents = Math.round(scatter * 100);
    return { kind: "absent", reason: `trials of one size differ by ±${percents} %, too much to fit a law` };
  }
  const points = summaries.map(({ rows, summary: { median } }): Point => ({
    rows,
    value: median,
    deviation: deviationOf(median, scatter, metric, isGarbage),
  }));
  const growth = chooseLaw(points);
  if (!growth) {
    return { kind: "absent", reason: `a law needs at least ${fewestSizes} sizes, and ${points.length} were measured` };
  }
  const grows = !levelsOff(growth.law);
  return {
    kind: "fitted",
    growth,
    points,
    heldOut: holdOut(points),
    exponent: grows ? exponentOf(growth.points) : undefined,
  };
}

/** V8 grows its young generation by steps of 16 MB as a read goes on: anywhere within one, 16 MB / √12 from its middle. */
const youngStep = 16e6 / Math.sqrt(12);

/**
 * When V8 collects its old generation follows rules of its own: the peak of what is garbage may be off by this share of it, from
 * where a law would have it.
 */
const garbageMargin = 0.1;

/** Less than this share of what a peak grew by is held at the end, and the rest was garbage. */
const mostHeld = 0.1;

/** Whether the peak grew by what V8 hadn't collected yet: at its end, the read holds next to nothing of it. */
function growsByGarbage(smallest: CaseSummary, largest: CaseSummary): boolean {
  const [least, most, held] = [
    summaryOf(smallest, "peakRss"),
    summaryOf(largest, "peakRss"),
    summaryOf(largest, "heapDelta"),
  ];
  return (
    least !== undefined &&
    most !== undefined &&
    held !== undefined &&
    held.median < mostHeld * (most.median - least.median)
  );
}

/** By how much a figure may move without the rows having anything to do with it. */
const steps: Readonly<Record<Metric["unit"], number>> = { count: 0.5, ms: 1, bytes: 2 ** 16, "rows/s": 0 };

/** Trials that lie farther apart than this share of their median say nothing of a law. */
const mostScatter = 0.5;

/** How far trials of one size lie apart, as a share of their median: root mean square of half the range, over all sizes. */
function scatterOf(summaries: readonly Summary[]): number {
  const shares = summaries.map(({ median, min, max }) => (median === 0 ? 0 : (max - min) / 2 / Math.abs(median)));
  return Math.sqrt(shares.reduce((sum, share) => sum + share ** 2, 0) / Math.max(1, shares.length));
}

/**
 * How far the median of a size may be off from a law that holds: as far as trials of one size lie apart, as a median of few
 * trials moves (docs/statistics.md), and as the figure's own steps are large.
 */
function deviationOf(median: number, scatter: number, { noise, unit }: Metric, isGarbage: boolean): number {
  const isPeak = noise === "nearly-steady" && unit === "bytes";
  const margin = isPeak && isGarbage ? garbageMargin : margins[noise];
  return Math.hypot(Math.max(margin, scatter) * median, isPeak ? youngStep : steps[unit]);
}
