/** Tables in Markdown. */
import { capitalised, noBreakSpace } from "../format.js";
import { rowsOf, withColumns, type Cell, type Ending, type Row, type Table } from "../model/table.js";
import type { Part } from "./budget.js";
import { folded, markdownWords, plain, smallPrint, tableLines, type MarkdownHeading } from "./parts.js";
import { markdownText } from "./text.js";

/** A table, what ended without figures, and the rest of its columns in a fold. */
export function tableParts(table: Table): Part[] {
  const brief = withColumns(table, ({ rank }) => rank < 2);
  const isWhole = brief.columns.length === table.columns.length;
  return [
    plain(linesOf(brief)),
    plain(endingLines(table.endings ?? [])),
    ...(isWhole ? [] : [folded(table.label, allColumns(table))]),
  ];
}

/** The same within a fold: with all its columns. */
export function tableInFold(table: Table): string[] {
  const endings = endingLines(table.endings ?? []);
  return [...allColumns(table), ...(endings.length > 0 ? ["", ...endings] : [])];
}

/** Where there are more columns than a page is wide: a table for times, one for sizes, one for counts. */
function allColumns(table: Table): string[] {
  if (table.columns.every(({ rank }) => rank < 2)) return linesOf(table);
  const groups = [...new Set(table.columns.map(({ group }) => group))];
  return groups.flatMap((group) => [...linesOf(withColumns(table, (column) => column.group === group)), ""]);
}

function linesOf(table: Table): string[] {
  const { rowTitle, columns, groups, legend = [], best, notes = [] } = table;
  if (groups.length === 0 || columns.length === 0) return [];
  const hasMarks = rowsOf(table).some(({ marks = [] }) => marks.length > 0);
  const headings: MarkdownHeading[] = [
    { title: markdownWords(rowTitle) },
    ...(hasMarks ? [{ title: "" }] : []),
    ...columns.map(({ title, unit = "", text }) => ({
      title: unit === "" ? markdownText(title) : `${markdownText(title)}<br>${unit}`,
      ...(!text && { align: "right" as const }),
    })),
  ];
  const rows = groups.flatMap(({ title, rows: members }) => [
    ...(title === undefined ? [] : [[`**${markdownWords(title)}**`, ...headings.slice(1).map(() => "")]]),
    ...members.map((row) => rowCells(row, hasMarks)),
  ]);
  const small = [...legend, ...(best === undefined ? [] : [`bold: ${best}`])].join(" · ");
  const below = [
    ...(small === "" ? [] : [`<sub>${markdownText(capitalised(small))}.</sub>`]),
    ...smallPrint(notes.map(({ text }) => text)),
  ];
  return [...tableLines(headings, rows), ...(below.length > 0 ? ["", ...below] : [])];
}

const rowCells = ({ name, marks = [], cells }: Row, hasMarks: boolean): string[] => [
  markdownWords(name),
  ...(hasMarks ? [marks.map(({ word }) => word).join("<br>")] : []),
  ...cells.map(cellText),
];

function cellText(cell: Cell): string {
  switch (cell.kind) {
    case "absent":
      return "–";
    case "words":
      return markdownWords(cell.words);
    case "figure": {
      const { sides, text, unit = "", spread = "", interval = "", sign, tone = "plain" } = cell;
      const words = [text, unit, sign?.glyph ?? ""].filter((part) => part !== "").join(" ");
      const figure = tone === "plain" || tone === "unsure" ? words : `**${words}**`;
      if (sides !== undefined) return onOneLine(`${sides}<br>${figure}`);
      if (interval !== "") return `${figure}<br><sub>${interval}</sub>`;
      return spread === "" ? figure : `${figure} ${spread}`;
    }
  }
}

/** Of a figure, which quotes nothing and so needs no escaping. */
const onOneLine = (figure: string): string => figure.replaceAll(" ", noBreakSpace);

/** What was never begun is told in the conclusions. */
function endingLines(endings: readonly Ending[]): string[] {
  const rows = endings
    .filter(({ failed }) => failed)
    .map(({ name, how, message }) => [markdownWords(name), how, markdownText(message)]);
  return rows.length === 0
    ? []
    : tableLines([{ title: "did not complete" }, { title: "how" }, { title: "message" }], rows);
}
