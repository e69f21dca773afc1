/** Tables of words in a terminal, one line a row: where that doesn't fit, columns go, and then long texts are cut. */
import sliceAnsi from "slice-ansi";
import stringWidth from "string-width";
import { rowsOf, type Cell, type Table } from "../model/table.js";
import { plainWords } from "../model/words.js";
import { drawGrid, gap } from "./grid.js";
import { shown, type Colors } from "./text.js";

/** Below this nobody can read a text any more. */
const shortest = 8;

interface WordColumn {
  readonly title: string;
  readonly rank: number;
  readonly align: "left" | "right";
  readonly texts: readonly string[];
  readonly width: number;
}

/** The table; no line is wider than `columns`. Columns that matter least go first, and among them the last. */
export function drawWordTable(table: Table, columns: number, colors: Colors): string {
  const rows = rowsOf(table);
  const names = columnOf(
    plainWords(table.rowTitle),
    rows.map(({ name }) => plainWords(name)),
  );
  const others = table.columns.map(({ title, unit = "", rank, text }, index) => ({
    ...columnOf(
      `${title} ${unit}`.trimEnd(),
      rows.map(({ cells }) => textOf(cells[index])),
    ),
    rank,
    align: text ? ("left" as const) : ("right" as const),
  }));
  const kept = fitted(dropped([names, ...others], columns), columns);
  const grid = {
    heading: kept.map(({ title, width }) => cut(title, width)),
    rows: rows.map((_, row) => kept.map(({ texts, width }) => cut(texts[row] ?? "", width))),
    align: kept.map(({ align }) => align),
    groups: table.groups,
  };
  return drawGrid(grid, columns, colors);
}

function columnOf(title: string, texts: readonly string[]): WordColumn {
  const safe = texts.map(shown);
  const own = shown(title);
  return {
    title: own,
    rank: 0,
    align: "left",
    texts: safe,
    width: Math.max(...[own, ...safe].map((text) => stringWidth(text))),
  };
}

function textOf(cell: Cell | undefined): string {
  switch (cell?.kind) {
    case "figure":
      return [cell.text, cell.unit, cell.sign?.glyph].filter((part) => part !== undefined && part !== "").join(" ");
    case "words":
      return plainWords(cell.words);
    case "absent":
    case undefined:
      return "–";
  }
}

const widthOf = (columns: readonly WordColumn[]): number => columns.reduce((sum, { width }) => sum + width + gap, -gap);

function dropped(columns: readonly WordColumn[], room: number): readonly WordColumn[] {
  const rank = Math.max(...columns.map((column) => column.rank));
  if (widthOf(columns) <= room || rank === 0) return columns;
  const last = columns.findLastIndex((column) => column.rank === rank);
  return dropped(columns.toSpliced(last, 1), room);
}

/** Takes what is too much from the widest column, then from the next. */
function fitted(columns: readonly WordColumn[], room: number): readonly WordColumn[] {
  const excess = widthOf(columns) - room;
  const widest = Math.max(...columns.map(({ width }) => width));
  if (excess <= 0 || widest <= shortest) return columns;
  const next = Math.max(shortest, ...columns.map(({ width }) => width).filter((width) => width < widest));
  const index = columns.findIndex(({ width }) => width === widest);
  const width = Math.max(next - (next > shortest ? 1 : 0), widest - excess);
  return fitted(
    columns.map((column, at) => (at === index ? { ...column, width } : column)),
    room,
  );
}

const cut = (text: string, width: number): string =>
  stringWidth(text) <= width ? text : `${sliceAnsi(text, 0, Math.max(0, width - 1))}…`;
