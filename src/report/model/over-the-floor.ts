/** What each read adds to the driver's own of the same way: what an ORM, or another driver, costs by itself. */
import { metrics, type MetricName } from "../../metrics.js";
import type { CaseSummary } from "../../results/case-summary.js";
import type { Result } from "../../results/schema.js";
import { columnFormat, formatCount, formatNumber, withSign } from "../format.js";
import { caseName, metricColumn, type Measured } from "./figures.js";
import { mayRank } from "./may-rank.js";
import { detail } from "./medium.js";
import type { Section } from "./report.js";
import { absentCell, wordsCell, type Cell, type Row } from "./table.js";

/** A difference, and over what it is spread. */
interface Addition {
  readonly metric: MetricName;
  readonly column: Measured;
  readonly perRow: boolean;
}

const additions: readonly Addition[] = [
  {
    metric: "cpu",
    perRow: true,
    column: { ...metrics.cpu, title: "cpu per row", definition: "Processor time beyond the driver's, by rows." },
  },
  {
    metric: "peakRss",
    perRow: false,
    column: { ...metrics.peakRss, definition: "Peak RSS beyond the driver's." },
  },
  {
    metric: "allocated",
    perRow: true,
    column: {
      ...metrics.allocated,
      title: "allocated per row",
      definition: "Bytes allocated beyond the driver's, by rows.",
    },
  },
];

/** The section; undefined where no two reads go the same way, or may be held against each other. */
export function overTheFloorSection(result: Result, cases: readonly CaseSummary[]): Section | undefined {
  const ranked = mayRank(result);
  const pairs = cases.flatMap((summary) => {
    const floor = cases.find(
      ({ pattern, case: own }) => pattern.id === summary.pattern.floor && own.rows === summary.case.rows,
    );
    return floor && floor.completed > 0 && summary.completed > 0 ? [{ summary, floor }] : [];
  });
  const shown = additions.filter(({ metric }) => ranked(metrics[metric]));
  if (pairs.length === 0 || shown.length === 0) return undefined;
  const columns = shown.map((addition) => {
    const values = pairs.map(({ summary, floor }) => added(addition, summary, floor));
    const finite = values.filter((value) => value !== undefined);
    const { unit } = metrics[addition.metric];
    // A row's processor time is millionths of a second.
    const isTime = unit === "ms" && addition.perRow;
    const format = isTime ? microseconds : columnFormat(finite, unit);
    return { ...addition, format, values };
  });
  const rows = pairs.map(({ summary, floor }, index): Row => ({
    name: caseName(summary),
    cells: [
      wordsCell(caseName(floor)),
      ...columns.map(({ format, values }): Cell => {
        const value = values[index];
        return value === undefined
          ? absentCell()
          : { kind: "figure", text: withSign(format.format(value), value), value };
      }),
    ],
  }));
  return {
    kind: "group",
    id: "additions",
    title: "What each adds to the driver's equivalent read",
    shown: { ...detail, page: "folded" },
    blocks: [
      {
        kind: "table",
        label: "What each adds to the driver",
        rowTitle: "pattern",
        columns: [
          { name: "floor", title: "driver read", rank: 0, text: true },
          ...columns.map(({ column, format }) => ({ ...metricColumn(column, format), rank: 0 as const })),
        ],
        groups: [{ rows }],
        legend: [`differences of medians, over ${formatCount(pairs[0]?.summary.case.rows ?? 0)} rows`],
      },
    ],
  };
}

const microseconds = { unit: "µs", format: (value: number) => formatNumber(value * 1000, 1) };

function added({ metric, perRow }: Addition, summary: CaseSummary, floor: CaseSummary): number | undefined {
  const [own, base] = [summary.metrics[metric], floor.metrics[metric]];
  if (own.kind !== "measured" || base.kind !== "measured") return undefined;
  const difference = own.summary.median - base.summary.median;
  return perRow ? difference / summary.case.rows : difference;
}
