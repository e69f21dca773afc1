/** The table of verdicts in characters: for a terminal, and for Markdown. */
import type { Metric } from "../../metrics.js";
import { textCell, type TextCell, type TextTable } from "../text-table.js";
import { changeFormat } from "./change-text.js";
import { rowsOf, type VerdictRow, type VerdictTable } from "./verdict-table.js";
import { verdictWords } from "./verdict-words.js";

/** What stands beside a change: how far its interval reaches (`reach`: "±4.0"), or both its ends (`interval`). */
export type Beside = "reach" | "interval";

/** The table; its first column are the cases' marks, if any has some. */
export function verdictTextTable(table: VerdictTable, beside: Beside): TextTable {
  const rows = rowsOf(table);
  const marks = rows.some((row) => row.marks.length > 0)
    ? [
        {
          column: { title: "", unit: "", group: "marks" },
          cellOf: (row: VerdictRow) => textCell(row.marks.map(({ word }) => word).join(" ")),
        },
      ]
    : [];
  const drawn = [...marks, ...table.columns.map((metric) => changeColumn(metric, rows, beside))];
  return {
    columns: drawn.map(({ column }) => column),
    sections: table.sections.map((section) => ({
      title: section.title,
      rows: section.rows.map((row) => ({ label: row.label, cells: drawn.map(({ cellOf }) => cellOf(row)) })),
    })),
  };
}

/** A metric's changes, written alike. */
function changeColumn({ name, title, unit: group }: Metric, rows: readonly VerdictRow[], beside: Beside) {
  const cells = rows.flatMap((row) => row.cells.get(name) ?? []);
  const format = changeFormat(cells);
  const width = Math.max(0, ...cells.map(({ change }) => format(change)[beside].length));
  return {
    column: { title, unit: "", group },
    cellOf: (row: VerdictRow): TextCell => {
      const cell = row.cells.get(name);
      if (!cell) return textCell("–");
      const { figure, unit, [beside]: spread } = format(cell.change);
      const { sign, tone } = verdictWords[cell.verdict];
      // Units stand below each other, and so do spreads.
      const quiet = width === 0 ? unit : `${unit} ${spread.padStart(width)}`;
      return { figure, beside: quiet, sign, tone };
    },
  };
}
