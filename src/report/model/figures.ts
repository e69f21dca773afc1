/** The table of cases and their metrics: told apart by their kinds, the best of each marked. */
import { caveatsOf, metricNames, metrics, type Metric, type MetricName, type Unit } from "../../metrics.js";
import {
  caseKinds,
  failureWords,
  summariseCases,
  type CaseKind,
  type CaseSummary,
} from "../../results/case-summary.js";
import type { Result } from "../../results/schema.js";
import { rank } from "../../stats/ranking.js";
import type { Summary } from "../../stats/summary.js";
import { columnFormat, formatCount, formatList, formatSpread, formatValue, type ColumnFormat } from "../format.js";
import { kindWords } from "../kinds.js";
import { holdsBothSides } from "./comparison/compared-result.js";
import { mayRank, type MayRank } from "./may-rank.js";
import { detail } from "./medium.js";
import type { Section } from "./report.js";
import { absentCell, type Cell, type Column, type Ending, type Table } from "./table.js";
import type { Name } from "./words.js";

/** Those that are kept where there is hardly any room. */
const kept: readonly MetricName[] = ["wall", "peakRss"];

/** What is kept in a narrow terminal, most important first: what a service notes, then what explains it. */
const byImportance: readonly MetricName[] = [
  ...kept,
  ...(["loopStall", "firstRow", "statements", "allocated", "rssDelta", "heapDelta"] as const),
];

const columnGroups = { ms: "time", "rows/s": "time", bytes: "memory", count: "counts" } as const satisfies Record<
  Unit,
  string
>;

/** The section with the table. With both sides' cases in it the comparison is what was asked for. */
export function figuresSection(result: Result): Section {
  const both = holdsBothSides(result);
  return {
    kind: "group",
    id: "table",
    title: both ? "Each side's figures" : "Every metric",
    selfEvident: true,
    // A sweep brings a table of its own, of the figures that it is about.
    ...((both || result.command === "sweep") && { shown: detail }),
    blocks: [figuresTable(summariseCases(result), mayRank(result))],
  };
}

/**
 * Lays out all metrics of these cases. A metric that no case has keeps its column, and a note says why.
 *
 * @param ranked by which metrics one of the cases may be called best.
 */
export function figuresTable(cases: readonly CaseSummary[], ranked: MayRank): Table {
  const groups = groupCases(cases);
  const measured = groups.flatMap((group) => group.cases);
  // Those that every report has come first.
  const names = [
    ...metricNames.filter((name) => metrics[name].inTable),
    ...metricNames.filter((name) => !metrics[name].inTable),
  ];
  const columns = names.map((name) => ({ metric: metrics[name], format: formatOf(measured, name) }));
  return {
    kind: "table",
    id: "metrics",
    label: "Every metric",
    rowTitle: "pattern",
    columns: columns.map(({ metric, format }) => ({
      ...metricColumn(metric, format),
      rank: kept.includes(metric.name) ? 0 : metric.inTable ? 1 : 2,
      importance: byImportance.toReversed().indexOf(metric.name) + 1,
      ...(metric.name === "peakRss" && { bars: true }),
    })),
    groups: groups.map(({ kind, cases: members }) => {
      const filled = columns.map((column) => ({
        ...column,
        best: ranked(column.metric) && kind !== "floor" ? bestOf(members, column.metric) : undefined,
      }));
      return {
        title: kindWords[kind].title,
        rows: members.map((member) => ({
          id: member.case.id,
          name: caseName(member),
          cells: filled.map(({ metric, format, best }) => metricCell(member, metric.name, format, best === member)),
        })),
      };
    }),
    legend: ["median ± half the range", "smallest peak RSS first"],
    best: "clearly the best of its kind",
    notes: notesOn(measured),
    endings: cases.flatMap(endingsOf),
    whole: "report.html",
    sortedBy: "peakRss",
  };
}

/** A case's label with the sign of its kind. */
export const caseName = ({ label, kind, side }: Pick<CaseSummary, "label" | "kind" | "side">): Name => ({
  name: label,
  kind,
  side,
});

/** How the trials of a case ended that didn't complete, and that none was made. */
export function endingsOf(summary: CaseSummary): Ending[] {
  const { failures, completed, missing } = summary;
  const name = caseName(summary);
  if (failures.length === 0 && completed === 0) {
    const how = `was not tried${missing > 0 ? " before the run ended" : ""}`;
    return [{ name, how, message: "", failed: false }];
  }
  return failures.map(({ kind, message, trials }) => ({
    name,
    how: `${failureWords[kind]} (${formatCount(trials)} ${trials === 1 ? "trial" : "trials"})`,
    message,
    failed: true,
  }));
}

/** The cases that have figures, by their kinds, floors last, smallest peak RSS first; no group is empty. */
export function groupCases(cases: readonly CaseSummary[]): { kind: CaseKind; cases: readonly CaseSummary[] }[] {
  const measured = cases.filter(({ completed }) => completed > 0).sort(byPeakRss);
  return caseKinds
    .map((kind) => ({ kind, cases: measured.filter((each) => each.kind === kind) }))
    .filter((group) => group.cases.length > 0);
}

/** Peak RSS hardly moves from round to round, so rows keep their places while a run goes on. */
function byPeakRss(a: CaseSummary, b: CaseSummary): number {
  const peak = ({ metrics: { peakRss } }: CaseSummary) =>
    peakRss.kind === "measured" ? peakRss.summary.median : Number.MAX_VALUE;
  return peak(a) - peak(b);
}

/** How the figures of a metric are written in a column of these cases. */
export const formatOf = (cases: readonly CaseSummary[], name: MetricName): ColumnFormat =>
  columnFormat(medians(cases, name), metrics[name].unit);

/** What a column is of: a metric, or another figure that is written like one. */
export type Measured = Pick<Metric, "title" | "definition" | "unit" | "better"> & { readonly name: string };

/** Its column, of rank 1. */
export function metricColumn({ name, title, definition, unit, better }: Measured, format: ColumnFormat): Column {
  return {
    name,
    title,
    definition: `${definition} ${better === "lower" ? "Less" : "More"} is better.`,
    group: columnGroups[unit],
    unit: format.unit,
    rank: 1,
  };
}

/** A case's figure of a metric. */
export function metricCell(summary: CaseSummary, name: MetricName, format: ColumnFormat, best = false): Cell {
  const metric = summary.metrics[name];
  return metric.kind === "absent"
    ? absentCell(metric.reason)
    : summaryCell(metric.summary, metrics[name].unit, format, best);
}

/** A median with its spread. */
export function summaryCell(
  { median, min, max, n, spread }: Summary,
  unit: Unit,
  format: ColumnFormat,
  best = false,
): Cell {
  return {
    kind: "figure",
    text: format.format(median),
    spread: formatSpread(spread, format),
    tone: best ? "best" : "plain",
    value: median,
    hint: `${formatValue(min, unit)} to ${formatValue(max, unit)} in ${formatCount(n)} ${n === 1 ? "trial" : "trials"}`,
  };
}

function medians(cases: readonly CaseSummary[], name: MetricName): number[] {
  return cases.flatMap(({ metrics: { [name]: metric } }) =>
    metric.kind === "measured" ? [metric.summary.median] : [],
  );
}

/** The one that is told from all others; undefined where none is, or it is alone. */
function bestOf(cases: readonly CaseSummary[], metric: Metric): CaseSummary | undefined {
  const ranking = rank(cases, metric);
  return ranking.kind === "leader" && ranking.next ? ranking.best.case : undefined;
}

/** What to know of the metrics that were measured, then why others weren't. */
function notesOn(cases: readonly CaseSummary[]): { text: string; column: MetricName }[] {
  const caveats = metricNames
    .filter((name) => medians(cases, name).length > 0)
    .flatMap((name) => caveatsOf([metrics[name]]).map((text) => ({ text, column: name })));
  const absences = metricNames.flatMap((name) => {
    const labels = new Map<string, string[]>();
    for (const {
      label,
      metrics: { [name]: metric },
    } of cases) {
      if (metric.kind === "absent") labels.set(metric.reason, [...(labels.get(metric.reason) ?? []), label]);
    }
    return [...labels].map(([reason, without]) => {
      const whose = without.length === cases.length ? "" : ` of ${formatList(without)}`;
      return { text: `${metrics[name].title}${whose}: ${reason}`, column: name };
    });
  });
  return [...caveats, ...absences];
}
