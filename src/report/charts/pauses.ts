/** How long each read kept its event loop from anything else, and how much of that was the collector. */
import type { Markup } from "../html/markup.js";
import { formatCount, formatRatio, formatValue } from "../format.js";
import { bottomAxis, logDomain, position, ticksOf, type PlotAxis } from "./axis.js";
import { chartLabel, markedLabel, nameMargin, yieldSymbol } from "./case-marks.js";
import { nameIn, type Chart } from "./chart.js";
import { plotSize, widths, type Format, type Frame } from "./geometry.js";
import { ruleMark, symbolMark, textMark, type SymbolStyle } from "./marks.js";
import type { MeasuredCase } from "./measured-case.js";
import { color } from "./theme.js";

/** What is drawn of one case; what wasn't measured is undefined. */
interface Pauses {
  readonly measured: MeasuredCase;
  readonly stall: number | undefined;
  readonly longest: number | undefined;
  readonly words: string;
}

const layouts = {
  wide: { width: widths.wide, margin: { top: 4, right: 250, bottom: 46, left: 208 }, rowHeight: 28, ticks: 12 },
  narrow: { width: widths.narrow, margin: { top: 4, right: 12, bottom: 46, left: 8 }, rowHeight: 52, ticks: 5 },
} as const;

/** Draws the cases that have at least one of the figures; `undefined` when none has. */
export function pausesChart(cases: readonly MeasuredCase[], format: Format): Chart | undefined {
  const rows = cases.map(pausesOf).filter(hasFigure);
  if (rows.length === 0) return undefined;
  const layout = layouts[format];
  const { rowHeight, margin } = layout;
  const names = rows.map(({ measured }) => markedLabel(measured.summary));
  const frame: Frame = {
    width: layout.width,
    height: rows.length * rowHeight + margin.top + margin.bottom,
    margin: format === "wide" ? { ...margin, left: nameMargin(names, margin.left) } : margin,
  };
  const size = plotSize(frame);
  // Less than a tenth of a millisecond can't be told from nothing, and a logarithmic axis has no zero.
  const values = rows.flatMap(({ stall, longest }) => [stall, longest]).map((value) => Math.max(0.1, value ?? 1));
  const x: PlotAxis = { type: "log", domain: logDomain(values), range: [0, size.width], unit: { name: "ms", size: 1 } };
  return {
    name: nameIn(format, "pauses"),
    title: "Event-loop stalls and collector pauses",
    description: `${rows.map(({ measured, words, stall }) => `${chartLabel(measured.summary)}: ${stallInWords(stall)}; ${words}`).join(". ")}.`,
    frame,
    drawing: [
      bottomAxis(x, size, { ticks: ticksOf(x, layout.ticks), title: "longest, ms (logarithmic)", grid: true }),
      rows.map((row, index) => drawRow(row, names[index] ?? "", index * rowHeight, x, format)),
    ],
  };
}

function drawRow(
  { measured, stall, longest, words }: Pauses,
  name: string,
  top: number,
  x: PlotAxis,
  format: Format,
): Markup[] {
  const wide = format === "wide";
  const y = top + (wide ? layouts.wide.rowHeight / 2 : 24);
  const at = (value: number) => ({ x: position(x, Math.max(0.1, value)), y });
  const muted = { fill: color("muted") };
  return [
    ...(stall === undefined || longest === undefined
      ? []
      : [ruleMark("link", { ...at(longest), x2: at(stall).x, y2: y }, color("faint"))]),
    ...(longest === undefined ? [] : [symbolMark("point", at(longest), collectorSymbol)]),
    ...(stall === undefined ? [] : [symbolMark("point", at(stall), yieldSymbol(measured.summary))]),
    ...(wide
      ? [
          textMark("label", name, { x: -12, y }, { align: "right" }),
          textMark("label", words, { x: x.range[1] + 16, y }, muted),
        ]
      : [
          textMark("label", name, { x: 0, y: top + 8 }, { halo: true }),
          textMark("label", words, { x: 0, y: top + 40 }, { ...muted, halo: true }),
        ]),
  ];
}

/** The cases that have neither figure. */
export const withoutPauses = (cases: readonly MeasuredCase[]): MeasuredCase[] =>
  cases.filter((each) => !hasFigure(pausesOf(each)));

const hasFigure = ({ stall, longest }: Pauses): boolean => stall !== undefined || longest !== undefined;

const collectorSymbol: SymbolStyle = {
  shape: "stroke",
  radius: 5.7,
  fill: color("heap"),
  stroke: color("heap"),
};

function pausesOf(measured: MeasuredCase): Pauses {
  const median = (name: "loopStall" | "gcLongestPause" | "gcPause" | "gcCount" | "wall") => {
    const metric = measured.summary.metrics[name];
    return metric.kind === "measured" ? metric.summary.median : undefined;
  };
  const [total, count, wall] = [median("gcPause"), median("gcCount"), median("wall")];
  const share = total !== undefined && wall !== undefined && wall > 0 ? `, ${percent(total / wall)} of wall` : "";
  const words =
    total === undefined
      ? "collector not watched"
      : `GC ${formatValue(total, "ms")}${count === undefined ? "" : ` in ${formatCount(count)}`}${share}`;
  return { measured, stall: median("loopStall"), longest: median("gcLongestPause"), words };
}

const percent = (ratio: number): string => `${formatRatio(ratio * 100)} %`;

const stallInWords = (stall: number | undefined): string =>
  stall === undefined ? "stalls not measured" : `longest stall ${formatValue(stall, "ms")}`;
