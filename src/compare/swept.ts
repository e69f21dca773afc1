/** What a sweep found: each read at each latency, what was to be expected of it, and which reads none beats. Pure. */
import { metrics, type MetricName } from "../metrics.js";
import { summariseCases, labelOf, type CaseSummary } from "../results/case-summary.js";
import type { Result } from "../results/schema.js";
import { kneeOf } from "../stats/knee.js";
import { paretoFront } from "../stats/pareto-front.js";
import { toldApart } from "../stats/ranking.js";
import type { Summary } from "../stats/summary.js";

/** A read at one latency. */
export interface SweptCase {
  /** Its label says what tells it from others at this latency. */
  readonly summary: CaseSummary;
  /** Milliseconds of a round trip that were asked for. */
  readonly latency: number;
  /** The wall time in ms that the first latency's and the round trips let expect; of the first, and where one is lacking, none. */
  readonly predicted?: number;
}

/** A pattern with values of its options, at all latencies. */
export interface SweptRead {
  readonly label: string;
  /** By rising latency. */
  readonly at: readonly SweptCase[];
}

/** The latencies of a sweep, shortest first; none of another result. */
export const latenciesOf = ({ command, cases }: Pick<Result, "command" | "cases">): number[] =>
  command === "sweep"
    ? [...new Set(cases.flatMap(({ conditions }) => conditions?.latency ?? []))].sort((a, b) => a - b)
    : [];

/** What a relay added that was asked for so much: as it was measured, or what was asked. */
export const addedBy = ({ relays = [] }: Pick<Result, "relays">, latency: number): number =>
  relays.find(({ asked }) => asked === latency)?.added ?? latency;

/** A figure's summary, where it was measured. */
export const summaryOf = ({ metrics: measured }: CaseSummary, name: MetricName): Summary | undefined => {
  const metric = measured[name];
  return metric.kind === "measured" ? metric.summary : undefined;
};

/** The reads of a sweep, in the result's order of patterns, options rising. */
export function sweptReads(result: Result): SweptRead[] {
  const reads = new Map<string, SweptCase[]>();
  for (const latency of latenciesOf(result)) {
    for (const summary of casesAt(result, latency)) {
      const { label } = summary;
      const at = reads.get(label) ?? [];
      const predicted = predictedAt(result, at[0], latency);
      at.push({ summary, latency, ...(predicted !== undefined && { predicted }) });
      reads.set(label, at);
    }
  }
  return [...reads].map(([label, at]) => ({ label, at }));
}

/** The cases that were read at a latency, called by what tells them from each other. */
export function casesAt(result: Result, latency: number): CaseSummary[] {
  const there = result.cases.filter(({ conditions }) => conditions?.latency === latency);
  const rank = (id: string) => result.patterns.findIndex((pattern) => pattern.id === id);
  const sizes = ({ options }: CaseSummary["case"]) => Object.values(options);
  const byOptions = (a: readonly number[], b: readonly number[]) =>
    a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
  return summariseCases({ ...result, cases: there })
    .map((summary) => ({ ...summary, label: labelOf(summary.case, there) }))
    .sort(({ case: a }, { case: b }) => rank(a.pattern) - rank(b.pattern) || byOptions(sizes(a), sizes(b)));
}

/** Wall time at the first latency, and for each round trip what this one takes longer. */
function predictedAt(result: Result, first: SweptCase | undefined, latency: number): number | undefined {
  const [wall, trips] = first ? [summaryOf(first.summary, "wall"), summaryOf(first.summary, "roundTrips")] : [];
  if (!first || !wall || !trips) return undefined;
  return wall.median + trips.median * (addedBy(result, latency) - addedBy(result, first.latency));
}

/** Reads that no other one beats, fastest first, and the one of them from which each gain costs the most. */
export interface Front {
  readonly best: readonly CaseSummary[];
  readonly knee: CaseSummary | undefined;
}

/**
 * The front of some cases in time and peak RSS. One beats another that is told apart from it as better in one of the two,
 * and not as worse in the other: differences that come and go make no front.
 */
export function frontOf(cases: readonly CaseSummary[]): Front {
  const points = cases.flatMap((summary) => {
    const [wall, peak] = [summaryOf(summary, "wall"), summaryOf(summary, "peakRss")];
    return wall && peak ? [{ summary, wall, peak, x: wall.median, y: peak.median }] : [];
  });
  type Point = (typeof points)[number];
  const better = (a: Summary, b: Summary, name: "wall" | "peakRss") =>
    a.median < b.median && toldApart(a, b, metrics[name].noise);
  const beats = (a: Point, b: Point) =>
    (better(a.wall, b.wall, "wall") || better(a.peak, b.peak, "peakRss")) &&
    !better(b.wall, a.wall, "wall") &&
    !better(b.peak, a.peak, "peakRss");
  const front = points.filter((point) => !points.some((other) => beats(other, point)));
  // Of those that can't be told apart, the ones that no other one's medians beat say where it bends.
  const knee = kneeOf(paretoFront(front));
  return { best: front.toSorted((a, b) => a.x - b.x).map(({ summary }) => summary), knee: knee?.summary };
}
