/** Memory over time, every case on one axis. */
import { least } from "d3-array";
import type { Content, Markup } from "../html/markup.js";
import { formatValue } from "../format.js";
import { axisUnit, bottomAxis, leftAxis, logDomain, position, ticksOf, type PlotAxis } from "./axis.js";
import { chartLabel, chartLabels, yieldColor, yieldGlyph } from "./case-marks.js";
import { nameIn, type Chart } from "./chart.js";
import { plotSize, widths, type Box, type Format, type Frame, type Place, type Size } from "./geometry.js";
import { axisTitle, lineMark, ruleMark, symbolMark, textMark } from "./marks.js";
import type { MeasuredCase } from "./measured-case.js";
import { lastMoment, onAxes, rssLine, sampledTrials, type SampledTrial } from "./memory-lines.js";
import { placeLabels } from "./place-labels.js";
import { color, textSize, textWidth } from "./theme.js";

const frames = {
  wide: { width: widths.wide, height: 520, margin: { top: 30, right: 24, bottom: 46, left: 44 } },
  narrow: { width: widths.narrow, height: 460, margin: { top: 28, right: 8, bottom: 44, left: 40 } },
} as const satisfies Record<string, Frame>;

/** The name of the wide chart. */
export const overviewName = "memory-over-time";

/** Most points of one line: more than two a pixel are not seen. */
const pointsPerLine = { wide: 220, narrow: 120 } as const;

/** The line of one trial, in px. */
interface TrialLine {
  readonly measured: MeasuredCase;
  readonly round: number;
  readonly typical: boolean;
  readonly points: readonly Place[];
  readonly stroke: string;
  /** The class of all that belongs to its case. */
  readonly family: string;
  /** Where things happened, on the line. */
  readonly events: Readonly<Record<EventKind, Place | undefined>>;
}

/**
 * Draws the resident memory of every sampled trial; the typical trial of each case is the strong line.
 *
 * @returns undefined when nothing was sampled
 */
export function memoryOverviewChart(cases: readonly MeasuredCase[], format: Format): Chart | undefined {
  const sampled = cases.map((measured) => ({ measured, trials: sampledTrials(measured) }));
  const timelines = sampled.flatMap(({ trials }) => trials.map(({ timeline }) => timeline));
  if (timelines.length === 0) return undefined;

  const frame = frames[format];
  const size = plotSize(frame);
  const end = Math.max(...timelines.map(lastMoment));
  const top = Math.max(...timelines.flatMap(({ rss }) => rss.map(([, bytes]) => bytes)));
  const read = sampled.flatMap(({ measured, trials }, index) =>
    trials.map((trial) => ({
      measured,
      trial,
      family: `case-${index}`,
      points: rssLine(trial.timeline, pointsPerLine[format]),
    })),
  );
  const levels = logDomain(
    read.flatMap(({ points }) => points.map((point) => point.y)),
    1.15,
  );
  const x: PlotAxis = { type: "linear", domain: [0, end], range: [0, size.width], unit: axisUnit(end, "ms") };
  const y: PlotAxis = { type: "log", domain: levels, range: [size.height, 0], unit: axisUnit(top, "bytes") };
  const lines = read.map(({ measured, trial: { timeline, trial, typical }, family, points }): TrialLine => {
    const placed = onAxes(points, x, y);
    const at = (moment: number | undefined) =>
      moment === undefined ? undefined : least(placed, (point) => Math.abs(point.x - position(x, moment)));
    const { firstRow, end, released } = timeline.marks;
    return {
      measured,
      round: trial.round,
      typical,
      points: placed,
      stroke: yieldColor(measured.summary),
      family,
      events: { "first-row": at(firstRow), end: at(end), released: at(released) },
    };
  });
  const strong = lines.filter(({ typical }) => typical);
  return {
    name: nameIn(format, overviewName),
    title: "Memory over time",
    description: describe(sampled),
    frame,
    pointer: { x, y },
    drawing: [
      bottomAxis(x, size, {
        ticks: ticksOf(x, format === "wide" ? 10 : 5),
        title: `time since the start of the read, ${x.unit.name}`,
      }),
      leftAxis(y, size, ticksOf(y, 12)),
      axisTitle(`RSS, ${y.unit.name} (logarithmic)`, frame),
      lines.map(draw),
      strong.map(eventMarks),
      labels(strong, format, size),
    ],
  };
}

function draw({ measured, round, typical, points, stroke, family }: TrialLine): Content {
  const style = { stroke, width: typical ? 1.6 : 1, opacity: typical ? 0.95 : 0.35 };
  return lineMark(`line ${family}`, points, style, `${chartLabel(measured.summary)}, round ${round}`);
}

/** The names, each beside the end of its window, off the strong lines as far as there is room. */
function labels(strong: readonly TrialLine[], format: Format, size: Size): Markup[] {
  const names = chartLabels(
    strong.map(({ measured }) => measured.summary),
    format,
  );
  const anchors = strong.map(({ measured, points, events }, index) => {
    const name = `${yieldGlyph(measured.summary)} ${names[index] ?? ""}`;
    return { ...(events.end ?? points.at(-1) ?? { x: 0, y: 0 }), name, width: textWidth(name, textSize.label) };
  });
  const taken = strong.flatMap(({ points, events: { released } }) => [
    ...points.map((point) => dot(point, 1.5)),
    ...(released ? [dot(released, 5)] : []),
  ]);
  return placeLabels(anchors, size, taken).flatMap(({ leader, ...place }, index) => {
    const { family = "", stroke = color("ink") } = strong[index] ?? {};
    return [
      ...(leader ? [ruleMark("leader", leader, color("faint"))] : []),
      textMark(`label ${family}`, anchors[index]?.name ?? "", place, { fill: stroke, halo: true }),
    ];
  });
}

const eventKinds = ["first-row", "end", "released"] as const;

type EventKind = (typeof eventKinds)[number];

const eventShapes = {
  "first-row": { shape: "stroke", radius: 4 },
  end: { shape: "circle", radius: 3.2 },
  released: { shape: "triangle", radius: 3, angle: 180 },
} as const;

/** First row: a small upright stroke. End of the window: a dot. Release: a triangle that points down. */
function eventMarks({ events, stroke, family }: TrialLine): Markup[] {
  return eventKinds.flatMap((kind) => {
    const at = events[kind];
    const fill = kind === "end" ? stroke : color("paper");
    return at ? [symbolMark(`event ${kind} ${family}`, at, { ...eventShapes[kind], fill, stroke })] : [];
  });
}

/** The place that a point of a line takes. */
const dot = ({ x, y }: Place, radius: number): Box => ({
  left: x - radius,
  right: x + radius,
  top: y - radius,
  bottom: y + radius,
});

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
