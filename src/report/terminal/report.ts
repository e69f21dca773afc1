/** A report for a person at a terminal. */
import pc from "picocolors";
import { formatCount, noBreakSpace } from "../format.js";
import type { Block, Group, Line, Listing, Report, Section, VerdictLine } from "../model/report.js";
import { rowsOf, withColumns, type Ending, type Table } from "../model/table.js";
import { plainWords } from "../model/words.js";
import { drawFigureTable, fitFigureTable } from "./figure-table.js";
import { bullet, narrowest, paragraphs, shown, wrap, type Colors, type TerminalOptions } from "./text.js";
import { drawWordTable } from "./word-table.js";

/** What a terminal shows of a report. */
type Shown = Pick<Report, "facts" | "sections" | "verdict">;

/** How it is drawn. */
interface Screen {
  readonly columns: number;
  readonly colors: Colors;
  /** Columns of tables up to this rank; with 0 tables are all there is, without their notes. */
  readonly rank: 0 | 1;
}

/**
 * All that the report says in a terminal; no line feed at the end. What it comes to is said last, where the prompt is. Where
 * it would be higher than the screen, tables keep their most important columns only.
 */
export function renderTerminal(report: Shown, options: TerminalOptions): string {
  const screen = { columns: Math.max(options.columns, narrowest), colors: pc.createColors(options.color) };
  const whole = renderAt(report, { ...screen, rank: 1 });
  return whole.split("\n").length <= (options.rows ?? Infinity) ? whole : renderAt(report, { ...screen, rank: 0 });
}

function renderAt({ facts, sections, verdict }: Shown, screen: Screen): string {
  // Breaks between its parts only.
  const heading = facts.map((part) => shown(part).replaceAll(" ", noBreakSpace)).join(" · ");
  const ordered = [0, 1, 2].flatMap((place) => sections.filter((section) => placeOf(section) === place));
  return joined([
    wrap(heading, screen.columns),
    ...ordered.map((section) => renderSection(section, screen)),
    verdict ? wrap(verdictText(verdict, screen.colors), screen.columns) : "",
  ]);
}

/** Figures first, then what they come to, and last the answer. */
const placeOf = ({ summary, blocks }: Section): number =>
  summary ? (blocks.some(({ kind }) => kind === "answer") ? 2 : 1) : 0;

function verdictText({ word, why }: VerdictLine, { bold, green, red, yellow }: Colors): string {
  const paint = word === "PASS" ? green : word === "FAIL" ? red : yellow;
  return `${bold(paint(word))}: ${shown(why)}`;
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== "").join("\n\n");

function renderSection(section: Section, screen: Screen): string {
  if (section.shown?.terminal === "left out") return "";
  return section.selfEvident
    ? joined(section.blocks.map((block) => renderBlock(block, screen)))
    : renderGroup(section, screen);
}

function renderGroup({ title, blocks }: Group, screen: Screen): string {
  const body = joined(blocks.map((block) => renderBlock(block, screen)));
  return body === "" ? "" : `${wrap(screen.colors.bold(shown(plainWords(title))), screen.columns)}\n${body}`;
}

function renderBlock(block: Block, screen: Screen): string {
  const { columns, colors, rank } = screen;
  if (block.shown?.terminal === "left out") return "";
  switch (block.kind) {
    case "group":
      return renderGroup(block, screen);
    case "answer":
      return [colors.bold(shown(block.lead)), ...(rank === 0 ? [] : block.beside.map(shown))]
        .map((text) => wrap(text, columns))
        .join("\n");
    case "sentences":
      return paragraphs(
        (rank === 0 ? [] : block.sentences).map((sentence) => bullet(sentence, colors)),
        columns,
      );
    case "notes":
      return renderNotes(block.notes, screen);
    case "facts":
      return paragraphs(
        block.facts.map(([what, value]) => `${shown(plainWords(what))}: ${shown(plainWords(value))}`),
        columns,
      );
    case "table":
      return renderTable(block, screen);
    case "listing":
      return renderListing(block, screen);
    case "chart":
    case "atlas":
      return "";
  }
}

function renderTable(whole: Table, screen: Screen): string {
  const { columns, colors } = screen;
  const wanted = withColumns(whole, ({ rank }) => rank <= screen.rank);
  const endings = renderEndings(whole.endings ?? [], screen);
  if (wanted.groups.length === 0 || wanted.columns.length === 0) return endings;
  const isOfWords = wanted.columns.some(({ text }) => text);
  const { table, left = "" } = isOfWords ? { table: wanted } : fitFigureTable(wanted, columns, colors);
  const draw = isOfWords ? drawWordTable : drawFigureTable;
  const marked = `${colors.bold(colors.green("bold"))}: `;
  const legend = [
    ...(table.legend ?? []),
    ...(!isOfWords && hasIntervals(table) ? ["±: how far the interval reaches"] : []),
    ...(table.best !== undefined && marksBest(table) && colors.isColorSupported ? [marked + table.best] : []),
  ];
  return joined([
    draw(table, columns, colors),
    wrap(colors.dim(legend.join(" · ")), columns),
    wrap(colors.dim(left), columns),
    renderNotes(
      (table.notes ?? []).map(({ text }) => text),
      screen,
    ),
    endings,
  ]);
}

/** Whether a figure is marked: after few rounds, or reads that differed, nothing is called best. */
const marksBest = (table: Table): boolean =>
  rowsOf(table).some(({ cells }) => cells.some((cell) => cell.kind === "figure" && cell.tone === "best"));

/** Whether a spread is short for an interval. */
const hasIntervals = (table: Table): boolean =>
  rowsOf(table).some(({ cells }) =>
    cells.some((cell) => cell.kind === "figure" && cell.interval !== undefined && cell.interval !== ""),
  );

/** What has still to be measured is told in one line. */
function renderEndings(endings: readonly Ending[], { columns, colors }: Screen): string {
  const failed = endings
    .filter((ending) => ending.failed)
    .map(({ name, how, message }) => {
      const what = message === "" ? how : `${how}: ${shown(message)}`;
      return `${colors.red("✗")} ${shown(plainWords(name))} ${what}`;
    });
  const untried = endings.filter((ending) => !ending.failed).map(({ name }) => shown(plainWords(name)));
  return joined([
    paragraphs(failed, columns),
    untried.length === 0 ? "" : wrap(colors.dim(`not measured yet: ${untried.join(", ")}`), columns),
  ]);
}

const renderNotes = (notes: readonly string[], { columns, colors, rank }: Screen): string =>
  paragraphs(
    (rank === 0 ? [] : notes).map((note) => colors.dim(`* ${shown(note)}`)),
    columns,
  );

function renderListing({ caption, lines, left }: Listing, { columns, colors }: Screen): string {
  const more = left === 0 ? [] : [colors.dim(`  … and ${formatCount(left)} more, in the result`)];
  const drawn = paragraphs(
    lines.map((line) => drawLine(line, colors)),
    columns,
  );
  return [wrap(shown(plainWords(caption)), columns), drawn, ...more].join("\n");
}

/** What changed within a text stands out where there is colour. */
function drawLine({ sign, pieces }: Line, { green, red, bold }: Colors): string {
  const paint = sign === "-" ? red : sign === "+" ? green : (text: string) => text;
  const texts = pieces.map(({ text, changed }) => (changed ? bold(text) : text));
  return paint([...(sign ? [`${sign} `] : []), ...texts].join(""));
}
