/**
 * The article's strategies side by side: the peak RSS of each read as a bar, of which the pale part was there before
 * the read. What the article published is a dashed line, since it comes from another machine and another table.
 */
import type { Mark } from "vega";
import type { Result } from "../../results/schema.js";
import { compareWithArticle, type ComparedCase, type Comparison } from "../model/article/comparison.js";
import type { PublishedPeak, Strategy } from "../model/article/strategies.js";
import { formatCount, formatValue, noBreakSpace } from "../format.js";
import { bottomAxis, position, type PlotAxis } from "./axis.js";
import { chartLabel, yieldColor, yieldGlyph } from "./case-marks.js";
import { plotSize, type Chart, type Frame } from "./chart.js";
import { pathMark, ruleMark, textMark } from "./marks.js";
import { axisUnit, color } from "./theme.js";

const layouts = {
  wide: { width: 920, margin: { top: 4, right: 250, bottom: 46, left: 190 }, row: 24, bar: 14, nameAbove: false },
  narrow: { width: 340, margin: { top: 4, right: 16, bottom: 46, left: 8 }, row: 46, bar: 12, nameAbove: true },
} as const;

/** Height of a strategy's heading, in px. */
const headingHeight = 34;

/** One line of the chart. */
type Line =
  | { readonly kind: "heading"; readonly strategy: Strategy }
  | { readonly kind: "published"; readonly peak: PublishedPeak }
  | { readonly kind: "measured"; readonly compared: ComparedCase; readonly peak: number };

/** The charts that only a result of `article` has, as files of their own. */
export function articleCharts(result: Result): Chart[] {
  const comparison = compareWithArticle(result);
  return (comparison ? [articlePeaksChart(comparison, "wide")] : []).filter((chart) => chart !== undefined);
}

/** Draws the comparison; undefined where no peak was measured. */
export function articlePeaksChart(comparison: Comparison, format: keyof typeof layouts): Chart | undefined {
  const layout = layouts[format];
  const lines = comparison.strategies.flatMap(linesOf);
  const peaks = lines.flatMap((line) =>
    line.kind === "measured" ? [line.peak] : line.kind === "published" ? [line.peak.bytes] : [],
  );
  if (!lines.some(({ kind }) => kind === "measured")) return undefined;

  const heightOf = ({ kind }: Line) => (kind === "heading" ? headingHeight : layout.row);
  const height = lines.reduce((sum, line) => sum + heightOf(line), 0);
  const { margin } = layout;
  const frame: Frame = { width: layout.width, height: height + margin.top + margin.bottom, margin };
  const { width } = plotSize(frame);
  const memory = axisUnit(Math.max(...peaks), "bytes");
  const domain = [0, (Math.max(...peaks) / memory.size) * 1.02] as const;
  const x: PlotAxis = { type: "linear", domain, range: [0, width], unit: memory.name };
  const at = (bytes: number) => position(x, bytes / memory.size);

  let top = 0;
  const marks = lines.flatMap((line) => {
    const drawn = drawLine(line, top, at, layout, width);
    top += heightOf(line);
    return drawn;
  });
  return {
    name: format === "wide" ? "article-peaks" : "article-peaks-narrow",
    title: "The article’s strategies, peak RSS",
    description: `${comparison.strategies.map(describe).join(". ")}.`,
    frame,
    spec: {
      scales: [{ name: "x", type: "linear", domain: [...domain], range: [0, width] }],
      axes: [{ ...bottomAxis(x, `peak RSS, ${memory.name}`, format === "wide" ? 8 : 4), grid: true }],
      marks,
    },
  };
}

function linesOf({ strategy, cases }: Comparison["strategies"][number]): Line[] {
  return [
    { kind: "heading", strategy },
    ...(strategy.published ? [{ kind: "published", peak: strategy.published } as const] : []),
    ...cases.flatMap((compared): Line[] => {
      const { peakRss } = compared.summary.metrics;
      return peakRss.kind === "measured" ? [{ kind: "measured", compared, peak: peakRss.summary.median }] : [];
    }),
  ];
}

type Layout = (typeof layouts)[keyof typeof layouts];

function drawLine(line: Line, top: number, at: (bytes: number) => number, layout: Layout, width: number): Mark[] {
  if (line.kind === "heading") {
    const { title, does } = line.strategy;
    // A phone has no room for both.
    return layout.nameAbove
      ? [textMark("label", title, 0, top + 20, { bold: true })]
      : [
          textMark("label", title, 14 - layout.margin.left, top + 20, { bold: true }),
          textMark("label", does, 0, top + 20, { fill: color("muted") }),
        ];
  }
  const y = layout.nameAbove ? top + 22 : top + layout.row / 2;
  const name = line.kind === "published" ? "the article, elsewhere" : nameOf(line.compared);
  const end = at(line.kind === "published" ? line.peak.bytes : line.peak);
  const measuredWords = layout.nameAbove ? shortWords : wordsOf;
  const words = line.kind === "published" ? line.peak.words : measuredWords(line.compared, line.peak);
  const muted = { fill: color("muted") };
  return [
    ...(layout.nameAbove
      ? [textMark("label", name, 0, top + 8), textMark("label", words, width, top + 8, { ...muted, align: "right" })]
      : [textMark("label", name, -12, y, { align: "right" }), textMark("label", words, end + 8, y, muted)]),
    ...(line.kind === "published" ? publishedMarks(end, y, layout.bar) : bar(line.compared, end, at, y, layout.bar)),
  ];
}

function publishedMarks(end: number, y: number, height: number): Mark[] {
  const stroke = color("kernel");
  return [
    ruleMark("published", { x: 0, x2: end, y, y2: y }, stroke, [4, 3]),
    ruleMark("published", { x: end, x2: end, y: y - height / 2, y2: y + height / 2 }, stroke),
  ];
}

function bar(
  { summary, start }: ComparedCase,
  end: number,
  at: (bytes: number) => number,
  y: number,
  height: number,
): Mark[] {
  const before = Math.min(end, start ? at(start.median) : 0);
  const piece = (from: number, to: number, fill: string): Mark[] =>
    to > from ? [pathMark("bar", `M0,0h${to - from}v${height}h${from - to}Z`, from, y - height / 2, fill)] : [];
  return [...piece(0, before, color("faint")), ...piece(before, end, yieldColor(summary))];
}

const nameOf = ({ summary }: ComparedCase): string => `${yieldGlyph(summary)} ${chartLabel(summary)}`;

/** Large sizes are all written in the axis's unit as long as that is MB, so that none is rounded to "1.1 GB". */
const formatSize = (bytes: number): string =>
  bytes >= 1e7 && bytes < 1e10
    ? `${formatCount(Math.round(bytes / 1e6))}${noBreakSpace}MB`
    : formatValue(bytes, "bytes");

function wordsOf({ growth }: ComparedCase, peak: number): string {
  const added = growth === undefined ? "" : `, the read adds ${formatSize(growth.median)}`;
  return `${formatSize(peak)}${added}`;
}

function shortWords({ growth }: ComparedCase, peak: number): string {
  const added = growth === undefined ? "" : ` (+${formatSize(growth.median)})`;
  return `${formatSize(peak)}${added}`;
}

function describe(compared: Comparison["strategies"][number]): string {
  const { strategy } = compared;
  const figures = linesOf(compared).flatMap((line) =>
    line.kind === "measured" ? [`${chartLabel(line.compared.summary)} ${wordsOf(line.compared, line.peak)}`] : [],
  );
  const published = strategy.published
    ? [`the article, on its own machine and table, ${strategy.published.words}`]
    : [];
  return `${strategy.title}, ${strategy.does}: ${[...published, ...figures].join("; ")}`;
}
