/** Memory over time, every case on one axis. */
import type { Mark } from "vega";
import { formatValue } from "../format.js";
import { logDomain, logTicks, position, tickFormat, type PlotAxis } from "./axis.js";
import { chartLabel, chartLabels, yieldColor, yieldGlyph } from "./case-marks.js";
import { plotSize, type Chart, type Frame } from "./chart.js";
import { axisTitle, haloedText, ruleMark, symbolMark } from "./marks.js";
import type { MeasuredCase } from "./measured-case.js";
import { lastMoment, lineData, lineMark, rssLine, sampledTrials, type LinePoint } from "./memory-lines.js";
import { placeLabels, type Box } from "./place-labels.js";
import { axisUnit, color, textSize, textWidth } from "./theme.js";

const frames = {
  wide: { width: 920, height: 520, margin: { top: 30, right: 24, bottom: 46, left: 44 } },
  narrow: { width: 340, height: 460, margin: { top: 28, right: 8, bottom: 44, left: 40 } },
} as const satisfies Record<string, Frame>;

/** The name of the wide chart. */
export const overviewName = "memory-over-time";

/** Most points of one line: more than two a pixel are not seen. */
const pointsPerLine = { wide: 220, narrow: 120 } as const;

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
    trials.map(({ timeline, trial, typical }) => ({
      data: `line-${index}-${trial.round}`,
      points: rssLine(timeline, pointsPerLine[format], time, memory),
      marks: timeline.marks,
      measured,
      typical,
      style: {
        classes: `line case-${index}`,
        stroke: yieldColor(measured.summary),
        width: typical ? 1.6 : 1,
        opacity: typical ? 0.95 : 0.35,
        description: `${chartLabel(measured.summary)}, round ${trial.round}`,
      },
      index,
    })),
  );
  const heights = lines.flatMap(({ points }) => points.map(({ y }) => y)).filter((value) => value > 0);
  const x: PlotAxis = { type: "linear", domain: [0, end / time.size], range: [0, width], unit: time.name };
  const y: PlotAxis = { type: "log", domain: logDomain(heights, 1.15), range: [height, 0], unit: memory.name };

  const events = lines
    .filter(({ typical }) => typical)
    .map((line) => {
      const at = (moment: number | undefined) =>
        moment === undefined ? undefined : pointAt(line.points, moment / time.size);
      const { firstRow, end: windowEnd, released } = line.marks;
      return { ...line, firstRow: at(firstRow), windowEnd: at(windowEnd), released: at(released) };
    });
  const names = chartLabels(
    events.map(({ measured }) => measured.summary),
    format,
  );
  const anchors = events.map(({ measured, points, windowEnd }, index) => {
    const anchor = windowEnd ?? points.at(-1) ?? { x: 0, y: y.domain[0] };
    const name = `${yieldGlyph(measured.summary)} ${names[index] ?? ""}`;
    return {
      name,
      x: position(x, anchor.x),
      y: position(y, anchor.y),
      width: textWidth(name, textSize.label),
    };
  });
  const releases = events.flatMap(({ released }) => (released ? [dot(released, x, y, 5)] : []));
  const strongLines = events.flatMap(({ points }) => points.map((at) => dot(at, x, y, 1.5)));
  const placed = placeLabels(anchors, { width, height }, [...releases, ...strongLines]);

  const mark = (index: number, at: LinePoint | undefined, kind: EventKind): Mark[] => {
    const event = events[index];
    return at && event ? [eventMark(position(x, at.x), position(y, at.y), kind, event.style.stroke, event.index)] : [];
  };
  return {
    name: format === "wide" ? overviewName : `${overviewName}-narrow`,
    title: "Memory over time",
    description: describe(sampled),
    frame,
    pointer: { x, y },
    spec: {
      data: lineData(lines),
      scales: [
        { name: "x", type: "linear", domain: [...x.domain], range: [...x.range] },
        { name: "y", type: "log", domain: [...y.domain], range: [...y.range] },
      ],
      axes: [
        {
          scale: "x",
          orient: "bottom",
          tickCount: format === "wide" ? 10 : 5,
          format: tickFormat,
          title: `time since the start of the read, ${time.name}`,
          titlePadding: 10,
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
        axisTitle(`RSS, ${memory.name} (logarithmic)`, frame),
        ...lines.map(({ data, style }) => lineMark(data, style)),
        ...events.flatMap(({ firstRow, windowEnd, released }, index) => [
          ...mark(index, firstRow, "first-row"),
          ...mark(index, windowEnd, "end"),
          ...mark(index, released, "released"),
        ]),
        ...anchors.flatMap(({ name, ...anchor }, index): Mark[] => {
          const label = placed[index];
          if (!label) return [];
          const toX = anchor.x > label.x + anchor.width / 2 ? label.x + anchor.width + 2 : label.x - 2;
          const leader = ruleMark("leader", { x: anchor.x, y: anchor.y, x2: toX, y2: label.y }, color("faint"));
          return [
            ...(label.away ? [leader] : []),
            ...haloedText(
              `label case-${events[index]?.index ?? 0}`,
              name,
              label.x,
              label.y,
              events[index]?.style.stroke,
            ),
          ];
        }),
      ],
    },
  };
}

type EventKind = "first-row" | "end" | "released";

const eventShapes = {
  "first-row": { shape: "stroke", angle: 90, size: 60 },
  end: { shape: "circle", angle: 0, size: 40 },
  released: { shape: "triangle-down", angle: 0, size: 34 },
} as const;

/** First row: a small upright stroke. End of the window: a dot. Release: a triangle that points down. */
function eventMark(x: number, y: number, kind: EventKind, stroke: string, index: number): Mark {
  return symbolMark(`event ${kind} case-${index}`, x, y, {
    ...eventShapes[kind],
    fill: kind === "end" ? stroke : color("paper"),
    stroke,
  });
}

/** The place that a point of a line takes. */
function dot(at: LinePoint, x: PlotAxis, y: PlotAxis, radius: number): Box {
  const [middle, level] = [position(x, at.x), position(y, at.y)];
  return { left: middle - radius, right: middle + radius, top: level - radius, bottom: level + radius };
}

/** The line's point nearest in time. */
function pointAt(points: readonly LinePoint[], moment: number): LinePoint | undefined {
  return points.reduce<LinePoint | undefined>(
    (best, point) => (best && Math.abs(best.x - moment) <= Math.abs(point.x - moment) ? best : point),
    undefined,
  );
}

function describe(sampled: readonly { measured: MeasuredCase; trials: ReturnType<typeof sampledTrials> }[]): string {
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
