/** A comparison for who has little room and little time: six columns, with the medians of both sides. */
import { metrics, type MetricName } from "../../../metrics.js";
import type { ComparedCell } from "../../../results/comparison.js";
import { columnFormat, formatCount, noBreakSpace, type ColumnFormat } from "../../format.js";
import { markdownOnly } from "../medium.js";
import { absentCell, wordsCell, type Cell, type Table } from "../table.js";
import {
  decidingCells,
  marksOf,
  rowsOf,
  type VerdictColumn,
  type VerdictRow,
  type VerdictTable,
} from "./verdict-table.js";
import { verdictLegend, verdictWords } from "./verdict-words.js";

/** Metrics for which there is room beside the read's name and what became of it. */
const most = 4;

/** Of metrics in which nothing changed those come first that a service pays for. */
const first: readonly MetricName[] = ["wall", "peakRss", "allocated"];

/** A row a read, as {@link VerdictTable} has them: what became of it by all that decides, and the most telling metrics. */
export function briefTable(table: VerdictTable, label: string): Table {
  const columns = mostTelling(table).map((column) => ({ ...column, medians: mediansOf(table, column.metric.name) }));
  return {
    kind: "table",
    shown: markdownOnly,
    label: `Verdicts in brief, ${label}`,
    rowTitle: "pattern",
    columns: [
      { name: "verdict", title: "verdict", text: true, rank: 0 },
      ...columns.map(({ metric: { name, title, definition }, medians: { unit } }) => ({
        ...{ name, title, definition, unit, group: unit },
        rank: 0 as const,
      })),
    ],
    groups: table.sections.map(({ title, rows }) => ({
      title,
      rows: rows.map((row) => ({
        name: { name: row.label },
        cells: [wordsCell(verdictOf(row)), ...columns.map((column) => briefCell(row, column))],
      })),
    })),
    legend: [`medians of ${trialsOf(table)}, baseline → candidate, and the change`, verdictLegend],
    notes: marksOf(table).map(({ word, means }) => ({ text: `${word}: ${means}` })),
  };
}

/** Those in which something changed, then those that matter anyway; in the table's order. */
function mostTelling(table: VerdictTable): VerdictColumn[] {
  const isChanged = ({ metric: { name } }: VerdictColumn) =>
    rowsOf(table).some(({ cells }) => ["regressed", "improved"].includes(cells.get(name)?.verdict ?? ""));
  const weight = (column: VerdictColumn) => (isChanged(column) ? 2 : 0) + (first.includes(column.metric.name) ? 1 : 0);
  const chosen = table.columns.toSorted((a, b) => weight(b) - weight(a)).slice(0, most);
  return table.columns.filter((column) => chosen.includes(column));
}

/** All medians of a metric in one unit. */
const mediansOf = (table: VerdictTable, name: MetricName): ColumnFormat =>
  columnFormat(
    rowsOf(table).flatMap(({ cells }) => {
      const cell = cells.get(name);
      return cell ? [cell.baseline, cell.candidate] : [];
    }),
    metrics[name].unit,
  );

function briefCell({ cells }: VerdictRow, { metric, write, medians }: VerdictColumn & { medians: ColumnFormat }): Cell {
  const cell = cells.get(metric.name);
  if (!cell) return absentCell();
  const { figure, unit } = write(cell.change);
  const { sign, tone } = verdictWords[cell.verdict];
  return {
    kind: "figure",
    sides: `${medians.format(cell.baseline)} → ${medians.format(cell.candidate)}`,
    text: figure,
    unit,
    sign: { glyph: sign, means: cell.verdict },
    tone,
    value: cell.change.value,
  };
}

/** "now fails", "✗ wall, cpu · ? retained", "="; what stayed the same beside something else isn't named. */
function verdictOf(row: VerdictRow): string {
  const cells = decidingCells(row);
  const named = (["regressed", "improved", "inconclusive"] as const).flatMap((verdict) => {
    const titles = cells.filter((cell) => cell.verdict === verdict).map(({ metric }) => metrics[metric].title);
    return titles.length === 0 ? [] : [`${verdictWords[verdict].sign}${noBreakSpace}${titles.join(", ")}`];
  });
  const all = [...row.marks.map(({ word }) => word), ...named];
  if (named.length > 0 || cells.length === 0) return all.join(" · ");
  return [...all, `${verdictWords.unchanged.sign}${noBreakSpace}all`].join(" · ");
}

/** "5 trials per side", "5 to 8 trials per side". */
function trialsOf(table: VerdictTable): string {
  const counts = rowsOf(table).flatMap((row) => decidingCells(row).map(({ n }: ComparedCell) => n));
  const [least, greatest] = [Math.min(...counts), Math.max(...counts)];
  if (counts.length === 0) return "the trials";
  const range = least === greatest ? formatCount(least) : `${formatCount(least)} to ${formatCount(greatest)}`;
  return greatest === 1 ? "one trial per side" : `${range} trials per side`;
}
