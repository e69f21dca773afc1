/**
 * All reads of a result by their peak RSS: one bar each on a linear axis, of which the pale part is what the process weighed
 * before it read; the time beside it. What a run comes to in one picture.
 */
import { median } from "simple-statistics";
import { metrics } from "../../metrics.js";
import { formatValue } from "../format.js";
import { axisUnit, bottomAxis, position, ticksOf, type PlotAxis } from "./axis.js";
import { chartLabel, markedLabel, nameMargin, peakBar } from "./case-marks.js";
import { nameIn, type Chart } from "./chart.js";
import { plotSize, widths, type Format, type Frame } from "./geometry.js";
import { textMark } from "./marks.js";
import type { MeasuredCase } from "./measured-case.js";
import { color } from "./theme.js";

const layouts = {
  wide: { width: widths.wide, margin: { top: 20, right: 150, bottom: 44, left: 170 }, row: 24, bar: 14 },
  narrow: { width: widths.narrow, margin: { top: 4, right: 8, bottom: 44, left: 8 }, row: 38, bar: 10 },
} as const;

/** One read; bytes and ms. */
interface Bar {
  readonly of: MeasuredCase;
  readonly peak: number;
  /** What was there before; undefined where that isn't known. */
  readonly before: number | undefined;
  readonly wall: number | undefined;
}

/** Draws those that have a peak, the smallest first; undefined where none has. */
export function peakRankingChart(cases: readonly MeasuredCase[], format: Format): Chart | undefined {
  const bars = cases.flatMap(toBar).sort((a, b) => a.peak - b.peak);
  if (bars.length === 0) return undefined;
  const { width, margin, row, bar } = layouts[format];
  const isWide = format === "wide";
  const left = isWide
    ? nameMargin(
        bars.map(({ of }) => markedLabel(of.summary)),
        margin.left,
      )
    : margin.left;
  const frame: Frame = {
    width,
    height: margin.top + bars.length * row + margin.bottom,
    margin: { ...margin, left },
  };
  const size = plotSize(frame);
  const most = Math.max(...bars.map(({ peak }) => peak));
  const x: PlotAxis = { type: "linear", domain: [0, most], range: [0, size.width], unit: axisUnit(most, "bytes") };
  const at = (bytes: number) => position(x, bytes);
  const muted = { fill: color("muted") };
  return {
    name: nameIn(format, "peak-ranking"),
    title: "Reads by peak RSS",
    description: bars.map(inWords).join(" "),
    frame,
    drawing: [
      bottomAxis(x, size, { ticks: ticksOf(x, isWide ? 8 : 4), title: `peak RSS, ${x.unit.name}`, grid: true }),
      ...(isWide
        ? [
            textMark("label", "peak RSS", { x: size.width + 70, y: -10 }, { ...muted, align: "right" }),
            textMark("label", "time", { x: size.width + 140, y: -10 }, { ...muted, align: "right" }),
          ]
        : []),
      bars.map((each, index) => {
        const { of, peak, before, wall } = each;
        const top = index * row;
        const peakText = formatValue(peak, "bytes");
        const wallText = wall === undefined ? "–" : formatValue(wall, "ms");
        const name = markedLabel(of.summary);
        const words = isWide
          ? [
              textMark("label", name, { x: -12, y: top + row / 2 }, { align: "right" }),
              textMark("label", peakText, { x: size.width + 70, y: top + row / 2 }, { align: "right" }),
              textMark("label", wallText, { x: size.width + 140, y: top + row / 2 }, { align: "right" }),
            ]
          : [
              textMark("label", name, { x: 0, y: top + 10 }, { halo: true }),
              textMark(
                "label",
                `${peakText} · ${wallText}`,
                { x: size.width, y: top + 10 },
                { align: "right", halo: true },
              ),
            ];
        const middle = isWide ? top + row / 2 : top + 24;
        return [
          peakBar(of.summary, { before: at(before ?? 0), end: at(peak), top: middle - bar / 2, height: bar }),
          words,
        ];
      }),
    ],
  };
}

function toBar(of: MeasuredCase): Bar[] {
  const { peakRss, wall } = of.summary.metrics;
  if (peakRss.kind === "absent") return [];
  const starts = of.trials.flatMap(({ outcome: { startRss } }) => (typeof startRss === "number" ? [startRss] : []));
  return [
    {
      of,
      peak: peakRss.summary.median,
      before: starts.length === 0 ? undefined : median(starts),
      wall: wall.kind === "absent" ? undefined : wall.summary.median,
    },
  ];
}

function inWords({ of, peak, before, wall }: Bar): string {
  const weighed = before === undefined ? "" : `, ${formatValue(before, "bytes")} of it before the read`;
  const time = wall === undefined ? "" : `, ${formatValue(wall, metrics.wall.unit)}`;
  return `${chartLabel(of.summary)}: ${formatValue(peak, "bytes")}${weighed}${time}.`;
}
