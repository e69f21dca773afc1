/** Memory over time of one case: RSS and heap of every round, and where things happened. */
import type { Mark } from "vega";
import { formatValue } from "../format.js";
import { bottomAxis, leftAxis, plotScale, position, type PlotAxis } from "./axis.js";
import { chartLabel, yieldColor } from "./case-marks.js";
import { plotSize, type Chart, type Frame } from "./chart.js";
import { kernelMarkApart } from "./kernel-mark.js";
import { ruleMark, textMark, tintMark } from "./marks.js";
import type { MeasuredCase } from "./measured-case.js";
import { heapLine, lastMoment, lineData, lineMark, rssLine, sampledTrials } from "./memory-lines.js";
import { axisUnit, color, textSize } from "./theme.js";

const frame: Frame = { width: 340, height: 210, margin: { top: 34, right: 54, bottom: 24, left: 44 } };

const pointsPerLine = 160;

/**
 * Draws one case.
 *
 * @param name the chart's name
 * @returns undefined when none of its trials was sampled
 */
export function memoryPanelChart(measured: MeasuredCase, name: string): Chart | undefined {
  const trials = sampledTrials(measured);
  const shown = trials.at(-1);
  if (!shown) return undefined;
  const { width, height } = plotSize(frame);
  const kernel = kernelMarkApart(shown.trial);
  const top = Math.max(
    kernel ?? 1,
    ...trials.flatMap(({ timeline: { rss, heap } }) => [
      ...rss.map(([, bytes]) => bytes),
      ...heap.map(([, before]) => before),
    ]),
  );
  const end = Math.max(...trials.map(({ timeline }) => lastMoment(timeline)));
  const [time, memory] = [axisUnit(end, "ms"), axisUnit(top, "bytes")];
  const x: PlotAxis = { type: "linear", domain: [0, end / time.size], range: [0, width], unit: time.name };
  const y: PlotAxis = {
    type: "linear",
    domain: [0, (top / memory.size) * 1.06],
    range: [height, 0],
    unit: memory.name,
  };

  const stroke = yieldColor(measured.summary);
  const lines = trials.flatMap(({ timeline, trial, typical }) => [
    {
      data: `heap-${trial.round}`,
      points: heapLine(timeline, pointsPerLine, time, memory),
      style: {
        classes: "line heap",
        stroke: color("heap"),
        width: 1,
        opacity: typical ? 0.9 : 0.25,
        description: `used heap, round ${trial.round}`,
      },
    },
    {
      data: `rss-${trial.round}`,
      points: rssLine(timeline, pointsPerLine, time, memory),
      style: {
        classes: "line rss",
        stroke,
        width: typical ? 1.75 : 1,
        opacity: typical ? 1 : 0.35,
        description: `RSS, round ${trial.round}`,
      },
    },
  ]);
  const { marks } = shown.timeline;
  const across = (moment: number) => position(x, moment / time.size);
  const ends = lineEnds(lines.slice(-2), y);
  return {
    name,
    title: `Memory: ${chartLabel(measured.summary)}`,
    description: describe(measured, trials.length, kernel),
    frame,
    pointer: { x, y },
    spec: {
      data: lineData(lines),
      scales: [plotScale("x", x), plotScale("y", y)],
      axes: [bottomAxis(x, "", 5), leftAxis(y, 4)],
      marks: [
        tintMark("window", across(marks.end), height, color("window")),
        ...(marks.firstRow === undefined
          ? []
          : moment(
              "first row",
              across(marks.firstRow),
              0,
              across(marks.firstRow) > width * 0.6 ? "right" : "left",
              height,
            )),
        ...moment("end", across(marks.end), 1, "right", height),
        ...moment("released", across(marks.released), 1, "left", height),
        ...(kernel === undefined ? [] : kernelMark(position(y, kernel / memory.size), width)),
        ...lines.map(({ data, style }) => lineMark(data, style)),
        ...ends.map(({ text, at, fill }) => note(text, width + 4, at, fill)),
        note(memory.name, -8, -22, color("muted"), "right"),
        note(time.name, width + 50, height + 13, color("muted"), "right"),
      ],
    },
  };
}

/** A moment: an upright line with its name above the plot, in one of two rows so that names don't meet. */
function moment(name: string, x: number, row: 0 | 1, align: "left" | "right", height: number): Mark[] {
  const y = row === 0 ? -22 : -9;
  return [
    ruleMark("moment", { x, x2: x, y: y + 5, y2: height }, color("faint"), [2, 2]),
    note(name, align === "left" ? x - 1 : x + 1, y, color("muted"), align),
  ];
}

function kernelMark(y: number, width: number): Mark[] {
  return [
    ruleMark("kernel", { x: 0, x2: width, y, y2: y }, color("kernel"), [5, 3]),
    note("kernel’s mark", 4, y + 9, color("kernel")),
  ];
}

/** "RSS" and "heap" at the ends of the typical round's lines, kept apart. */
function lineEnds(
  lines: readonly { points: readonly { y: number }[]; style: { classes: string; stroke: string } }[],
  y: PlotAxis,
): { text: string; at: number; fill: string }[] {
  const ends = lines.flatMap(({ points, style }) => {
    const last = points.at(-1);
    const text = style.classes.includes("heap") ? "heap" : "RSS";
    return last ? [{ text, at: position(y, last.y), fill: style.stroke }] : [];
  });
  const [heap, rss] = ends;
  if (!heap || !rss || heap.at - rss.at >= 12) return ends;
  const middle = (heap.at + rss.at) / 2;
  return [
    { ...heap, at: middle + 6 },
    { ...rss, at: middle - 6 },
  ];
}

const note = (text: string, x: number, y: number, fill: string, align: "left" | "right" = "left"): Mark =>
  textMark("note", text, x, y, { fill, align, size: textSize.tick });

function describe(measured: MeasuredCase, rounds: number, kernel: number | undefined): string {
  const shown = sampledTrials(measured).at(-1);
  if (!shown) return "";
  const { rss, heap, marks, interval } = shown.timeline;
  const parts = [
    `RSS rises to ${formatValue(Math.max(...rss.map(([, bytes]) => bytes)), "bytes")}`,
    ...(heap.length > 0
      ? [`used heap to ${formatValue(Math.max(...heap.map(([, before]) => before)), "bytes")}`]
      : ["used heap was not recorded"]),
    ...(marks.firstRow === undefined ? [] : [`the first row comes after ${formatValue(marks.firstRow, "ms")}`]),
    `the read ends after ${formatValue(marks.end, "ms")}`,
    `its result is released after ${formatValue(marks.released, "ms")}`,
  ];
  const apart =
    kernel === undefined
      ? ""
      : ` The kernel’s mark, ${formatValue(kernel, "bytes")}, lies apart from the line by more than the ` +
        `${formatValue(interval, "ms")} between two samples explain.`;
  return `${chartLabel(measured.summary)}, ${rounds === 1 ? "one round" : `${rounds} rounds`}: ${parts.join(", ")}.${apart}`;
}
