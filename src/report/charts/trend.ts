/** One metric of one case over versions: every trial, the medians, and where the level steps. */
import { median } from "simple-statistics";
import type { Line, Trend } from "../../compare/history.js";
import { formatValue } from "../format.js";
import { lineMarkOf, type LineName } from "../model/history/line-names.js";
import { levelSentence, stepSize } from "../model/history/sentences.js";
import type { Markup } from "../html/markup.js";
import { printable } from "../printable.js";
import { bottomAxis, leftAxis, noUnit, position, ticksOf, type PlotAxis } from "./axis.js";
import type { Chart } from "./chart.js";
import { plotSize, type Frame, type Place, type Size } from "./geometry.js";
import { lineMark, ruleMark, symbolMark, textMark, type SymbolStyle } from "./marks.js";
import { apart } from "./place-labels.js";
import { color, textSize, textWidth } from "./theme.js";
import { trendAxis } from "./trend-axis.js";

const frame: Frame = { width: 300, height: 184, margin: { top: 34, right: 16, bottom: 28, left: 56 } };

/** Most trials of one version that are drawn: with more, nobody tells one from the other. */
const mostTrials = 12;

/** What is drawn of a trend. */
export interface TrendPanel {
  readonly trend: Trend;
  /** The chart's name, and what the case is called. */
  readonly name: string;
  readonly label: string;
  /** All versions of the history, so that panels can be read one below the other. */
  readonly versions: readonly string[];
  readonly nameOf: (line: Line) => LineName | undefined;
}

/** Draws a trend. */
export function trendChart({ trend, name, label, versions, nameOf }: TrendPanel): Chart {
  const size = plotSize(frame);
  const { width, height } = size;
  const { metric, lines, steps } = trend;
  const y = trendAxis(trend, height);
  const x: PlotAxis = { type: "linear", domain: [-0.5, versions.length - 0.5], range: [0, width], unit: noUnit };
  const across = (version: string, shift = 0) => position(x, versions.indexOf(version) + shift);
  const up = (value: number) => position(y, value);
  const drawn = lines.map((line, index) => ({
    line,
    shape: lineMarkOf(index).shape,
    levels: line.levels.map((level) => {
      const middle = median([...level.trials.values]);
      return { ...level, middle, x: across(level.version), y: up(middle) };
    }),
  }));
  return {
    name,
    title: `${metric.title}: ${printable(label)}`,
    description: describe(trend, label, nameOf),
    frame,
    drawing: [
      bottomAxis(x, size, { ticks: [] }),
      leftAxis(
        y,
        size,
        ticksOf(y, 4).filter((tick) => metric.unit !== "count" || Number.isInteger(tick)),
      ),
      note(y.unit.name, { x: -8, y: rows.upper }, "right"),
      versionLabels(versions, steps, across, height),
      stepMarks(trend, across, size),
      drawn.map(({ line, levels }) =>
        lineMark("trend", levels, { stroke: color("entity"), width: 1.5, opacity: 0.6 }, nameOf(line)?.name ?? label),
      ),
      drawn.map(({ line, levels, shape }) =>
        levels.map((level) => levelMarks(wordsOf(line, level, nameOf), level, shape, across, up)),
      ),
    ],
  };
}

/** A level of a line, where it is drawn. */
type DrawnLevel = Line["levels"][number] & Place & { readonly middle: number };

/** The middles of the two rows above the plot. */
const rows = { upper: -23, lower: -9 };

/** Names of versions below the plot: all of them, or those that fit, where the level steps first. */
function versionLabels(
  versions: readonly string[],
  steps: Trend["steps"],
  across: (version: string) => number,
  height: number,
): Markup[] {
  const important = [...steps.map(({ to }) => to), ...versions.slice(0, 1), ...versions.slice(-1)];
  const names = [...new Set([...important, ...versions])].map((version) => {
    const text = shorten(version);
    return { text, middle: across(version), width: textWidth(text, textSize.tick) };
  });
  return apart(names).map(({ text, middle }) => note(text, { x: middle, y: height + 14 }, "middle"));
}

const shorten = (version: string): string => (version.length > 14 ? `${version.slice(0, 13)}…` : version);

/** A dashed line where the level steps, and by how much in whichever row above the plot has room. */
function stepMarks({ metric, steps }: Trend, across: (version: string) => number, { width, height }: Size): Markup[] {
  const placed = steps.map((step) => {
    const text = `${stepSize(metric, step)} ${step.direction}`;
    const x = (across(step.from) + across(step.to)) / 2;
    const wide = textWidth(text, textSize.tick);
    const middle = Math.max(wide / 2, Math.min(width - wide / 2, x));
    return { text, x, middle, width: wide, fill: color(step.direction === "worse" ? "alarm" : "gain") };
  });
  const lower = apart(placed);
  const upper = apart(placed.filter((each) => !lower.includes(each)));
  const named = (row: number) => (each: (typeof placed)[number]) =>
    textMark("aside", each.text, { x: each.middle, y: row }, { fill: each.fill, align: "middle", size: textSize.tick });
  return [
    ...placed.map(({ x, fill }) => ruleMark("step", { x, x2: x, y: 0, y2: height }, fill, "4,3")),
    ...lower.map(named(rows.lower)),
    ...upper.map(named(rows.upper)),
  ];
}

function wordsOf(line: Line, { version, middle, trials }: DrawnLevel, nameOf: TrendPanel["nameOf"]): string {
  const name = nameOf(line);
  return `${levelSentence(line, version, middle, trials.size)}${name ? ` (${name.name})` : ""}`;
}

/** Every trial faintly, and the median of the version, which says its figures. */
function levelMarks(
  words: string,
  { version, trials, x, y }: DrawnLevel,
  shape: SymbolStyle["shape"],
  across: (version: string, shift: number) => number,
  up: (value: number) => number,
): Markup[] {
  const strong = { shape, radius: 3.3, fill: color("entity"), stroke: color("entity") };
  const faint = { shape: "circle", radius: 1.6, fill: color("faint"), stroke: color("faint") } as const;
  const shown = trials.size > 1 ? trials.values.slice(0, mostTrials) : [];
  return [
    ...shown.map((value) => symbolMark("trial", { x: across(version, 0.16), y: up(value) }, faint)),
    symbolMark("point", { x, y }, strong, words),
  ];
}

const note = (text: string, place: Place, align: "middle" | "right"): Markup =>
  textMark("aside", text, place, { fill: color("muted"), align, size: textSize.tick });

function describe({ metric, lines, steps }: Trend, label: string, nameOf: TrendPanel["nameOf"]): string {
  const sentences = lines.map((line) => {
    const name = nameOf(line);
    const levels = line.levels.map(({ version, trials }) =>
      levelSentence(line, version, median([...trials.values]), trials.size),
    );
    return `${name ? `${name.name}: ` : ""}${levels.join("; ")}.`;
  });
  const stepped = steps.map(
    (step) =>
      `Steps from ${step.from} to ${step.to}: ${formatValue(step.before, metric.unit)} to ` +
      `${formatValue(step.after, metric.unit)}, ${stepSize(metric, step)}, ${step.direction}.`,
  );
  return `${metric.title} of ${label} over versions. ${[...sentences, ...stepped].join(" ")}`;
}
