/** Memory over time, every case on one axis: a few stand out. */
import { least } from "d3-array";
import { svg, type Content, type Markup } from "../html/markup.js";
import { formatValue } from "../format.js";
import { axisUnit, bottomAxis, leftAxis, position, ticksOf, type PlotAxis } from "./axis.js";
import { chartLabel, chartLabels, yieldColor, yieldGlyph } from "./case-marks.js";
import { nameIn, type Chart } from "./chart.js";
import { plotSize, widths, type Box, type Format, type Frame, type Place, type Size } from "./geometry.js";
import { axisTitle, lineMark, ruleMark, symbolMark, textMark } from "./marks.js";
import type { MeasuredCase } from "./measured-case.js";
import { lastMoment, onAxes, rssLine, sampledTrials, type SampledTrial } from "./memory-lines.js";
import { labelBox, placeBeside, placeLabels } from "./place-labels.js";
import { representatives } from "./representatives.js";
import { color, textSize, textWidth } from "./theme.js";

const frames = {
  wide: { width: widths.wide, height: 380, margin: { top: 30, right: 24, bottom: 46, left: 44 } },
  narrow: { width: widths.narrow, height: 400, margin: { top: 28, right: 8, bottom: 44, left: 40 } },
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
  /** Whether its case is one of those that stand for all. */
  readonly strong: boolean;
  readonly points: readonly Place[];
  readonly stroke: string;
  /** The class of all that belongs to its case. */
  readonly family: string;
  /** Where things happened, on the line. */
  readonly events: Readonly<Record<EventKind, Place | undefined>>;
}

/**
 * Draws the resident memory of the sampled trials. A few cases stand for all: they have a strong line, that of the
 * typical trial, thin ones for its other rounds, and a label. The others are one faint line each.
 *
 * @param where `alone`, or with a `legend` beside it by which any of the others can be brought out, which takes their
 *   rounds and labels to be there, though they aren't shown
 * @returns undefined when nothing was sampled
 */
export function memoryOverviewChart(
  cases: readonly MeasuredCase[],
  format: Format,
  where: "alone" | "legend",
): Chart | undefined {
  const sampled = cases.map((measured) => ({ measured, trials: sampledTrials(measured) }));
  const drawn = sampled.filter(({ trials }) => trials.length > 0);
  const timelines = drawn.flatMap(({ trials }) => trials.map(({ timeline }) => timeline));
  if (timelines.length === 0) return undefined;

  const frame = frames[format];
  const size = plotSize(frame);
  const end = Math.max(...timelines.map(lastMoment));
  const top = Math.max(...timelines.flatMap(({ rss }) => rss.map(([, bytes]) => bytes)));
  const x: PlotAxis = { type: "linear", domain: [0, end], range: [0, size.width], unit: axisUnit(end, "ms") };
  const y: PlotAxis = {
    type: "linear",
    domain: [0, top * 1.04],
    range: [size.height, 0],
    unit: axisUnit(top, "bytes"),
  };
  const chosen = new Set(representatives(drawn.map(({ measured }) => measured.summary)));
  const lines = drawn.flatMap(({ measured, trials }, index) =>
    trials.map(({ timeline, trial, typical }): TrialLine => {
      const placed = onAxes(rssLine(timeline, pointsPerLine[format]), x, y);
      const at = (moment: number | undefined) =>
        moment === undefined ? undefined : least(placed, (point) => Math.abs(point.x - position(x, moment)));
      const { firstRow, end, released } = timeline.marks;
      return {
        measured,
        round: trial.round,
        typical,
        strong: chosen.has(measured.summary),
        points: placed,
        stroke: yieldColor(measured.summary),
        family: `case-${index}`,
        events: { "first-row": at(firstRow), end: at(end), released: at(released) },
      };
    }),
  );
  // What stands out is drawn on top.
  const inOrder = [...lines.filter(({ strong }) => !strong), ...lines.filter(({ strong }) => strong)];
  const shown = where === "legend" ? inOrder : inOrder.filter(({ strong, typical }) => strong || typical);
  const typical = shown.filter((line) => line.typical);
  return {
    name: nameIn(format, overviewName),
    title: "Memory over time",
    description: describe(sampled),
    frame,
    pointer: { x, y },
    ...(where === "legend" &&
      chosen.size < drawn.length && {
        legend: drawn.map(({ measured: { summary } }, index) => ({
          family: `case-${index}`,
          label: summary.label,
          kind: summary.kind,
          standsOut: chosen.has(summary),
        })),
      }),
    drawing: [
      bottomAxis(x, size, {
        ticks: ticksOf(x, format === "wide" ? 10 : 5),
        title: `time since the start of the read, ${x.unit.name}`,
      }),
      leftAxis(y, size, ticksOf(y, 8)),
      axisTitle(`RSS, ${y.unit.name}`, frame),
      shown.map(draw),
      typical.filter((line) => where === "legend" || line.strong).map((line) => ofCase(line, eventMarks(line))),
      labels(
        typical.filter(({ strong }) => strong),
        where === "legend" ? typical.filter(({ strong }) => !strong) : [],
        format,
        size,
      ),
    ],
  };
}

/** How lines look: of a case that stands out the typical round and the others, and of one that doesn't. */
const strokes = {
  strong: { width: 1.8, opacity: 0.95 },
  round: { width: 1, opacity: 0.35 },
  faint: { width: 1, opacity: 0.22 },
} as const;

function draw(line: TrialLine): Content {
  const { measured, round, typical, strong, points, stroke, family } = line;
  const style = { stroke, ...(typical ? (strong ? strokes.strong : strokes.faint) : strokes.round) };
  const words = `${chartLabel(measured.summary)}, round ${round}`;
  const mark = lineMark(`line ${typical ? "typical " : ""}${family}`, points, style, words);
  return typical ? mark : ofCase(line, mark);
}

/** What is shown of a case only where it stands out. */
const ofCase = ({ strong, family }: TrialLine, content: Content): Markup =>
  svg`<g class="own ${family}"${strong ? undefined : svg` display="none"`}>${content}</g>`;

/**
 * The names, each beside the end of its window, off the strong lines as far as there is room. Those of the others stand
 * only where they touch none.
 */
function labels(strong: readonly TrialLine[], others: readonly TrialLine[], format: Format, size: Size): Markup[] {
  const all = [...strong, ...others];
  const names = chartLabels(
    all.map(({ measured }) => measured.summary),
    format,
  );
  const anchors = all.map(({ measured, points, events }, index) => {
    const name = `${yieldGlyph(measured.summary)} ${names[index] ?? ""}`;
    return { ...(events.end ?? points.at(-1) ?? { x: 0, y: 0 }), name, width: textWidth(name, textSize.label) };
  });
  const taken = strong.flatMap(({ points, events: { released } }) => [
    ...points.map((point) => dot(point, 1.5)),
    ...(released ? [dot(released, 5)] : []),
  ]);
  const first = placeLabels(anchors.slice(0, strong.length), size, taken);
  const boxes = first.map((place, index) => labelBox(place, anchors[index]?.width ?? 0));
  const placed = [...first, ...placeBeside(anchors.slice(strong.length), size, taken, boxes)];
  return all.flatMap((line, index) => {
    const place = placed[index];
    if (!place) return [];
    const { leader } = place;
    return ofCase(line, [
      ...(leader ? [ruleMark("leader", leader, color("faint"))] : []),
      textMark(`label ${line.family}`, anchors[index]?.name ?? "", place, { fill: line.stroke, halo: true }),
    ]);
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
