/** Tables of figures in a terminal: decimals aligned, with the columns that fit, or in blocks below each other. */
import sliceAnsi from "slice-ansi";
import stringWidth from "string-width";
import { rowsOf, withColumns, type Cell, type Column, type Row, type Table, type Tone } from "../model/table.js";
import { plainWords } from "../model/words.js";
import { excerpt, printable } from "../printable.js";
import { drawBar } from "../text-bar.js";
import { layOutBlocks } from "./block-layout.js";
import { drawGrid, gap } from "./grid.js";
import type { Colors } from "./text.js";

/** A bar takes the room that is left, between these widths. */
const bar = { narrowest: 12, widest: 32 };

/** A column ready to be drawn; headings have two lines, and cells are all equally wide. */
interface DrawnColumn {
  readonly width: number;
  readonly group: string;
  readonly heading: string;
  /** A cell for each row, group after group. `spare` is how much wider than asked for the column may be. */
  readonly cells: (spare: number) => readonly string[];
}

/** A table that fits, and what is to be said of it where it isn't all there. */
interface Fitted {
  readonly table: Table;
  readonly left?: string;
}

/**
 * What of a table fits beside each other, where it may be cut: names without the folder that those of a group have in common, no
 * bars, and as many columns as there is room for, the most important ones.
 */
export function fitFigureTable(table: Table, columns: number, colors: Colors): Fitted {
  const room = (wanted: Table): number => columns - widthOf(wanted, colors);
  if (table.whole === undefined || room(table) >= 0) return { table };
  const short = withoutBars(withShortNames(table));
  if (room(short) >= 0) return { table: short };
  const [first, ...others] = short.columns.toSorted((a, b) => (b.importance ?? 0) - (a.importance ?? 0));
  const only = (some: readonly (Column | undefined)[]) => withColumns(short, (column) => some.includes(column));
  const fitting = others.reduce<(Column | undefined)[]>(
    (some, column) => (room(only([...some, column])) >= 0 ? [...some, column] : some),
    [first],
  );
  const kept = only(fitting);
  const titles = short.columns.filter((column) => !kept.columns.includes(column)).map(({ title }) => title);
  return {
    table: kept,
    left: `not shown here: ${titles.join(", ")} (see ${table.whole}, or use ${widthOf(short, colors)} columns)`,
  };
}

/** How wide a table is drawn in one block, its names whole. */
const widthOf = (table: Table, colors: Colors): number =>
  drawColumns(table, colors).reduce((sum, { width }) => sum + gap + width, drawNames(rowsOf(table), Infinity).width);

const withoutBars = (table: Table): Table => ({
  ...table,
  columns: table.columns.map((column) => ({ ...column, bars: false })),
});

/** Names without the folder that all of a group begin with, which stands in the group's title then. */
function withShortNames(table: Table): Table {
  return {
    ...table,
    groups: table.groups.map((group) => {
      const [folder, ...others] = new Set(group.rows.map(({ name }) => /^[^/ ]+\//.exec(plainWords(name))?.[0]));
      if (folder === undefined || others.length > 0) return group;
      const title = group.title === undefined ? folder : `${plainWords(group.title)} · ${folder}`;
      return {
        title,
        rows: group.rows.map((row) => ({ ...row, name: plainWords(row.name).slice(folder.length) })),
      };
    }),
  };
}

/** The table; no line is wider than `columns`, if that is enough for a name and the widest figure. */
export function drawFigureTable(table: Table, columns: number, colors: Colors): string {
  const rows = rowsOf(table);
  const names = drawNames(rows, columns);
  return layOutBlocks(drawColumns(table, colors), columns - names.width, gap)
    .map((block) => {
      const taken = block.reduce((sum, { width }) => sum + gap + width, names.width);
      const cells = block.map((column) => column.cells(columns - taken));
      const grid = {
        heading: ["", ...block.map(({ heading }) => heading)],
        rows: names.texts.map((name, row) => [name, ...cells.map((column) => column[row] ?? "")]),
        align: ["left" as const, ...block.map(() => "right" as const)],
        groups: table.groups,
      };
      return drawGrid(grid, columns, colors);
    })
    .join("\n\n");
}

/** Every column but the names; marks are the first. */
function drawColumns(table: Table, colors: Colors): DrawnColumn[] {
  const rows = rowsOf(table);
  const marks = rows.some((row) => (row.marks ?? []).length > 0) ? [drawMarks(rows, colors)] : [];
  const drawn = table.columns.flatMap((column, index) => {
    const cells = rows.map((row) => row.cells[index] ?? { kind: "absent" as const });
    const figures = drawFigures(column, cells, colors);
    return column.bars ? [figures, drawBars(cells, figures.group, colors)] : [figures];
  });
  return [...marks, ...drawn];
}

/** Names as they are, or their middle left out: the folder and the end tell patterns apart. */
function drawNames(rows: readonly Row[], columns: number): { width: number; texts: string[] } {
  const names = rows.map((row) => printable(excerpt(plainWords(row.name), columns)));
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

/** A cell in its parts. */
interface Figure {
  readonly text: string;
  readonly unit: string;
  readonly spread: string;
  readonly sign: string;
  readonly tone: Tone;
}

function figureOf(cell: Cell): Figure {
  const none = { unit: "", spread: "", sign: "", tone: "plain" as const };
  switch (cell.kind) {
    case "figure":
      return {
        text: cell.text,
        unit: cell.unit ?? "",
        spread: cell.spread ?? "",
        sign: cell.sign?.glyph ?? "",
        tone: cell.tone ?? "plain",
      };
    case "words":
      return { ...none, text: printable(plainWords(cell.words)), tone: cell.tone ?? "plain" };
    case "absent":
      return { ...none, text: "–" };
  }
}

/** Figures with their decimal points below each other; units and spreads right-aligned beside them, signs at the end. */
function drawFigures(column: Column, cells: readonly Cell[], colors: Colors): DrawnColumn {
  const title = printable(column.title);
  const unitInHeading = column.unit ?? "";
  const paint = painters(colors);
  const parts = cells.map(figureOf);
  const decimals = Math.max(...parts.map(({ text }) => decimalsOf(text)));
  const figures = parts.map(({ text }) => text + " ".repeat(decimals - decimalsOf(text)));
  const room = {
    figure: widest([...figures, unitInHeading]),
    unit: roomFor(parts.map(({ unit }) => unit)),
    spread: roomFor(parts.map(({ spread }) => spread)),
    sign: roomFor(parts.map(({ sign }) => sign)),
  };
  const tail = room.unit + room.spread + room.sign;
  const width = Math.max(room.figure + tail, stringWidth(title));
  const texts = parts.map(({ unit, spread, sign, tone }, index) => {
    const figure = figures[index] ?? "";
    const quiet = colors.dim(unit.padStart(room.unit) + spread.padStart(room.spread));
    return (
      " ".repeat(width - tail - figure.length) + paint[tone](figure) + quiet + paint[tone](sign.padStart(room.sign))
    );
  });
  // Only the unit itself is coloured: a style over a line's end or its spaces would run into the next column.
  const unitLine =
    " ".repeat(width - tail - unitInHeading.length) + (unitInHeading && colors.dim(unitInHeading)) + " ".repeat(tail);
  const heading = `${" ".repeat(width - stringWidth(title))}${title}\n${unitLine}`;
  return { width, group: column.group ?? column.name, heading, cells: () => texts };
}

/** What to know of a row, as a column of its own. */
function drawMarks(rows: readonly Row[], colors: Colors): DrawnColumn {
  const cells = rows.map(({ marks = [] }): Cell => ({
    kind: "words",
    words: marks.map(({ word }) => word).join(" "),
    tone: marks.find(({ tone }) => tone !== "plain")?.tone ?? "plain",
  }));
  return drawFigures({ name: "marks", title: "", rank: 0 }, cells, colors);
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

function drawBars(values: readonly Cell[], group: string, colors: Colors): DrawnColumn {
  const lengths = values.map((cell) => (cell.kind === "figure" ? (cell.value ?? 0) : 0));
  const cells = (spare: number) => {
    const width = Math.min(bar.widest, bar.narrowest + spare);
    return lengths.map((length) => colors.cyan(drawBar(length / Math.max(...lengths, 1), width).padEnd(width)));
  };
  return { width: bar.narrowest, group, heading: "", cells };
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
