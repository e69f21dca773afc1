/** The table of verdicts as a terminal draws it. */
import { textCell, type TextCell, type TextTable } from "../text-table.js";
import { rowsOf, type VerdictColumn, type VerdictRow, type VerdictTable } from "../model/comparison/verdict-table.js";
import { verdictWords } from "../model/comparison/verdict-words.js";

/** The table; its first column are the cases' marks, if any has some. */
export function verdictTextTable(table: VerdictTable): TextTable {
  const rows = rowsOf(table);
  const marks = rows.some((row) => row.marks.length > 0) ? [marksColumn] : [];
  const drawn = [...marks, ...table.columns.map((column) => changeColumn(column, rows))];
  return {
    columns: drawn.map(({ column }) => column),
    sections: table.sections.map((section) => ({
      title: section.title,
      rows: section.rows.map((row) => ({ label: row.label, cells: drawn.map(({ cellOf }) => cellOf(row)) })),
    })),
  };
}

const marksColumn = {
  column: { title: "", unit: "", group: "marks" },
  cellOf: ({ marks }: VerdictRow): TextCell => ({
    ...textCell(marks.map(({ word }) => word).join(" ")),
    tone: marks.find(({ tone }) => tone !== "plain")?.tone ?? "plain",
  }),
};

/** A change, and how far its interval reaches; units stand below each other, and so do the reaches. */
function changeColumn({ metric: { name, title, unit: group }, write }: VerdictColumn, rows: readonly VerdictRow[]) {
  const reaches = rows.flatMap((row) => row.cells.get(name) ?? []).map(({ change }) => write(change).reach.length);
  const width = Math.max(0, ...reaches);
  return {
    column: { title, unit: "", group },
    cellOf: (row: VerdictRow): TextCell => {
      const cell = row.cells.get(name);
      if (!cell) return textCell("–");
      const { figure, unit, reach } = write(cell.change);
      const { sign, tone } = verdictWords[cell.verdict];
      return { figure, beside: width === 0 ? unit : `${unit} ${reach.padStart(width)}`, sign, tone };
    },
  };
}
