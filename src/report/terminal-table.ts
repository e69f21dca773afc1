/** Draws a report's table in text: decimals aligned, in as many blocks below each other as the width asks for. */
import CliTable from "cli-table3";
import type pc from "picocolors";
import sliceAnsi from "slice-ansi";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { layOutBlocks } from "./block-layout.js";
import { excerpt, printable } from "./printable.js";
import type { Heading, Table, TableCell, TableColumn, TableRow } from "./table.js";

/** How text is coloured, or that it isn't. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Spaces between columns. */
const gap = 2;

/** The bar for the peak RSS takes the room that is left, between these widths. */
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
export function drawTable(table: Table<Heading>, columns: number, colors: Colors): string {
  const rows = table.sections.flatMap((section) => section.rows);
  const names = drawNames(rows, columns);
  const drawn = table.columns.flatMap((column, index) => {
    const cells = rows.map((row) => row.cells[index] ?? { kind: "absent" as const });
    const figures = drawFigures(column, cells, colors);
    return column.metric.name === "peakRss" ? [figures, drawBars(rows, figures.group, colors)] : [figures];
  });
  return layOutBlocks(drawn, columns - names.width, gap)
    .map((block) => drawBlock(table, names, block, columns, colors))
    .join("\n\n");
}

function drawBlock(
  { sections }: Table<Heading>,
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
function drawNames(rows: readonly TableRow[], columns: number): { width: number; texts: string[] } {
  const names = rows.map((row) => printable(excerpt(row.case.label, columns)));
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

/** Medians with their decimal points below each other, spreads right-aligned beside them. */
function drawFigures(
  { metric, unit, group }: TableColumn<Heading>,
  cells: readonly TableCell[],
  colors: Colors,
): DrawnColumn {
  const figures = cells.map((cell) => (cell.kind === "figure" ? cell : { median: "–", spread: "", best: false }));
  const decimals = Math.max(...figures.map(({ median }) => decimalsOf(median)));
  const medians = figures.map(({ median }) => median + " ".repeat(decimals - decimalsOf(median)));
  const medianWidth = widest([...medians, unit]);
  const spreadWidth = widest(figures.map(({ spread }) => spread));
  const spreadColumn = spreadWidth === 0 ? 0 : spreadWidth + 1;

  const width = Math.max(medianWidth + spreadColumn, metric.title.length);
  const texts = figures.map(({ spread, best }, index) => {
    const median = medians[index] ?? "";
    const mark = best ? (text: string) => colors.bold(colors.green(text)) : (text: string) => text;
    return " ".repeat(width - spreadColumn - median.length) + mark(median) + colors.dim(spread.padStart(spreadColumn));
  });
  // Only the unit itself is coloured: a style over a line's end or its spaces would run into the next column.
  const unitLine =
    " ".repeat(width - spreadColumn - unit.length) + (unit && colors.dim(unit)) + " ".repeat(spreadColumn);
  const heading = `${metric.title.padStart(width)}\n${unitLine}`;
  return { width, group, heading, cells: () => texts };
}

/** Length of a figure's fraction with its point; 0 for whole numbers. */
function decimalsOf(figure: string): number {
  const point = figure.indexOf(".");
  return point < 0 ? 0 : figure.length - point;
}

function drawBars(rows: readonly TableRow[], group: string, colors: Colors): DrawnColumn {
  const peaks = rows.map(({ case: { metrics } }) =>
    metrics.peakRss.kind === "measured" ? metrics.peakRss.summary.median : 0,
  );
  const cells = (spare: number) => {
    const width = Math.min(bar.widest, bar.narrowest + spare);
    return peaks.map((peak) => colors.cyan(drawBar(peak / Math.max(...peaks, 1), width).padEnd(width)));
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
