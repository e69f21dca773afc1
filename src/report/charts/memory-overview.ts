/** Memory over time, every case on one axis. */
import type { Mark } from "vega";
import { formatValue } from "../format.js";
import { bottomAxis, leftAxis, logDomain, plotScale, position, type PlotAxis } from "./axis.js";
import { chartLabel, chartLabels, yieldColor, yieldGlyph } from "./case-marks.js";
import { plotSize, type Chart, type Frame } from "./chart.js";
import { axisTitle, haloedText, ruleMark, symbolMark } from "./marks.js";
import type { MeasuredCase } from "./measured-case.js";
import {
  lastMoment,
  lineData,
  lineMark,
  rssLine,
  sampledTrials,
  type LinePoint,
  type LineStyle,
  type SampledTrial,
} from "./memory-lines.js";
import { placeLabels, type Box } from "./place-labels.js";
import { axisUnit, color, textSize, textWidth, type AxisUnit } from "./theme.js";

const frames = {
  wide: { width: 920, height: 520, margin: { top: 30, right: 24, bottom: 46, left: 44 } },
  narrow: { width: 340, height: 460, margin: { top: 28, right: 8, bottom: 44, left: 40 } },
} as const satisfies Record<string, Frame>;

/** The name of the wide chart. */
export const overviewName = "memory-over-time";

/** Most points of one line: more than two a pixel are not seen. */
const pointsPerLine = { wide: 220, narrow: 120 } as const;

/** The line of one trial. */
interface TrialLine {
  readonly measured: MeasuredCase;
  readonly typical: boolean;
  /** Its data's name in the chart. */
  readonly data: string;
  readonly points: readonly LinePoint[];
  readonly style: LineStyle;
  /** The class of all that belongs to its case. */
  readonly family: string;
  /** Where things happened, on the line. */
  readonly events: Readonly<Record<EventKind, LinePoint | undefined>>;
}

/**
 * Draws the resident memory of every sampled trial; the typical trial of each case is the strong line.
 *
 * @returns undefined when nothing was sampled
 */
export function memoryOverviewChart(cases: readonly MeasuredCase[], format: keyof typeof frames): Chart | undefined {
  const sampled = cases.map((measured) => ({ measured, trials: sampledTrials(measured) }));
  const timelines = sampled.flatMap(({ trials }) => trials.map(({ timeline }) => timeline));
  if (timelines.length === 0) return undefined;

  const frame = frames[format];
  const { width, height } = plotSize(frame);
  const end = Math.max(...timelines.map(lastMoment));
  const time = axisUnit(end, "ms");
  const memory = axisUnit(Math.max(...timelines.flatMap(({ rss }) => rss.map(([, bytes]) => bytes))), "bytes");
  const lines = sampled.flatMap(({ measured, trials }, index) =>
    trials.map((trial) => {
      const points = rssLine(trial.timeline, pointsPerLine[format], time, memory);
      return trialLine(measured, trial, `case-${index}`, time, points);
    }),
  );
  const levels = lines.flatMap(({ points }) => points.map((point) => point.y));
  const x: PlotAxis = { type: "linear", domain: [0, end / time.size], range: [0, width], unit: time.name };
  const y: PlotAxis = { type: "log", domain: logDomain(levels, 1.15), range: [height, 0], unit: memory.name };
  const strong = lines.filter(({ typical }) => typical);
  return {
    name: format === "wide" ? overviewName : `${overviewName}-narrow`,
    title: "Memory over time",
    description: describe(sampled),
    frame,
    pointer: { x, y },
    spec: {
      data: lineData(lines),
      scales: [plotScale("x", x), plotScale("y", y)],
      axes: [
        bottomAxis(x, `time since the start of the read, ${time.name}`, format === "wide" ? 10 : 5),
        leftAxis(y, 12),
      ],
      marks: [
        axisTitle(`RSS, ${memory.name} (logarithmic)`, frame),
        ...lines.map(({ data, style }) => lineMark(data, style)),
        ...strong.flatMap((line) => eventMarks(line, x, y)),
        ...labels(strong, format, x, y),
      ],
    },
  };
}

function trialLine(
  measured: MeasuredCase,
  { timeline, trial, typical }: SampledTrial,
  family: string,
  time: AxisUnit,
  points: readonly LinePoint[],
): TrialLine {
  const at = (moment: number | undefined) =>
    moment === undefined ? undefined : nearestInTime(points, moment / time.size);
  const { firstRow, end, released } = timeline.marks;
  return {
    measured,
    typical,
    data: `${family}-${trial.round}`,
    points,
    family,
    style: {
      classes: `line ${family}`,
      stroke: yieldColor(measured.summary),
      width: typical ? 1.6 : 1,
      opacity: typical ? 0.95 : 0.35,
      description: `${chartLabel(measured.summary)}, round ${trial.round}`,
    },
    events: { "first-row": at(firstRow), end: at(end), released: at(released) },
  };
}

/** The names, each beside the end of its window, off the strong lines as far as there is room. */
function labels(strong: readonly TrialLine[], format: keyof typeof frames, x: PlotAxis, y: PlotAxis): Mark[] {
  const names = chartLabels(
    strong.map(({ measured }) => measured.summary),
    format,
  );
  const anchors = strong.map(({ measured, points, events }, index) => {
    const at = events.end ?? points.at(-1) ?? { x: 0, y: 0 };
    const name = `${yieldGlyph(measured.summary)} ${names[index] ?? ""}`;
    return { name, x: position(x, at.x), y: position(y, at.y), width: textWidth(name, textSize.label) };
  });
  const taken = strong.flatMap(({ points, events: { released } }) => [
    ...points.map((at) => dot(at, x, y, 1.5)),
    ...(released ? [dot(released, x, y, 5)] : []),
  ]);
  const area = { width: x.range[1], height: y.range[0] };
  return placeLabels(anchors, area, taken).flatMap((label, index) => {
    const { family, style } = strong[index] ?? {};
    return [
      ...(label.leader ? [ruleMark("leader", label.leader, color("faint"))] : []),
      ...haloedText(`label ${family ?? ""}`, anchors[index]?.name ?? "", label.x, label.y, style?.stroke),
    ];
  });
}

const eventKinds = ["first-row", "end", "released"] as const;

type EventKind = (typeof eventKinds)[number];

const eventShapes = {
  "first-row": { shape: "stroke", angle: 90, size: 60 },
  end: { shape: "circle", angle: 0, size: 40 },
  released: { shape: "triangle-down", angle: 0, size: 34 },
} as const;

/** First row: a small upright stroke. End of the window: a dot. Release: a triangle that points down. */
function eventMarks({ events, style, family }: TrialLine, x: PlotAxis, y: PlotAxis): Mark[] {
  return eventKinds.flatMap((kind) => {
    const at = events[kind];
    if (!at) return [];
    const fill = kind === "end" ? style.stroke : color("paper");
    const symbol = { ...eventShapes[kind], fill, stroke: style.stroke };
    return [symbolMark(`event ${kind} ${family}`, position(x, at.x), position(y, at.y), symbol)];
  });
}

/** The place that a point of a line takes. */
function dot(at: LinePoint, x: PlotAxis, y: PlotAxis, radius: number): Box {
  const [middle, level] = [position(x, at.x), position(y, at.y)];
  return { left: middle - radius, right: middle + radius, top: level - radius, bottom: level + radius };
}

function nearestInTime(points: readonly LinePoint[], moment: number): LinePoint | undefined {
  return points.reduce<LinePoint | undefined>(
    (best, point) => (best && Math.abs(best.x - moment) <= Math.abs(point.x - moment) ? best : point),
    undefined,
  );
}

function describe(sampled: readonly { measured: MeasuredCase; trials: readonly SampledTrial[] }[]): string {
  const sentences = sampled.map(({ measured, trials }) => {
    const name = chartLabel(measured.summary);
    const typical = trials.at(-1);
    if (!typical) return `${name} was not sampled.`;
    const highest = Math.max(...typical.timeline.rss.map(([, bytes]) => bytes));
    return (
      `${name} rises to ${formatValue(highest, "bytes")} and ends its read ` +
      `after ${formatValue(typical.timeline.marks.end, "ms")}.`
    );
  });
  return `Resident memory of each worker from the start of the read on. ${sentences.join(" ")}`;
}
