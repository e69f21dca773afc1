/** One metric of one case over versions: every trial, the medians, and where the level steps. */
import type { Mark, Scale } from "vega";
import { median } from "simple-statistics";
import type { Line, Trend } from "../../compare/history.js";
import { columnFormat, formatValue } from "../format.js";
import { levelSentence, stepSize, type LineName } from "../model/history/sentences.js";
import { printable } from "../printable.js";
import { bottomAxis, leftAxis, plotScale, position, tickFormat, type PlotAxis } from "./axis.js";
import { plotSize, type Chart, type Frame } from "./chart.js";
import { haloedText, ruleMark, spokenSymbol, symbolMark, textMark } from "./marks.js";
import { lineData, lineMark } from "./memory-lines.js";
import { color, textSize, textWidth } from "./theme.js";

const frame: Frame = { width: 340, height: 200, margin: { top: 34, right: 16, bottom: 28, left: 56 } };

/** Most trials of one version that are drawn: with more, nobody tells one from the other. */
const mostTrials = 12;

/** Shapes tell lines apart where there are several; more than these begin again. */
const shapes = ["circle", "diamond", "square", "triangle-up"];

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
  const { width, height } = plotSize(frame);
  const { metric, lines, steps } = trend;
  const figures = lines.flatMap(({ levels }) => levels.flatMap(({ trials }) => [...trials.values]));
  const unit = unitOf(figures, trend);
  const y: PlotAxis = {
    type: "linear",
    domain: domainOf(figures, trend, unit.size),
    range: [height, 0],
    unit: unit.name,
  };
  const x: PlotAxis = { type: "linear", domain: [-0.5, versions.length - 0.5], range: [0, width], unit: "" };
  const across = (version: string, shift = 0) => position(x, versions.indexOf(version) + shift);
  const up = (value: number) => position(y, value / unit.size);
  const drawn = lines.map((line, index) => ({
    data: `line-${index}`,
    line,
    shape: shapes[index % shapes.length] ?? "circle",
    points: line.levels.map(({ version, trials }) => ({
      x: versions.indexOf(version),
      y: median([...trials.values]) / unit.size,
    })),
  }));
  return {
    name,
    title: `${metric.title}: ${printable(label)}`,
    description: describe(trend, label, nameOf),
    frame,
    spec: {
      data: lineData(drawn),
      // A scale of Vega begins at zero unless it is told not to.
      scales: [plotScale("x", x), { ...plotScale("y", y), zero: false } as Scale],
      axes: [
        { ...bottomAxis(x, "", 0), labels: false, ticks: false, grid: false },
        { ...leftAxis(y, 4), format: tickFormat },
      ],
      marks: [
        ...(unit.name === "" ? [] : [note(unit.name, -8, -22, "right")]),
        ...versionLabels(
          versions,
          steps.map(({ to }) => to),
          (version) => across(version),
          height,
        ),
        ...steps.flatMap((step) =>
          stepMarks((across(step.from) + across(step.to)) / 2, stepSize(metric, step), step.direction, height, width),
        ),
        ...drawn.map(({ data, line }) =>
          lineMark(data, {
            classes: "trend",
            stroke: color("entity"),
            width: 1.5,
            opacity: 0.6,
            description: nameOf(line)?.words ?? label,
          }),
        ),
        ...drawn.flatMap(({ line, shape }) => levelMarks(line, shape, across, up)),
        ...drawn.flatMap(({ line }) => lineNumber(line, nameOf(line), across, up)),
      ],
    },
  };
}

/** The unit that a table would choose, and how many of the metric's own it is. */
function unitOf(figures: readonly number[], { metric }: Trend): { name: string; size: number } {
  const { unit } = columnFormat(figures, metric.unit);
  const sizes: Readonly<Record<string, number>> = { s: 1e3, kB: 1e3, MB: 1e6, GB: 1e9, "k/s": 1e3, "M/s": 1e6 };
  return { name: unit, size: sizes[unit] ?? 1 };
}

/** How far the axis reaches from its middle at least, in thresholds: noise must not look like drama. */
const reachInThresholds = 4;

/** An axis around what was measured, in which a change that wouldn't count looks small. */
function domainOf(figures: readonly number[], { metric }: Trend, size: number): [number, number] {
  const [lowest, highest] = [Math.min(...figures) / size, Math.max(...figures) / size];
  const middle = (lowest + highest) / 2;
  const { as, threshold } = metric.compared;
  const relative = as === "ratio" ? Math.max(threshold, 0.01) * reachInThresholds * Math.abs(middle) : 0;
  const least = Math.max(relative, metric.unit === "count" ? 1 : 0);
  const half = Math.max(((highest - lowest) / 2) * 1.15, least) || 1;
  const from = middle - half;
  return [lowest >= 0 && from < 0 ? 0 : from, middle + half];
}

/** Names of versions below the plot: all of them, or those that fit, where the level steps first. */
function versionLabels(
  versions: readonly string[],
  important: readonly string[],
  across: (version: string) => number,
  height: number,
): Mark[] {
  const [first, last] = [versions[0], versions.at(-1)];
  const taken: { from: number; to: number }[] = [];
  const order = [...new Set([...important, ...[first, last].filter((version) => version !== undefined), ...versions])];
  return order.flatMap((version) => {
    const text = shorten(version);
    const half = textWidth(text, textSize.tick) / 2;
    const [from, to] = [across(version) - half, across(version) + half];
    if (taken.some((other) => from < other.to + 4 && other.from < to + 4)) return [];
    taken.push({ from, to });
    return [note(text, from, height + 14, "left")];
  });
}

const shorten = (version: string): string => (version.length > 14 ? `${version.slice(0, 13)}…` : printable(version));

function stepMarks(x: number, size: string, direction: "better" | "worse", height: number, width: number): Mark[] {
  const stroke = color(direction === "worse" ? "alarm" : "entity");
  const words = `${size} ${direction}`;
  const half = textWidth(words, textSize.tick) / 2;
  const left = Math.max(0, Math.min(width - 2 * half, x - half));
  return [
    ruleMark("step", { x, x2: x, y: 0, y2: height }, stroke, [4, 3]),
    textMark("note", words, left, -10, { fill: stroke, size: textSize.tick }),
  ];
}

/** Every trial faintly, and the median of each version, which says its figures. */
function levelMarks(
  line: Line,
  shape: string,
  across: (version: string, shift?: number) => number,
  up: (value: number) => number,
): Mark[] {
  const paint = { shape, fill: color("entity"), stroke: color("entity") };
  const faint = { shape: "circle", size: 10, fill: color("faint"), stroke: color("faint") };
  return line.levels.flatMap(({ version, trials }) => {
    const middle = median([...trials.values]);
    const shown = trials.size > 1 ? trials.values.slice(0, mostTrials) : [];
    return [
      ...shown.map((value) => symbolMark("trial", across(version, 0.16), up(value), faint)),
      spokenSymbol(
        "point",
        across(version),
        up(middle),
        { ...paint, size: 44 },
        levelSentence(line, version, middle, trials.size),
      ),
    ];
  });
}

/** Above the last point of a line that isn't the only one. */
function lineNumber(
  { levels }: Line,
  name: LineName | undefined,
  across: (version: string) => number,
  up: (value: number) => number,
): Mark[] {
  const last = levels.at(-1);
  if (!last || !name) return [];
  return haloedText("note", `#${name.number}`, across(last.version) - 6, up(median([...last.trials.values])) - 12);
}

const note = (text: string, x: number, y: number, align: "left" | "right"): Mark =>
  textMark("note", text, x, y, { fill: color("muted"), align, size: textSize.tick });

function describe({ metric, lines, steps }: Trend, label: string, nameOf: TrendPanel["nameOf"]): string {
  const sentences = lines.map((line) => {
    const name = nameOf(line);
    const levels = line.levels.map(({ version, trials }) =>
      levelSentence(line, version, median([...trials.values]), trials.size),
    );
    return `${name ? `#${name.number}: ` : ""}${levels.join("; ")}.`;
  });
  const stepped = steps.map(
    (step) =>
      `Steps from ${step.from} to ${step.to}: ${formatValue(step.before, metric.unit)} to ` +
      `${formatValue(step.after, metric.unit)}, ${stepSize(metric, step)}, ${step.direction}.`,
  );
  return `${metric.title} of ${label} over versions. ${[...sentences, ...stepped].join(" ")}`;
}
