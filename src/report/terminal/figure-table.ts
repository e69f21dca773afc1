/** Draws a report's table in text: decimals aligned, in as many blocks below each other as the width asks for. */
import CliTable from "cli-table3";
import type pc from "picocolors";
import sliceAnsi from "slice-ansi";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { layOutBlocks } from "./block-layout.js";
import { excerpt, printable } from "../printable.js";
import { textCell, type TextCell, type TextColumn, type TextRow, type TextTable, type Tone } from "../text-table.js";

/** How text is coloured, or that it isn't. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Spaces between columns. */
const gap = 2;

/** A bar takes the room that is left, between these widths. */
const bar = { narrowest: 12, widest: 32 };

/** A column ready to be drawn; headings have two lines, and cells are all equally wide. */
interface DrawnColumn {
  readonly width: number;
  readonly group: string;
  readonly heading: string;
  /** A cell for each row, section after section. `spare` is how much wider than asked for the column may be. */
  readonly cells: (spare: number) => readonly string[];
}

/** The table; no line is wider than `columns`, if that is enough for a name and the widest figure. */
export function drawTable(table: TextTable, columns: number, colors: Colors): string {
  const rows = table.sections.flatMap((section) => section.rows);
  const names = drawNames(rows, columns);
  const drawn = table.columns.flatMap((column, index) => {
    const figures = drawFigures(
      column,
      rows.map((row) => row.cells[index] ?? textCell("")),
      colors,
    );
    return column.bars ? [figures, drawBars(column.bars, column.group, colors)] : [figures];
  });
  return layOutBlocks(drawn, columns - names.width, gap)
    .map((block) => drawBlock(table, names, block, columns, colors))
    .join("\n\n");
}

function drawBlock(
  { sections }: TextTable,
  names: { readonly width: number; readonly texts: readonly string[] },
  block: readonly DrawnColumn[],
  columns: number,
  colors: Colors,
): string {
  const taken = block.reduce((sum, { width }) => sum + gap + width, names.width);
  const cells = block.map((column) => column.cells(columns - taken));
  const grid = new CliTable({
    chars: noLines,
    style: { "padding-left": 0, "padding-right": gap, head: [], border: [] },
    colAligns: ["left", ...block.map(() => "right" as const)],
  });
  grid.push(["", ...block.map(({ heading }) => heading)]);
  names.texts.forEach((name, row) => grid.push([name, ...cells.map((column) => column[row] ?? "")]));
  const [title = "", units = "", ...rows] = grid
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  const rule = colors.dim("─".repeat(Math.max(...[title, units, ...rows].map((line) => stringWidth(line)))));
  const heading = units === "" ? [title, rule] : [title, units, rule];
  return [...heading, withTitles(rows, sections, columns, colors)].join("\n");
}

/** Sets each section's title above its rows. Outside of the grid, whose columns a long title would widen. */
function withTitles(
  rows: readonly string[],
  sections: readonly { readonly title: string; readonly rows: readonly unknown[] }[],
  columns: number,
  colors: Colors,
): string {
  let next = 0;
  const parts = sections.map(({ title, rows: { length } }) => {
    const own = rows.slice(next, (next += length));
    return [wrapAnsi(colors.bold(title), columns, { hard: true }), ...own].join("\n");
  });
  return parts.join("\n\n");
}

/** Names as they are, or their middle left out: the folder and the end tell patterns apart. */
function drawNames(rows: readonly TextRow[], columns: number): { width: number; texts: string[] } {
  const names = rows.map((row) => printable(excerpt(row.label, columns)));
  const room = Math.floor(columns * 0.4);
  const texts = names.map((name) => `  ${shorten(name, room - 2)}`);
  return { width: Math.max(...texts.map((text) => stringWidth(text))), texts };
}

function shorten(name: string, room: number): string {
  const width = stringWidth(name);
  if (width <= room) return name;
  const head = Math.floor((room - 1) / 2);
  return `${sliceAnsi(name, 0, head)}…${sliceAnsi(name, width - (room - 1 - head))}`;
}

/** Figures with their decimal points below each other; what stands beside them right-aligned, signs at the end. */
function drawFigures({ title, unit, group }: TextColumn, cells: readonly TextCell[], colors: Colors): DrawnColumn {
  const paint = painters(colors);
  const decimals = Math.max(...cells.map(({ figure }) => decimalsOf(figure)));
  const figures = cells.map(({ figure }) => figure + " ".repeat(decimals - decimalsOf(figure)));
  const figureWidth = widest([...figures, unit]);
  const besideWidth = roomFor(cells.map(({ beside }) => beside));
  const signWidth = roomFor(cells.map(({ sign }) => sign));

  const tail = besideWidth + signWidth;
  const width = Math.max(figureWidth + tail, title.length);
  const texts = cells.map(({ beside, sign, tone }, index) => {
    const figure = figures[index] ?? "";
    const quiet = colors.dim(beside.padStart(besideWidth));
    return (
      " ".repeat(width - tail - figure.length) + paint[tone](figure) + quiet + paint[tone](sign.padStart(signWidth))
    );
  });
  // Only the unit itself is coloured: a style over a line's end or its spaces would run into the next column.
  const unitLine = " ".repeat(width - tail - unit.length) + (unit && colors.dim(unit)) + " ".repeat(tail);
  return { width, group, heading: `${title.padStart(width)}\n${unitLine}`, cells: () => texts };
}

/** How each tone is drawn. */
const painters = ({ bold, dim, green, red }: Colors): Readonly<Record<Tone, (text: string) => string>> => ({
  plain: (text) => text,
  best: (text) => bold(green(text)),
  good: (text) => bold(green(text)),
  bad: (text) => bold(red(text)),
  unsure: dim,
});

/** Width of the widest of these texts with a space before it; 0 where all are empty. */
function roomFor(texts: readonly string[]): number {
  const width = widest(texts);
  return width === 0 ? 0 : width + 1;
}

/** Length of a figure's fraction with its point; 0 for whole numbers. */
function decimalsOf(figure: string): number {
  const point = figure.indexOf(".");
  return point < 0 ? 0 : figure.length - point;
}

function drawBars(lengths: readonly number[], group: string, colors: Colors): DrawnColumn {
  const cells = (spare: number) => {
    const width = Math.min(bar.widest, bar.narrowest + spare);
    return lengths.map((length) => colors.cyan(drawBar(length / Math.max(...lengths, 1), width).padEnd(width)));
  };
  return { width: bar.narrowest, group, heading: "", cells };
}

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A horizontal bar, drawn to an eighth of a column; anything above nothing is seen. */
export function drawBar(fraction: number, width: number): string {
  const parts = fraction > 0 ? Math.max(1, Math.round(fraction * width * 8)) : 0;
  return "█".repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? "");
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}

const noLines = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};
