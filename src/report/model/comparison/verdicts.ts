/** The verdicts of a comparison as a table that can be shown. */
import { caveatsOf, metrics, type MetricName } from "../../../metrics.js";
import type { ComparedCell } from "../../../results/comparison.js";
import { formatCount, formatList, formatValue } from "../../format.js";
import { absentCell, type Cell, type Table } from "../table.js";
import { marksOf, type VerdictColumn, type VerdictTable } from "./verdict-table.js";
import { verdictLegend, verdictWords } from "./verdict-words.js";

/** Those that are kept where there is hardly any room. */
const kept: readonly MetricName[] = ["wall", "peakRss", "allocated"];

/** A row a case, a column a metric that decides; changed cases first. */
export function verdictsTable(table: VerdictTable, label: string): Table {
  const { columns, sections, same } = table;
  return {
    kind: "table",
    label: `Verdicts, ${label}`,
    rowTitle: "pattern",
    columns: columns.map(({ metric: { name, title, definition, unit } }) => ({
      name,
      title,
      definition,
      group: unit,
      rank: kept.includes(name) ? 0 : 1,
    })),
    groups: sections.map(({ title, rows }) => ({
      title,
      rows: rows.map(({ label: name, marks, cells }) => ({
        name: { name },
        marks,
        cells: columns.map((column) => changeCell(cells.get(column.metric.name), column)),
      })),
    })),
    legend: ["change of the candidate against the baseline, and its interval", verdictLegend],
    notes: [
      ...marksOf(table).map(({ word, means }) => ({ text: `${word}: ${means}` })),
      ...caveatsOf(columns.map(({ metric }) => metric)).map((text) => ({ text })),
      ...(same.length === 0
        ? []
        : [{ text: `exactly the same everywhere: ${formatList(same.map(({ title }) => title))}` }]),
    ],
  };
}

function changeCell(cell: ComparedCell | undefined, { write }: VerdictColumn): Cell {
  if (!cell) return absentCell();
  const { figure, unit, reach, interval } = write(cell.change);
  const { sign, tone } = verdictWords[cell.verdict];
  return {
    kind: "figure",
    text: figure,
    unit,
    spread: reach,
    interval,
    sign: { glyph: sign, means: cell.verdict },
    tone,
    value: cell.change.value,
    hint: sidesOf(cell),
  };
}

const sidesOf = ({ metric, baseline, candidate, n }: ComparedCell): string => {
  const { unit } = metrics[metric];
  return `${formatValue(baseline, unit)} → ${formatValue(candidate, unit)}, medians; n = ${formatCount(n)}`;
};
