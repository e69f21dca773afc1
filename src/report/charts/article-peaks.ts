/**
 * The article's strategies side by side: the peak RSS of each read as a bar, of which the pale part was there before
 * the read. What the article published is a dashed line, since it comes from another machine and another table.
 */
import type { Markup } from "../html/markup.js";
import type { ComparedCase, Comparison } from "../model/article/beside-the-article.js";
import type { PublishedPeak, Strategy } from "../model/article/preset.js";
import { formatCount, formatValue, noBreakSpace } from "../format.js";
import { axisUnit, bottomAxis, position, ticksOf, type PlotAxis } from "./axis.js";
import { chartLabel, markedLabel, nameMargin, peakBar } from "./case-marks.js";
import { nameIn, type Chart } from "./chart.js";
import { plotSize, widths, type Format, type Frame } from "./geometry.js";
import { ruleMark, textMark } from "./marks.js";
import { color } from "./theme.js";

const layouts = {
  wide: {
    width: widths.wide,
    margin: { top: 4, right: 250, bottom: 46, left: 190 },
    row: 24,
    bar: 14,
    nameAbove: false,
  },
  narrow: {
    width: widths.narrow,
    margin: { top: 4, right: 16, bottom: 46, left: 8 },
    row: 46,
    bar: 12,
    nameAbove: true,
  },
} as const;

/** Height of a strategy's heading, in px. */
const headingHeight = 34;

/** One line of the chart. */
type Line =
  | { readonly kind: "heading"; readonly strategy: Strategy }
  | { readonly kind: "published"; readonly peak: PublishedPeak }
  | { readonly kind: "measured"; readonly compared: ComparedCase; readonly peak: number };

/** Draws the comparison; undefined where no peak was measured. */
export function articlePeaksChart(comparison: Comparison, format: Format): Chart | undefined {
  const layout = layouts[format];
  const lines = comparison.strategies.flatMap(linesOf);
  const peaks = lines.flatMap((line) =>
    line.kind === "measured" ? [line.peak] : line.kind === "published" ? [line.peak.bytes] : [],
  );
  if (!lines.some(({ kind }) => kind === "measured")) return undefined;

  const heightOf = ({ kind }: Line) => (kind === "heading" ? headingHeight : layout.row);
  const height = lines.reduce((sum, line) => sum + heightOf(line), 0);
  const margin = layout.nameAbove
    ? layout.margin
    : { ...layout.margin, left: nameMargin(lines.map(nameOf), layout.margin.left) };
  const frame: Frame = { width: layout.width, height: height + margin.top + margin.bottom, margin };
  const size = plotSize(frame);
  const most = Math.max(...peaks);
  const x: PlotAxis = {
    type: "linear",
    domain: [0, most * 1.02],
    range: [0, size.width],
    unit: axisUnit(most, "bytes"),
  };
  const at = (bytes: number) => position(x, bytes);

  let top = 0;
  const marks = lines.flatMap((line) => {
    const drawn = drawLine(line, top, at, layout, frame);
    top += heightOf(line);
    return drawn;
  });
  return {
    name: nameIn(format, "article-peaks"),
    title: "The article’s strategies, peak RSS",
    description: `${comparison.strategies.map(describe).join(". ")}.`,
    frame,
    drawing: [
      bottomAxis(x, size, {
        ticks: ticksOf(x, format === "wide" ? 8 : 4),
        title: `peak RSS, ${x.unit.name}`,
        grid: true,
      }),
      marks,
    ],
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

function drawLine(line: Line, top: number, at: (bytes: number) => number, layout: Layout, frame: Frame): Markup[] {
  if (line.kind === "heading") {
    const { title, does } = line.strategy;
    // A phone has no room for both.
    return layout.nameAbove
      ? [textMark("label", title, { x: 0, y: top + 20 }, { bold: true, halo: true })]
      : [
          textMark("label", title, { x: 14 - frame.margin.left, y: top + 20 }, { bold: true }),
          textMark("label", does, { x: 0, y: top + 20 }, { fill: color("muted"), halo: true }),
        ];
  }
  const y = layout.nameAbove ? top + 22 : top + layout.row / 2;
  const name = nameOf(line);
  const end = at(line.kind === "published" ? line.peak.bytes : line.peak);
  const measuredWords = layout.nameAbove ? shortWords : wordsOf;
  const words = line.kind === "published" ? line.peak.words : measuredWords(line.compared, line.peak);
  const muted = { fill: color("muted") };
  return [
    ...(layout.nameAbove
      ? [
          textMark("label", name, { x: 0, y: top + 8 }, { halo: true }),
          textMark("label", words, { x: plotSize(frame).width, y: top + 8 }, { ...muted, align: "right", halo: true }),
        ]
      : [
          textMark("label", name, { x: -12, y }, { align: "right" }),
          textMark("label", words, { x: end + 8, y }, { ...muted, halo: true }),
        ]),
    ...(line.kind === "published" ? publishedMarks(end, y, layout.bar) : bar(line.compared, end, at, y, layout.bar)),
  ];
}

function publishedMarks(end: number, y: number, height: number): Markup[] {
  const stroke = color("kernel");
  return [
    ruleMark("published", { x: 0, x2: end, y, y2: y }, stroke, "4,3"),
    ruleMark("published", { x: end, x2: end, y: y - height / 2, y2: y + height / 2 }, stroke),
  ];
}

const bar = (
  { summary, start }: ComparedCase,
  end: number,
  at: (bytes: number) => number,
  y: number,
  height: number,
): Markup[] => peakBar(summary, { before: start ? at(start.median) : 0, end, top: y - height / 2, height });

function nameOf(line: Line): string {
  if (line.kind === "heading") return line.strategy.title;
  return line.kind === "published" ? "the article, elsewhere" : markedLabel(line.compared.summary);
}

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
