/** A history for a person at a terminal: what was saved, the trends, and each step in a sentence. */
import CliTable from "cli-table3";
import pc from "picocolors";
import sliceAnsi from "slice-ansi";
import stringWidth from "string-width";
import type { History } from "../../compare/history.js";
import { noBreakSpace } from "../format.js";
import { printable } from "../printable.js";

import { drawTable, type Colors } from "../terminal/figure-table.js";
import { bullet, narrowest, paragraphs, shown, wrap, type TerminalOptions } from "../terminal/text.js";
import { textCell, type TextCell, type TextTable } from "../text-table.js";
import { historyConclusions, historyHeading, lineLegend } from "../model/history/sentences.js";
import {
  isFigure,
  isLong,
  resultColumns,
  resultRows,
  trendSections,
  type TrendCell,
} from "../model/history/trend-table.js";

/** The text; no line is wider than the terminal, and there is no line feed at the end. */
export function renderHistory(history: History, options: Pick<TerminalOptions, "columns" | "color">): string {
  const columns = Math.max(options.columns, narrowest);
  const colors = pc.createColors(options.color);
  const heading = historyHeading(history).map((part) => shown(part).replaceAll(" ", noBreakSpace));
  const legend = ["medians", "▲ ▼ the level steps here", ...lineLegend(history).map(shown)];
  const table = trendTable(history);
  const parts = [
    wrap(heading.join(" · "), columns),
    resultsTable(history, columns, colors),
    ...(table.sections.length > 0 && table.columns.length > 0
      ? [
          drawTable(table, columns, colors),
          paragraphs(
            legend.map((text) => colors.dim(text)),
            columns,
          ),
        ]
      : []),
    paragraphs(
      historyConclusions(history).map((conclusion) => bullet(conclusion, colors)),
      columns,
    ),
  ];
  return parts.join("\n\n");
}

function trendTable(history: History): TextTable {
  return {
    columns: history.versions.map((version) => ({ title: printable(version), unit: "", group: version })),
    sections: trendSections(history).map(({ title, rows }) => ({
      title: printable(title),
      rows: rows.map(({ label, cells }) => ({ label, cells: cells.map(draw) })),
    })),
  };
}

function draw(cell: TrendCell | undefined): TextCell {
  if (!cell) return textCell("–");
  const { figure, step } = cell;
  return {
    figure,
    beside: "",
    sign: step?.sign ?? "",
    tone: step ? ({ better: "good", worse: "bad" } as const)[step.direction] : "plain",
  };
}

/** Spaces between columns. */
const gap = 2;

/** Columns that matter least, in the order in which they go where the width doesn't do. */
const dispensable = ["rounds", "rows", "command"];

/** One line a result: where it doesn't fit, columns are left out, then long lists of versions and files cut off. */
function resultsTable(history: History, columns: number, colors: Colors): string {
  const all = resultRows(history).map((cells) => cells.map(shown));
  const widths = resultColumns.map((name, column) =>
    Math.max(stringWidth(name), ...all.map((cells) => stringWidth(cells[column] ?? ""))),
  );
  let kept = resultColumns.map((_, column) => column);
  const total = () => kept.reduce((sum, column) => sum + (widths[column] ?? 0) + gap, -gap);
  for (const name of dispensable) {
    if (total() > columns) kept = kept.filter((column) => resultColumns[column] !== name);
  }
  for (const name of resultColumns.filter(isLong)) {
    const column = resultColumns.indexOf(name);
    widths[column] = Math.max(name.length, Math.min(widths[column] ?? 0, (widths[column] ?? 0) - (total() - columns)));
  }
  const grid = new CliTable({
    chars: Object.fromEntries(lineNamesOfGrid.map((name) => [name, ""])),
    style: { "padding-left": 0, "padding-right": gap, head: [], border: [] },
    colAligns: kept.map((column) => (isFigure(resultColumns[column]) ? "right" : "left")),
  });
  grid.push(kept.map((column) => resultColumns[column] ?? ""));
  for (const cells of all) grid.push(kept.map((column) => cut(cells[column] ?? "", widths[column] ?? 0)));
  const [head = "", ...lines] = grid
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  const rule = colors.dim("─".repeat(Math.max(...[head, ...lines].map((line) => stringWidth(line)))));
  return [head, rule, ...lines].join("\n");
}

const cut = (text: string, width: number): string =>
  stringWidth(text) <= width ? text : `${sliceAnsi(text, 0, Math.max(0, width - 1))}…`;

const lineNamesOfGrid = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
  ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
];
