/** What a latency costs each read of a sweep: the table, and what follows from it. */
import { frontOf, summaryOf, type SweptCase, type SweptRead } from "../../../compare/swept.js";
import { metrics } from "../../../metrics.js";
import type { Result } from "../../../results/schema.js";
import { toldApart } from "../../../stats/ranking.js";
import { columnFormat, formatCount, formatList, formatRatio, formatValue, noBreakSpace } from "../../format.js";
import { metricCell } from "../figures.js";
import { absentCell, figureCell, type Cell, type Column, type Row, type Table } from "../table.js";
import type { Name } from "../words.js";
import { formatLatency, valuesOf } from "./words.js";

/** How far the measured wall times lie from what was predicted: a share of the predicted one, of each read that has both. */
export const errorsOf = (reads: readonly SweptRead[], latency: number): number[] =>
  reads.flatMap(({ at }) => {
    const there = at.find((each) => each.latency === latency);
    const wall = there && summaryOf(there.summary, "wall");
    return wall && there.predicted !== undefined ? [wall.median / there.predicted - 1] : [];
  });

/** A row a read: its wall time at each latency beside what was predicted, and what it is predicted from. */
export function latencyTable(reads: readonly SweptRead[], latencies: readonly number[], ranked: boolean): Table {
  const all = reads.flatMap(({ at }) => [...at]);
  const format = (name: "wall" | "peakRss" | "roundTrips") =>
    columnFormat(
      all.flatMap(({ summary }) => summaryOf(summary, name)?.median ?? []),
      metrics[name].unit,
    );
  const [wall, peak, trips] = [format("wall"), format("peakRss"), format("roundTrips")];
  const fronts = new Map(latencies.map((latency) => [latency, ranked ? frontOf(casesOf(reads, latency)) : undefined]));
  const columns: Column[] = [
    { ...headed("roundTrips", trips.unit), rank: 0 },
    { ...headed("peakRss", peak.unit), rank: 0 },
    ...latencies.flatMap((latency, index): Column[] => [
      {
        name: `wall-${String(latency)}`,
        title: `wall at ${formatLatency(latency)}`,
        unit: wall.unit,
        definition: `${metrics.wall.definition} With ${formatLatency(latency)} more per round trip.`,
        group: "time",
        rank: 0,
      },
      ...(index === 0
        ? []
        : [
            {
              name: `predicted-${String(latency)}`,
              title: "predicted",
              unit: wall.unit,
              definition: `Wall at ${formatLatency(latencies[0] ?? 0)}, plus the added latency once per round trip.`,
              group: "time",
              rank: 1,
            } as const,
          ]),
    ]),
  ];
  const predictedCell = ({ predicted }: SweptCase): Cell =>
    predicted === undefined
      ? absentCell("its round trips aren't known")
      : figureCell(wall.format(predicted), predicted);
  const row = ({ at }: SweptRead): Row[] => {
    const [first] = at;
    if (!first) return [];
    const marks = at.flatMap(({ latency, summary }) =>
      fronts.get(latency)?.knee?.case.id === summary.case.id
        ? [
            {
              word: `overall knee at ${formatLatency(latency)}`,
              means: "from here on gains cost the most",
              tone: "good",
            } as const,
          ]
        : [],
    );
    return [
      {
        id: first.summary.case.id,
        name: valuesOf(first.summary),
        ...(marks.length > 0 && { marks }),
        cells: [
          metricCell(first.summary, "roundTrips", trips),
          metricCell(first.summary, "peakRss", peak),
          ...latencies.flatMap((latency, index) => {
            const there = at.find((each) => each.latency === latency);
            if (!there) return index === 0 ? [absentCell()] : [absentCell(), absentCell()];
            const isBest = fronts.get(latency)?.best.includes(there.summary) ?? false;
            const cell = metricCell(there.summary, "wall", wall, isBest);
            return index === 0 ? [cell] : [cell, predictedCell(there)];
          }),
        ],
      },
    ];
  };
  const patterns = patternsOf(reads);
  return {
    kind: "table",
    id: "latency",
    label: "What latency costs each read",
    rowTitle: "pattern",
    columns,
    groups: patterns
      .map((id) => ({ title: nameOfPattern(reads, id), rows: ofPattern(reads, id).flatMap(row) }))
      .filter(({ rows }) => rows.length > 0),
    legend: ["median ± half the range", "predicted: wall at the first latency, plus round trips × added latency"],
    best: "on the front at this latency: no other read is clearly better in time or memory and not worse in the other",
  };
}

/** The patterns of a sweep, in its order. */
export const patternsOf = (reads: readonly SweptRead[]): string[] => [
  ...new Set(reads.flatMap(({ at: [first] }) => first?.summary.pattern.id ?? [])),
];

/** The reads of one of them. */
export const ofPattern = (reads: readonly SweptRead[], pattern: string): SweptRead[] =>
  reads.filter(({ at: [first] }) => first?.summary.pattern.id === pattern);

const nameOfPattern = (reads: readonly SweptRead[], id: string): Name => {
  const [first] = ofPattern(reads, id).flatMap(({ at }) => at.map(({ summary }) => summary));
  return { name: id, ...(first && { yields: first.pattern.yields }) };
};

function headed(name: "roundTrips" | "peakRss", unit: string): Omit<Column, "rank"> {
  const { title, definition } = metrics[name];
  return { name, title, definition, unit, group: name };
}

/** The reads' cases at a latency. */
export const casesOf = (reads: readonly SweptRead[], latency: number) =>
  reads.flatMap(({ at }) => at.filter((each) => each.latency === latency).map(({ summary }) => summary));

/** What a round trip of the longest latency makes of reads whose pattern leaves nobody a choice. */
export function fixedSentences(reads: readonly SweptRead[], latency: number): string[] {
  return reads.flatMap(({ label, at }) => {
    const [first] = at;
    const there = at.find((each) => each.latency === latency);
    const [near, far, trips] = [
      first && summaryOf(first.summary, "wall"),
      there && summaryOf(there.summary, "wall"),
      first && summaryOf(first.summary, "roundTrips"),
    ];
    if (!first || !near || !far || !trips || first === there) return [];
    const rows = Math.round(first.summary.case.rows / trips.median);
    // What asks once for everything, or lets its user choose, is none that is tied.
    if (trips.median < 20 || Object.keys(first.summary.case.options).length > 0) return [];
    if (!toldApart(near, far, "noisy")) return [];
    return [
      `${label} makes ${formatCount(trips.median)} round trips, one per ${formatCount(rows)} rows, which no option ` +
        `changes: at ${formatLatency(latency)} of latency it takes ${formatValue(far.median, "ms")} instead of ` +
        `${formatValue(near.median, "ms")}, ${formatRatio(far.median / near.median)} times as long.`,
    ];
  });
}

/** How far predictions can be relied on, at each latency after the first. */
export function predictionSentence(reads: readonly SweptRead[], latencies: readonly number[]): string | undefined {
  const [first, ...others] = latencies;
  const parts = others.flatMap((latency) => {
    const errors = errorsOf(reads, latency)
      .map(Math.abs)
      .sort((a, b) => a - b);
    const worst = errors.at(-1);
    if (worst === undefined) return [];
    const within = errors.filter((error) => error <= 0.15).length;
    return [
      `at ${formatLatency(latency)}, ${formatCount(within)} of ${formatCount(errors.length)} within 15${noBreakSpace}% ` +
        `(worst: ${(worst * 100).toFixed(0)}${noBreakSpace}% off)`,
    ];
  });
  if (first === undefined || parts.length === 0) return undefined;
  return `Predicted from wall at ${formatLatency(first)} and round trips: ${formatList(parts)}.`;
}

/** What the relays really added. */
export function relaySentence({ relays = [] }: Pick<Result, "relays">): string | undefined {
  if (relays.length === 0) return undefined;
  const added = relays.map(
    ({ asked, added: was }) => `${was.toFixed(2)}${noBreakSpace}ms when asked for ${formatLatency(asked)}`,
  );
  return `Measured by pings, the relay added ${formatList(added)}.`;
}
