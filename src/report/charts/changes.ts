/**
 * What a comparison found, as intervals: for each case and deciding metric the ratio of the sides, with the band inside
 * of which a change doesn't count. The axis is one of ratios: half as much lies as far from "same" as twice as much.
 * The baseline is the grey line at "same", and all that is the candidate's has its colour; shapes and words tell verdicts.
 */
import type { Markup } from "../html/markup.js";
import type { ComparedCell, Comparison, Verdict } from "../../results/comparison.js";
import { metrics } from "../../metrics.js";
import { formatCount, withSign } from "../format.js";
import { formatEstimate, saysNothing } from "../model/comparison/change-text.js";
import { buildVerdictTable, decidingCells, rowsOf, type VerdictRow } from "../model/comparison/verdict-table.js";
import { verdictWords } from "../model/comparison/verdict-words.js";
import { bottomAxis, noUnit, position, type PlotAxis } from "./axis.js";
import { chartName } from "./case-marks.js";
import { nameIn, type Chart } from "./chart.js";
import { plotSize, widths, type Format, type Frame } from "./geometry.js";
import { boxMark, ruleMark, symbolMark, textMark, type SymbolStyle } from "./marks.js";
import { color } from "./theme.js";

const layouts = {
  wide: {
    width: widths.wide,
    margin: { top: 4, right: 290, bottom: 46, left: 110 },
    heading: 30,
    row: 22,
    lift: 0,
    inset: 10,
    ticks: 7,
  },
  narrow: {
    width: widths.narrow,
    margin: { top: 4, right: 22, bottom: 46, left: 22 },
    heading: 32,
    row: 40,
    lift: 18,
    inset: 2,
    ticks: 4,
  },
} as const;

type Layout = (typeof layouts)[keyof typeof layouts];

/** What the axis reaches to at least and at most, as a ratio; what lies beyond is drawn at its end, as an arrow. */
const reach = { least: 1.1, most: 2 };

/** Unchanged and closer to 1 than this there is nothing to see. */
const invisible = 0.001;

/** Height of the band of what doesn't count, in px, and of an interval. */
const heights = { band: 16, interval: 3 };

/** One line: the name of a case, or one of its metrics. */
type Line =
  | { readonly kind: "case"; readonly label: string }
  | { readonly kind: "change"; readonly cell: ComparedCell; readonly words: string };

/**
 * Draws a comparison; undefined where no ratio is to be seen.
 *
 * @param index its place among the result's comparisons, for the chart's name.
 */
export function changesChart(comparison: Comparison, format: Format, index = 0): Chart | undefined {
  const lines = rowsOf(buildVerdictTable(comparison)).flatMap(linesOf);
  const cells = lines.flatMap((line) => (line.kind === "change" ? [line.cell] : []));
  if (cells.length === 0) return undefined;
  const layout = layouts[format];
  const { margin } = layout;
  const heightOf = ({ kind }: Line) => (kind === "case" ? layout.heading : layout.row);
  const height = lines.reduce((sum, line) => sum + heightOf(line), 0);
  const frame: Frame = { width: layout.width, height: height + margin.top + margin.bottom, margin };
  const size = plotSize(frame);
  const furthest = Math.max(reach.least, ...cells.map(furthestOf)) * 1.03;
  const x: PlotAxis = { type: "log", domain: [1 / furthest, furthest], range: [0, size.width], unit: noUnit };

  let top = 0;
  const marks = lines.flatMap((line) => {
    const drawn = line.kind === "case" ? drawCase(line.label, top, layout) : drawChange(line, top, layout, x);
    top += heightOf(line);
    return drawn;
  });
  const { baseline, candidate } = comparison;
  return {
    name: nameIn(format, `intervals${index === 0 ? "" : `-${String(index + 1)}`}`),
    title: `What changed from ${chartName(baseline.name)} to ${chartName(candidate.name)}`,
    description: describe(lines),
    frame,
    drawing: [
      bottomAxis(x, size, {
        ticks: ratioTicks(x, layout.ticks),
        nameOf: ratioText,
        title: "candidate against baseline",
        grid: true,
      }),
      ruleMark("same", { x: position(x, 1), x2: position(x, 1), y: 0, y2: height }, color("baseline")),
      marks,
    ],
  };
}

function linesOf(row: VerdictRow): Line[] {
  const cells = decidingCells(row).filter(
    (cell) => cell.as === "ratio" && cell.change.low > 0 && !isInvisible(cell) && !saysNothing(cell),
  );
  if (cells.length === 0) return [];
  const changes = cells.map((cell): Line => {
    const { sign } = verdictWords[cell.verdict];
    return { kind: "change", cell, words: `${sign} ${formatEstimate(cell)} ${cell.verdict}` };
  });
  return [{ kind: "case", label: row.label }, ...changes];
}

const isInvisible = ({ verdict, change: { low, high } }: ComparedCell): boolean =>
  verdict === "unchanged" && low > 1 - invisible && high < 1 + invisible;

/** What is known exactly needs no room for an interval: if it is far off, an arrow says so. */
const furthestOf = ({ change: { low, high }, threshold }: ComparedCell): number =>
  low === high ? 1 + threshold : Math.min(reach.most, Math.max(high, 1 / low, 1 + threshold));

function drawCase(label: string, top: number, { margin, heading, inset }: Layout): Markup[] {
  return [textMark("label", chartName(label), { x: inset - margin.left, y: top + heading - 12 }, { bold: true })];
}

function drawChange(
  { cell, words }: Extract<Line, { kind: "change" }>,
  top: number,
  layout: Layout,
  x: PlotAxis,
): Markup[] {
  const [from, to] = x.domain;
  const width = x.range[1];
  const at = (ratio: number) => position(x, Math.min(to, Math.max(from, ratio)));
  const { change, threshold, verdict, metric } = cell;
  const y = top + layout.lift + (layout.row - layout.lift) / 2;
  const { title } = metrics[metric];
  const { ink, symbol: own } = styles[verdict];
  const box = (start: number, end: number, height: number, fill: string): Markup =>
    boxMark("box", { x: start, y: y - height / 2, width: end - start, height }, fill);
  const texts =
    layout.lift === 0
      ? [
          textMark("label", title, { x: -12, y }, { align: "right", fill: color("muted") }),
          textMark("label", words, { x: width + 14, y }, { fill: ink }),
        ]
      : [
          textMark(
            "label",
            title,
            { x: layout.inset - layout.margin.left, y: top + 9 },
            { fill: color("muted"), halo: true },
          ),
          textMark(
            "label",
            words,
            { x: width + layout.margin.right - layout.inset, y: top + 9 },
            { align: "right", fill: ink, halo: true },
          ),
        ];
  const beyond = change.value > to ? 90 : change.value < from ? -90 : undefined;
  const symbol = beyond === undefined ? own : { ...arrow, angle: beyond, stroke: ofCandidate, fill: ofCandidate };
  return [
    ...(threshold > 0 ? [box(at(1 / (1 + threshold)), at(1 + threshold), heights.band, color("line"))] : []),
    ...(change.high > change.low ? [box(at(change.low), at(change.high), heights.interval, ofCandidate)] : []),
    symbolMark("point", { x: at(change.value), y }, symbol),
    ...texts,
  ];
}

interface VerdictStyle {
  /** Of the words. */
  readonly ink: string;
  readonly symbol: SymbolStyle;
}

const ofCandidate = color("candidate");

const arrow = { shape: "triangle", radius: 5 } as const;

/** A cross, a diamond, a dot, a ring: the symbol's colour is the candidate's, whatever became of it. */
const styles: Readonly<Record<Verdict, VerdictStyle>> = {
  regressed: {
    ink: color("alarm"),
    symbol: { shape: "plus", radius: 5.2, angle: 45, fill: ofCandidate, stroke: color("paper") },
  },
  improved: {
    ink: color("gain"),
    symbol: { shape: "diamond", radius: 5.5, fill: ofCandidate, stroke: color("paper") },
  },
  unchanged: {
    ink: color("muted"),
    symbol: { shape: "circle", radius: 3.3, fill: ofCandidate, stroke: ofCandidate },
  },
  inconclusive: {
    ink: color("ink"),
    symbol: { shape: "circle", radius: 4.5, fill: color("paper"), stroke: ofCandidate },
  },
};

/** Steps between ticks, as changes. */
const steps = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1];

/** Ratios whose changes are round, the one that is none first. */
function ratioTicks({ domain: [from, to] }: PlotAxis, most: number): number[] {
  const ticksBy = (step: number) => {
    const first = Math.ceil((from - 1) / step);
    return Array.from({ length: Math.floor((to - 1) / step) - first + 1 }, (_, index) => 1 + (first + index) * step);
  };
  const ticks = steps.map(ticksBy).find((each) => each.length <= most) ?? [];
  return [1, ...ticks.filter((ratio) => ratio !== 1)];
}

/** "+25 %". */
const ratioText = (ratio: number): string =>
  ratio === 1 ? "same" : `${withSign(formatCount(Math.round(100 * (ratio - 1))), ratio - 1)} %`;

function describe(lines: readonly Line[]): string {
  const texts = lines.map((line) =>
    line.kind === "case" ? chartName(line.label) : `${metrics[line.cell.metric].title} ${line.words}`,
  );
  return lines
    .flatMap((line, index) => (line.kind === "case" ? [index] : []))
    .map((start, order, starts) => `${texts[start] ?? ""}: ${texts.slice(start + 1, starts[order + 1]).join(", ")}.`)
    .join(" ");
}
