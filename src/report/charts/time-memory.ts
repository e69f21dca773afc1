/** Time against peak RSS: one point a case, what can't be bettered in both drawn as a line. */
import { metrics } from "../../metrics.js";
import type { Summary } from "../../stats/summary.js";
import { formatList, formatSummary } from "../format.js";
import { logDomain, logTicks, position, tickFormat, type PlotAxis } from "./axis.js";
import { chartLabel, chartLabels, yieldColor, yieldSymbol, yieldWords } from "./case-marks.js";
import { plotSize, type Chart, type Frame } from "./chart.js";
import { axisTitle, ruleMark, spokenSymbol, textMark } from "./marks.js";
import type { MeasuredCase } from "./measured-case.js";
import { paretoFront } from "./pareto.js";
import { placeLabels, type Box } from "./place-labels.js";
import { axisUnit, color, textSize, textWidth } from "./theme.js";

interface Point {
  readonly case: MeasuredCase;
  readonly wall: Summary;
  readonly peak: Summary;
  /** The medians. */
  readonly x: number;
  readonly y: number;
}

const frames = {
  wide: { width: 920, height: 500, margin: { top: 30, right: 24, bottom: 46, left: 44 } },
  narrow: { width: 340, height: 420, margin: { top: 28, right: 8, bottom: 44, left: 40 } },
} as const satisfies Record<string, Frame>;

/**
 * Draws the cases that have both figures.
 *
 * @returns undefined when there are none
 */
export function timeMemoryChart(cases: readonly MeasuredCase[], format: keyof typeof frames): Chart | undefined {
  const points = cases.flatMap(toPoint);
  if (points.length === 0) return undefined;
  const frame = frames[format];
  const front = paretoFront(points);
  const { width, height } = plotSize(frame);
  const time = axisUnit(Math.max(...points.map(({ x }) => x)), "ms");
  const memory = axisUnit(Math.max(...points.map(({ y }) => y)), "bytes");
  const x: PlotAxis = {
    type: "log",
    domain: logDomain(points.flatMap(({ wall }) => [wall.min / time.size, wall.max / time.size])),
    range: [0, width],
    unit: time.name,
  };
  const y: PlotAxis = {
    type: "log",
    domain: logDomain(points.flatMap(({ peak }) => [peak.min / memory.size, peak.max / memory.size])),
    range: [height, 0],
    unit: memory.name,
  };
  const names = chartLabels(
    points.map((point) => point.case.summary),
    format,
  );
  const onPlot = points.map((point, index) => {
    const across = (value: number) => position(x, value / time.size);
    const up = (value: number) => position(y, value / memory.size);
    const name = names[index] ?? "";
    return {
      point,
      name,
      x: across(point.x),
      y: up(point.y),
      left: across(point.wall.min),
      right: across(point.wall.max),
      top: up(point.peak.max),
      bottom: up(point.peak.min),
      width: textWidth(name, textSize.label) * (front.includes(point) ? 1.08 : 1),
      best: front.includes(point),
    };
  });
  const steps = onPlot.filter(({ best }) => best).sort((a, b) => a.x - b.x);
  const [first, last] = [steps[0], steps.at(-1)];
  const staircase = [
    ...(first ? [{ x: first.x, y: 0 }] : []),
    ...steps.map((step) => ({ x: step.x, y: step.y })),
    ...(last ? [{ x: width, y: last.y }] : []),
  ];
  const obstacles = [
    ...onPlot.flatMap((each) => [
      { left: each.left, right: each.right, top: each.y - 1, bottom: each.y + 1 },
      { left: each.x - 1, right: each.x + 1, top: each.top, bottom: each.bottom },
    ]),
    ...stretches(staircase),
  ];
  const placed = placeLabels(onPlot, { width, height }, obstacles);
  const labels = onPlot.map((each, index) => ({
    ...each,
    label: placed[index] ?? { x: each.x, y: each.y, away: false },
  }));
  return {
    name: format === "wide" ? "time-memory" : "time-memory-narrow",
    title: "Time against peak RSS",
    description: describe(points, front),
    frame,
    spec: {
      scales: [
        { name: "x", type: "log", domain: [...x.domain], range: [...x.range] },
        { name: "y", type: "log", domain: [...y.domain], range: [...y.range] },
      ],
      axes: [
        {
          scale: "x",
          orient: "bottom",
          values: logTicks(x.domain),
          format: tickFormat,
          title: `wall, ${time.name} (logarithmic)`,
          titlePadding: 10,
          grid: true,
          aria: false,
        },
        {
          scale: "y",
          orient: "left",
          values: logTicks(y.domain),
          format: tickFormat,
          grid: true,
          aria: false,
        },
      ],
      marks: [
        {
          type: "line",
          name: "front",
          aria: false,
          from: { data: "staircase" },
          encode: {
            enter: {
              x: { field: "x" },
              y: { field: "y" },
              interpolate: { value: "step-after" },
              stroke: { value: color("muted") },
              strokeWidth: { value: 1.25 },
              strokeDash: { value: [2, 3] },
            },
          },
        },
        ...labels
          .filter(({ label }) => label.away)
          .map(({ label, x: fromX, y: fromY, width: wide }) =>
            ruleMark("leader", { x: fromX, y: fromY, x2: nearest(label.x, wide, fromX), y2: label.y }, color("faint")),
          ),
        ...onPlot.flatMap(({ point, left, right, top, bottom, x: middle, y: level }) => {
          const stroke = yieldColor(point.case.summary);
          return [
            ruleMark("whisker", { x: left, x2: right, y: level, y2: level }, stroke),
            ruleMark("whisker", { x: middle, x2: middle, y: top, y2: bottom }, stroke),
          ];
        }),
        ...onPlot.map(({ point, best, x: middle, y: level }) =>
          spokenSymbol("point", middle, level, yieldSymbol(point.case.summary), sentence(point, best)),
        ),
        axisTitle(`peak RSS, ${memory.name} (logarithmic)`, frame),
        ...labels.map(({ label, name, best }) => textMark("label", name, label.x, label.y, { bold: best })),
      ],
      data: [{ name: "staircase", values: staircase }],
    },
  };
}

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

/** The boxes around the steps of a staircase that goes to the right and then down. */
function stretches(staircase: readonly { x: number; y: number }[]): Box[] {
  return staircase.slice(1).flatMap((to, index) => {
    const from = staircase[index] ?? to;
    return [
      { left: from.x, right: to.x, top: from.y - 2, bottom: from.y + 2 },
      { left: to.x - 2, right: to.x + 2, top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) },
    ];
  });
}

/** The end of a label that a line from `x` shall lead to. */
const nearest = (left: number, width: number, x: number): number =>
  x > left + width / 2 ? left + width + 2 : left - 2;

function sentence({ case: { summary }, wall, peak }: Point, best: boolean): string {
  const figures = `${formatSummary(wall, metrics.wall.unit)}, peak RSS ${formatSummary(peak, metrics.peakRss.unit)}`;
  return `${chartLabel(summary)} (${yieldWords[summary.pattern.yields]}): ${figures}${best ? "; nothing is both faster and smaller" : ""}`;
}

function describe(points: readonly Point[], front: readonly Point[]): string {
  const best = formatList(front.map((point) => chartLabel(point.case.summary)));
  const all = points.map((point) => sentence(point, false)).join(". ");
  return `Nothing is both faster and smaller than ${best}. Median and range of each: ${all}.`;
}
