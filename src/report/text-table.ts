/** A table as characters show it: what stands in each cell is decided, how wide it is drawn isn't. */
import type { Heading, Table, TableCell } from "./model/figures.js";

/** What a figure is to be taken for; drawn in colour where there is any, so its words or its sign must say it too. */
export type Tone = "plain" | "best" | "good" | "bad" | "unsure";

/** One cell: figures of a column stand with their decimal points below each other. */
export interface TextCell {
  readonly figure: string;
  /** Said more quietly beside it: a spread. May be empty. */
  readonly beside: string;
  /** At its end: one character, or empty. */
  readonly sign: string;
  readonly tone: Tone;
}

/** One column; its heading has a second line for the unit where there is one. */
export interface TextColumn {
  readonly title: string;
  /** Empty where the cells have none, or bring their own. */
  readonly unit: string;
  /** Which columns belong together when the table has to be split. */
  readonly group: string;
  /** Lengths of bars that are drawn beside the figures, one a row over all sections; none if left out. */
  readonly bars?: readonly number[];
}

/** One line of the table. */
export interface TextRow {
  readonly label: string;
  /** One a column. */
  readonly cells: readonly TextCell[];
}

/** A table of at least one row. */
export interface TextTable {
  readonly columns: readonly TextColumn[];
  readonly sections: readonly { readonly title: string; readonly rows: readonly TextRow[] }[];
}

/** A cell with nothing but a text. */
export const textCell = (figure: string): TextCell => ({ figure, beside: "", sign: "", tone: "plain" });

/** The table of cases and their metrics, with bars for the peak RSS. */
export function metricsTextTable({ columns, sections }: Table<Heading>): TextTable {
  const peaks = sections.flatMap(({ rows }) =>
    rows.map(({ case: { metrics } }) => (metrics.peakRss.kind === "measured" ? metrics.peakRss.summary.median : 0)),
  );
  return {
    columns: columns.map(({ metric: { name, title }, unit, group }) => ({
      title,
      unit,
      group,
      ...(name === "peakRss" && { bars: peaks }),
    })),
    sections: sections.map(({ title, rows }) => ({
      title,
      rows: rows.map(({ case: { label }, cells }) => ({ label, cells: columns.map((_, index) => draw(cells[index])) })),
    })),
  };
}

function draw(cell: TableCell | undefined): TextCell {
  if (cell?.kind !== "figure") return textCell("–");
  return { figure: cell.median, beside: cell.spread, sign: "", tone: cell.best ? "best" : "plain" };
}
