/** Memory over time of one case: RSS and heap of every round, and where things happened. */
import type { Markup } from "../html/markup.js";
import { formatValue } from "../format.js";
import { axisUnit, bottomAxis, leftAxis, position, ticksOf, type PlotAxis } from "./axis.js";
import { chartLabel, yieldColor } from "./case-marks.js";
import type { Chart } from "./chart.js";
import { plotSize, type Frame, type Place, type Size } from "./geometry.js";
import { highWaterMarkApart } from "./high-water-mark.js";
import { boxMark, lineMark, ruleMark, textMark, type LineStyle } from "./marks.js";
import type { MeasuredCase } from "./measured-case.js";
import { overviewName } from "./memory-overview.js";
import { heapLine, lastMoment, onAxes, rssLine, sampledTrials } from "./memory-lines.js";
import { color, textSize } from "./theme.js";

const frame: Frame = { width: 300, height: 190, margin: { top: 34, right: 56, bottom: 24, left: 44 } };

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
  const size = plotSize(frame);
  const { width, height } = size;
  const kernel = highWaterMarkApart(shown.trial);
  const top = Math.max(
    kernel ?? 1,
    ...trials.flatMap(({ timeline: { rss, heap } }) => [
      ...rss.map(([, bytes]) => bytes),
      ...heap.map(([, before]) => before),
    ]),
  );
  const end = Math.max(...trials.map(({ timeline }) => lastMoment(timeline)));
  const x: PlotAxis = { type: "linear", domain: [0, end], range: [0, width], unit: axisUnit(end, "ms") };
  const y: PlotAxis = { type: "linear", domain: [0, top * 1.06], range: [height, 0], unit: axisUnit(top, "bytes") };

  const lines = trials.flatMap(({ timeline, trial, typical }) => [
    {
      name: "heap",
      words: `used heap, round ${trial.round}`,
      points: onAxes(heapLine(timeline, pointsPerLine), x, y),
      style: { stroke: color("heap"), width: 1, opacity: typical ? 0.9 : 0.25 },
    },
    {
      name: "RSS",
      words: `RSS, round ${trial.round}`,
      points: onAxes(rssLine(timeline, pointsPerLine), x, y),
      style: { stroke: yieldColor(measured.summary), width: typical ? 1.75 : 1, opacity: typical ? 1 : 0.35 },
    },
  ]);
  const { firstRow, end: windowEnd, released } = shown.timeline.marks;
  const across = (moment: number) => position(x, moment);
  return {
    name,
    title: `Memory: ${chartLabel(measured.summary)}`,
    description: describe(measured, trials.length, kernel),
    frame,
    pointer: { x, y },
    drawing: [
      boxMark("window", { x: 0, y: 0, width: across(windowEnd), height }, color("window")),
      bottomAxis(x, size, { ticks: ticksOf(x, 5) }),
      leftAxis(y, size, ticksOf(y, 4)),
      moments(
        {
          firstRow: firstRow === undefined ? undefined : across(firstRow),
          end: across(windowEnd),
          released: across(released),
        },
        size,
      ),
      kernel === undefined ? undefined : highWaterMark(position(y, kernel), width),
      lines.map((line) => lineMark(`line ${line.name.toLowerCase()}`, line.points, line.style, line.words)),
      lineEnds(lines.slice(-2)).map(({ text, at, fill }) => note(text, { x: width + 4, y: at }, fill)),
      note(y.unit.name, { x: -8, y: rows.upper }, color("muted"), "right"),
      note(x.unit.name, { x: width + 52, y: height + 12 }, color("muted"), "right"),
    ],
  };
}

/** The middles of the two rows above the plot in which moments are named. */
const rows = { upper: -22, lower: -9 };

/** How far apart "end" and "released" have to lie for a name each that isn't read as one with the other, in px. */
const gap = 12;

/**
 * The moments: upright lines with their names above the plot. The first row has the upper row for itself; the others
 * share the lower one, where "end" stands before its line and "released" behind its own. Where their lines are too close
 * for that, one name stands for both.
 */
function moments(
  at: { readonly firstRow: number | undefined; readonly end: number; readonly released: number },
  { width, height }: Size,
): Markup[] {
  const line = (x: number, row: number) =>
    ruleMark("moment", { x, x2: x, y: row + 5, y2: height }, color("faint"), "2,2");
  const lower = { y: rows.lower, width };
  return [
    ...(at.firstRow === undefined
      ? []
      : [line(at.firstRow, rows.upper), momentNote("first row", at.firstRow, at.firstRow, { y: rows.upper, width })]),
    line(at.end, rows.lower),
    line(at.released, rows.lower),
    ...(at.released - at.end < gap
      ? [momentNote("end, released", at.end, at.released, lower)]
      : [
          note("end", { x: at.end + 1, y: rows.lower }, color("muted"), "right"),
          note("released", { x: at.released - 1, y: rows.lower }, color("muted")),
        ]),
  ];
}

/** From the first of its lines to the right or up to the last one from the left: where there is more room. */
const momentNote = (text: string, first: number, last: number, { y, width }: { y: number; width: number }): Markup =>
  last > width * 0.6
    ? note(text, { x: last + 1, y }, color("muted"), "right")
    : note(text, { x: first - 1, y }, color("muted"));

function highWaterMark(y: number, width: number): Markup[] {
  return [
    ruleMark("kernel", { x: 0, x2: width, y, y2: y }, color("kernel"), "5,3"),
    note("high-water mark", { x: 4, y: y + 9 }, color("kernel")),
  ];
}

/** Least distance of two names below each other. */
const lineHeight = 14;

/** "RSS" and "heap" at the ends of the typical round's lines, kept apart. */
function lineEnds(
  lines: readonly { readonly name: string; readonly points: readonly Place[]; readonly style: LineStyle }[],
): { text: string; at: number; fill: string }[] {
  const ends = lines.flatMap(({ name, points, style }) => {
    const last = points.at(-1);
    return last ? [{ text: name, at: last.y, fill: style.stroke }] : [];
  });
  const [heap, rss] = ends;
  if (!heap || !rss || heap.at - rss.at >= lineHeight) return ends;
  const middle = (heap.at + rss.at) / 2;
  return [
    { ...heap, at: middle + lineHeight / 2 },
    { ...rss, at: middle - lineHeight / 2 },
  ];
}

const note = (text: string, place: Place, fill: string, align: "left" | "right" = "left"): Markup =>
  textMark("aside", text, place, { fill, align, size: textSize.tick });

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
      : ` The high-water mark, ${formatValue(kernel, "bytes")}, lies apart from the line by more than the ` +
        `${formatValue(interval, "ms")} between two samples explain.`;
  return `${chartLabel(measured.summary)}, ${rounds === 1 ? "one round" : `${rounds} rounds`}: ${parts.join(", ")}.${apart}`;
}

/** A name for the panel of each case: its label as a file name, with a number where that is taken. */
export function panelNames(cases: readonly MeasuredCase[]): string[] {
  const names = new Set<string>();
  for (const { summary } of cases) {
    const own = `memory-${slug(summary.label)}`;
    let name = own;
    for (let number = 2; names.has(name) || name === overviewName; number++) name = `${own}-${number}`;
    names.add(name);
  }
  return [...names];
}

/** Lower-case letters, digits and hyphens only, so that no name leads out of the folder or is too long for it. */
function slug(label: string): string {
  const plain = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return plain.slice(0, 60) || "case";
}
