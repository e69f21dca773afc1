/**
 * The table that terminal and Markdown show: figures as text, told apart by what a pattern yields, best ones marked.
 * How it is laid out is up to them.
 */
import { caveatsOf, metrics, type Metric, type MetricName, type Unit } from "../../metrics.js";
import type { CaseSummary } from "../../results/case-summary.js";
import { rank } from "../../stats/ranking.js";
import type { MayRank } from "./may-rank.js";
import { columnFormat, formatList, formatSpread } from "../format.js";

/** What a column shows: a metric, or another figure that is written like one. */
export interface Heading extends Pick<Metric, "title" | "definition"> {
  readonly name: string;
}

/** One column of the table. */
export interface TableColumn<Shown extends Heading = Metric> {
  readonly metric: Shown;
  /** Which columns belong together when the table has to be split. */
  readonly group: "time" | "memory" | "counts";
  /** For the heading: "MB"; empty for counts. */
  readonly unit: string;
}

/**
 * A figure in its column's unit: its spread is empty where it isn't known; `best` where the measurements say that
 * nothing else in its section is better. Or a metric that could not be had.
 */
export type TableCell =
  | { readonly kind: "figure"; readonly median: string; readonly spread: string; readonly best: boolean }
  | { readonly kind: "absent" };

/** One case with a cell for each column. */
export interface TableRow {
  readonly case: CaseSummary;
  readonly cells: readonly TableCell[];
}

/** Cases that give the same kind of thing, smallest peak RSS first. */
export interface TableSection {
  readonly title: string;
  readonly rows: readonly TableRow[];
}

/** What is shown of the cases that have at least one completed trial. */
export interface Table<Shown extends Heading = Metric> {
  readonly columns: readonly TableColumn<Shown>[];
  /** Those that have rows: patterns that give entities, then those that give raw rows. */
  readonly sections: readonly TableSection[];
  /** What to know of its figures, and why some are absent, a sentence each. */
  readonly notes: readonly string[];
}

const groups = { ms: "time", "rows/s": "time", bytes: "memory", count: "counts" } as const satisfies Record<
  Unit,
  string
>;

const sectionTitles = { entity: "entities", raw: "raw rows" } as const;

/**
 * Lays out these metrics of these cases. A metric that no case has keeps its column, and a note says why.
 *
 * @param ranked by which metrics one of the cases may be called best.
 */
export function buildTable(cases: readonly CaseSummary[], names: readonly MetricName[], ranked: MayRank): Table {
  const measured = cases.filter(({ completed }) => completed > 0).sort(byPeakRss);
  const formats = names.map((name) => columnFormat(medians(measured, name), metrics[name].unit));
  const columns = names.map((name, index) => ({
    metric: metrics[name],
    group: groups[metrics[name].unit],
    unit: formats[index]?.unit ?? "",
  }));

  const sections = (["entity", "raw"] as const).map((yields) => {
    const members = measured.filter(({ pattern }) => pattern.yields === yields);
    const best = new Map(
      names.filter((name) => ranked(metrics[name])).map((name) => [name, bestOf(members, metrics[name])]),
    );
    const rows = members.map((member) => ({
      case: member,
      cells: names.map((name, index): TableCell => {
        const metric = member.metrics[name];
        const format = formats[index];
        if (metric.kind === "absent" || !format) return { kind: "absent" };
        return {
          kind: "figure",
          median: format.format(metric.summary.median),
          spread: formatSpread(metric.summary.spread, format),
          best: best.get(name)?.has(member) ?? false,
        };
      }),
    }));
    return { title: sectionTitles[yields], rows };
  });
  return { columns, sections: sections.filter(({ rows }) => rows.length > 0), notes: notesOn(measured, names) };
}

/** Peak RSS hardly moves from round to round, so rows keep their places while a run goes on. */
function byPeakRss(a: CaseSummary, b: CaseSummary): number {
  const peak = ({ metrics: { peakRss } }: CaseSummary) =>
    peakRss.kind === "measured" ? peakRss.summary.median : Number.MAX_VALUE;
  return peak(a) - peak(b);
}

function medians(cases: readonly CaseSummary[], name: MetricName): number[] {
  return cases.flatMap(({ metrics: { [name]: metric } }) =>
    metric.kind === "measured" ? [metric.summary.median] : [],
  );
}

/** Those that deserve the mark; none where all are alike, or the trials too few. */
function bestOf(cases: readonly CaseSummary[], metric: Metric): ReadonlySet<CaseSummary> {
  const ranking = rank(cases, metric);
  const measured = medians(cases, metric.name).length;
  switch (ranking.kind) {
    case "leader":
      return new Set(measured > 1 ? [ranking.best.case] : []);
    case "close":
      return new Set(ranking.best.length < measured ? ranking.best.map((ranked) => ranked.case) : []);
    case "too-few-trials":
    case "nothing":
      return new Set();
  }
}

function notesOn(cases: readonly CaseSummary[], names: readonly MetricName[]): string[] {
  const caveats = caveatsOf(names.filter((name) => medians(cases, name).length > 0).map((name) => metrics[name]));
  const absences = names.flatMap((name) => {
    const labels = new Map<string, string[]>();
    for (const {
      label,
      metrics: { [name]: metric },
    } of cases) {
      if (metric.kind === "absent") labels.set(metric.reason, [...(labels.get(metric.reason) ?? []), label]);
    }
    return [...labels].map(([reason, without]) => {
      const whose = without.length === cases.length ? "" : ` of ${formatList(without)}`;
      return `${metrics[name].title}${whose}: ${reason}`;
    });
  });
  return [...caveats, ...absences];
}
