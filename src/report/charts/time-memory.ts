/** Time against peak RSS: one point a case; of each kind what can't be bettered in both drawn as a line, floors apart. */
import type { Markup } from "../html/markup.js";
import { metrics } from "../../metrics.js";
import { caseKinds, type CaseKind } from "../../results/case-summary.js";
import { fewestTrials } from "../../stats/ranking.js";
import type { Summary } from "../../stats/summary.js";
import { formatList, formatSummary } from "../format.js";
import { kindWords } from "../kinds.js";
import { axisUnit, bottomAxis, leftAxis, logDomain, position, ticksOf, type PlotAxis } from "./axis.js";
import { chartLabel, chartLabels, yieldColor, yieldSymbol } from "./case-marks.js";
import { nameIn, type Chart } from "./chart.js";
import { plotSize, widths, type Box, type Format, type Frame, type Place, type Size } from "./geometry.js";
import { axisTitle, lineMark, ruleMark, symbolMark, textMark } from "./marks.js";
import type { MeasuredCase, ReportCases } from "./measured-case.js";
import { paretoFront } from "../../stats/pareto-front.js";
import { placeLabels } from "./place-labels.js";
import { color, textSize, textWidth } from "./theme.js";

/** A case that has both figures; `x` and `y` are their medians in ms and bytes. */
interface Point {
  readonly case: MeasuredCase;
  readonly wall: Summary;
  readonly peak: Summary;
  readonly x: number;
  readonly y: number;
}

/** A point in the plot, in px: its whiskers are the box's sides. */
interface Plotted extends Box {
  readonly point: Point;
  readonly name: string;
  /** Whether nothing of its kind is both faster and smaller. */
  readonly best: boolean;
  readonly x: number;
  readonly y: number;
  /** Of its label. */
  readonly width: number;
}

const frames = {
  wide: { width: widths.wide, height: 430, margin: { top: 30, right: 24, bottom: 46, left: 44 } },
  narrow: { width: widths.narrow, height: 420, margin: { top: 28, right: 8, bottom: 44, left: 40 } },
} as const satisfies Record<string, Frame>;

/** What can't be bettered of a kind. */
interface Front {
  readonly kind: CaseKind;
  readonly points: readonly Point[];
}

/** Bold text is wider than the text that widths are estimated for. */
const boldness = 1.08;

/**
 * Draws the cases that have both figures.
 *
 * @param ranked whether those may be told that no other one beats; from fewer trials than that takes, none is.
 * @returns undefined when there are none
 */
export function timeMemoryChart(cases: readonly MeasuredCase[], format: Format, ranked: boolean): Chart | undefined {
  const points = cases.flatMap(toPoint);
  if (points.length === 0) return undefined;
  const frame = frames[format];
  const size = plotSize(frame);
  const fronts = ranked ? frontsOf(points) : [];
  const time = axisUnit(Math.max(...points.map(({ x }) => x)), "ms");
  const memory = axisUnit(Math.max(...points.map(({ y }) => y)), "bytes");
  const walls = logDomain(points.flatMap(({ wall }) => [wall.min, wall.max]));
  const peaks = logDomain(points.flatMap(({ peak }) => [peak.min, peak.max]));
  const x: PlotAxis = { type: "log", domain: walls, range: [0, size.width], unit: time };
  const y: PlotAxis = { type: "log", domain: peaks, range: [size.height, 0], unit: memory };

  const names = chartLabels(
    points.map((point) => point.case.summary),
    format,
  );
  const plotted = points.map((point, index): Plotted => {
    const name = names[index] ?? "";
    const best = fronts.some((front) => front.points.includes(point));
    return {
      point,
      name,
      best,
      x: position(x, point.x),
      y: position(y, point.y),
      left: position(x, point.wall.min),
      right: position(x, point.wall.max),
      top: position(y, point.peak.max),
      bottom: position(y, point.peak.min),
      width: textWidth(name, textSize.label) * (best ? boldness : 1),
    };
  });
  const stairs = fronts.map(({ points: best }) => ({
    stroke: kindColorOf(best),
    steps: staircase(
      plotted.filter(({ point }) => best.includes(point)),
      size.width,
    ),
  }));
  return {
    name: nameIn(format, "time-memory"),
    title: "Time against peak RSS",
    description: describe(points, fronts),
    frame,
    drawing: [
      bottomAxis(x, size, { ticks: ticksOf(x, 12), title: `wall, ${time.name} (logarithmic)`, grid: true }),
      leftAxis(y, size, ticksOf(y, 12)),
      axisTitle(`peak RSS, ${memory.name} (logarithmic)`, frame),
      stairs.map(({ stroke, steps }) => lineMark("front", steps, { stroke, width: 1.25, dashes: "2,3" })),
      plotted.map(whiskers),
      labels(
        plotted,
        stairs.map(({ steps }) => steps),
        size,
      ),
      plotted.map((each) =>
        symbolMark("point", each, yieldSymbol(each.point.case.summary), sentence(each.point, each.best)),
      ),
    ],
  };
}

/** Of each kind that has something to choose from: nobody chooses a floor. */
function frontsOf(points: readonly Point[]): Front[] {
  return caseKinds.flatMap((kind) => {
    const own = points.filter((point) => kind !== "floor" && point.case.summary.kind === kind);
    const isTold = own.length > 1 && own.every(({ wall, peak }) => Math.min(wall.n, peak.n) >= fewestTrials);
    return isTold ? [{ kind, points: paretoFront(own) }] : [];
  });
}

const kindColorOf = ([point]: readonly Point[]): string => (point ? yieldColor(point.case.summary) : color("muted"));

/** Whether the chart tells which cases no other one of their kind beats. */
export const showsFront = ({ measured, ranked }: ReportCases): boolean =>
  ranked && frontsOf(measured.flatMap(toPoint)).length > 0;

/** The cases that can't be drawn since one of the two figures is missing. */
export const withoutPoint = (cases: readonly MeasuredCase[]): MeasuredCase[] =>
  cases.filter((each) => toPoint(each).length === 0);

function toPoint(measured: MeasuredCase): Point[] {
  const { wall, peakRss } = measured.summary.metrics;
  if (wall.kind === "absent" || peakRss.kind === "absent") return [];
  // A logarithmic axis has no zero.
  if (wall.summary.min <= 0 || peakRss.summary.min <= 0) return [];
  return [
    { case: measured, wall: wall.summary, peak: peakRss.summary, x: wall.summary.median, y: peakRss.summary.median },
  ];
}

/** The corners of the Pareto front, from the plot's upper edge to its right one: down to each point, then right. */
function staircase(best: readonly Plotted[], width: number): Place[] {
  const steps = best.toSorted((a, b) => a.x - b.x);
  return steps.flatMap(({ x, y }, index) => [
    { x, y: steps[index - 1]?.y ?? 0 },
    { x, y },
    ...(index === steps.length - 1 ? [{ x: width, y }] : []),
  ]);
}

function whiskers({ point, x, y, left, right, top, bottom }: Plotted): Markup[] {
  const stroke = yieldColor(point.case.summary);
  return [
    ruleMark("whisker", { x: left, x2: right, y, y2: y }, stroke),
    ruleMark("whisker", { x, x2: x, y: top, y2: bottom }, stroke),
  ];
}

/** The names, off the points, their whiskers and the fronts. */
function labels(plotted: readonly Plotted[], stairs: readonly (readonly Place[])[], size: Size): Markup[] {
  const placed = placeLabels(plotted, size, [...plotted.flatMap(whiskerBoxes), ...stairs.flatMap(stepBoxes)]);
  return placed.flatMap(({ leader, ...place }, index) => {
    const { name = "", best = false, point } = plotted[index] ?? {};
    const isFloor = point?.case.summary.kind === "floor";
    return [
      ...(leader ? [ruleMark("leader", leader, color("faint"))] : []),
      textMark("label", name, place, { bold: best, ...(isFloor && { fill: color("muted") }) }),
    ];
  });
}

function whiskerBoxes({ x, y, left, right, top, bottom }: Plotted): Box[] {
  return [
    { left, right, top: y - 1, bottom: y + 1 },
    { left: x - 1, right: x + 1, top, bottom },
  ];
}

/** Around each stretch of the front, which is level or upright. */
function stepBoxes(steps: readonly Place[]): Box[] {
  return steps.slice(1).map((to, index) => {
    const from = steps[index] ?? to;
    return {
      left: Math.min(from.x, to.x) - 2,
      right: Math.max(from.x, to.x) + 2,
      top: Math.min(from.y, to.y) - 2,
      bottom: Math.max(from.y, to.y) + 2,
    };
  });
}

function sentence({ case: { summary }, wall, peak }: Point, best: boolean): string {
  const figures = `${formatSummary(wall, metrics.wall.unit)}, peak RSS ${formatSummary(peak, metrics.peakRss.unit)}`;
  const rank = best ? "; nothing of its kind is both faster and smaller" : "";
  return `${chartLabel(summary)} (${kindWords[summary.kind].plural}): ${figures}${rank}`;
}

function describe(points: readonly Point[], fronts: readonly Front[]): string {
  const beaten = fronts.map(({ kind, points: best }) => {
    const names = formatList(best.map((point) => chartLabel(point.case.summary)));
    return `Of ${kindWords[kind].plural} nothing is both faster and smaller than ${names}. `;
  });
  const all = points.map((point) => sentence(point, false)).join(". ");
  return `${beaten.join("")}Median and range of each: ${all}.`;
}
