/** The table of a comparison, as every report shows it: which cases, in which order, and which metrics of them. */
import { metricNames, metrics, type Metric, type MetricName } from "../../../metrics.js";
import type { CaseComparison, CaseMark, ComparedCell, Comparison, Estimate } from "../../../results/comparison.js";
import { labelOf } from "../../../results/case-summary.js";
import { changeFormat, type ChangeText } from "./change-text.js";
import { markWords, sqlMark, type MarkWords } from "./verdict-words.js";

/** What has become of a case, all its deciding metrics together. */
export type CaseState = "changed" | "unsure" | "unchanged" | "uncompared";

/** One case. */
export interface VerdictRow {
  /** The pattern's id, with its options where several cases have that pattern. */
  readonly label: string;
  readonly case: CaseComparison;
  /** What to know beside the figures. */
  readonly marks: readonly MarkWords[];
  /** Those of its metrics that could be compared. */
  readonly cells: ReadonlyMap<MetricName, ComparedCell>;
}

/** Cases that have fared alike. */
export interface VerdictSection {
  readonly state: CaseState;
  readonly title: string;
  /** At least one. */
  readonly rows: readonly VerdictRow[];
}

/** One metric. */
export interface VerdictColumn {
  readonly metric: Metric;
  /** How its changes are written: all alike. */
  readonly write: (change: Estimate) => ChangeText;
}

/** What is shown of a comparison. */
export interface VerdictTable {
  /** Metrics that decide and that are not exactly the same everywhere. */
  readonly columns: readonly VerdictColumn[];
  /** Metrics that decide and are exactly the same in every case. */
  readonly same: readonly Metric[];
  /** Changed cases first; none is empty. */
  readonly sections: readonly VerdictSection[];
}

const titles = {
  changed: "changed",
  unsure: "can't tell",
  unchanged: "unchanged",
  uncompared: "not compared",
} as const satisfies Record<CaseState, string>;

/** Lays out a comparison; a comparison without cases has no sections. */
export function buildVerdictTable({ cases }: Pick<Comparison, "cases">): VerdictTable {
  const rows = cases.map((each) => rowOf(each, cases));
  const cellsOf = (name: MetricName) => rows.flatMap(({ cells }) => cells.get(name) ?? []);
  const deciding = metricNames.filter((name) => cellsOf(name).some(({ decides }) => decides));
  const still = deciding.filter((name) => cellsOf(name).every(isExactlyEqual));
  const sections = (Object.keys(titles) as CaseState[]).map((state) => ({
    state,
    title: titles[state],
    rows: rows.filter((row) => stateOf(row) === state).sort(bySeriousness),
  }));
  return {
    columns: deciding
      .filter((name) => !still.includes(name))
      .map((name) => ({ metric: metrics[name], write: changeFormat(cellsOf(name)) })),
    same: still.map((name) => metrics[name]),
    sections: sections.filter(({ rows: { length } }) => length > 0),
  };
}

/** All rows in the table's order. */
export const rowsOf = ({ sections }: Pick<VerdictTable, "sections">): VerdictRow[] =>
  sections.flatMap(({ rows }) => rows);

/** The marks that are there, each once. */
export const marksOf = (table: Pick<VerdictTable, "sections">): MarkWords[] => [
  ...new Set(rowsOf(table).flatMap(({ marks }) => marks)),
];

/** Those cells by which a case is judged, in the order of the metrics. */
export const decidingCells = ({ cells }: Pick<VerdictRow, "cells">): ComparedCell[] =>
  [...cells.values()].filter(({ decides }) => decides);

function rowOf(compared: CaseComparison, cases: readonly CaseComparison[]): VerdictRow {
  const cells = compared.cells.flatMap((cell) => (cell.kind === "compared" ? [[cell.metric, cell] as const] : []));
  const marks = compared.marks.map((mark) => markWords[mark]);
  return {
    label: labelOf(compared, cases),
    case: compared,
    marks: compared.statements.kind === "different" ? [...marks, sqlMark] : marks,
    cells: new Map(cells),
  };
}

const changingMarks: readonly CaseMark[] = ["now-fails", "fixed", "leaks-connections"];

/** What has become of a case. */
function stateOf(row: VerdictRow): CaseState {
  const verdicts = decidingCells(row).map(({ verdict }) => verdict);
  const { marks } = row.case;
  if (verdicts.includes("regressed") || verdicts.includes("improved")) return "changed";
  if (changingMarks.some((mark) => marks.includes(mark))) return "changed";
  if (verdicts.includes("inconclusive")) return "unsure";
  return verdicts.length === 0 ? "uncompared" : "unchanged";
}

/** Whether the case is worse in anything that decides. */
export const isWorse = (row: VerdictRow): boolean => seriousness(row) > 0;

/** What fails now, then what leaks, then what regressed in most metrics, then what improved. */
function seriousness(row: VerdictRow): number {
  const { marks } = row.case;
  const regressed = decidingCells(row).filter(({ verdict }) => verdict === "regressed").length;
  return (marks.includes("now-fails") ? 1_000 : 0) + (marks.includes("leaks-connections") ? 100 : 0) + regressed;
}

/** Keeps the comparison's order where it can't tell. */
const bySeriousness = (a: VerdictRow, b: VerdictRow): number => seriousness(b) - seriousness(a);

const isExactlyEqual = ({ change: { value, low, high }, as }: ComparedCell): boolean =>
  [value, low, high].every((figure) => figure === (as === "ratio" ? 1 : 0));
