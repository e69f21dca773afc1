/** How long each read kept its event loop from anything else, and how much of that was the collector. */
import type { Mark } from "vega";
import { formatCount, formatRatio, formatValue } from "../format.js";
import { bottomAxis, logDomain, plotScale, position, type PlotAxis } from "./axis.js";
import { chartLabel, yieldGlyph, yieldSymbol } from "./case-marks.js";
import { plotSize, type Chart, type Frame } from "./chart.js";
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
  wide: {
    rowHeight: 28,
    ticks: 12,
    frame: (rows: number): Frame => ({
      width: 920,
      height: rows * 28 + 50,
      margin: { top: 4, right: 250, bottom: 46, left: 208 },
    }),
  },
  narrow: {
    rowHeight: 52,
    ticks: 5,
    frame: (rows: number): Frame => ({
      width: 340,
      height: rows * 52 + 50,
      margin: { top: 4, right: 12, bottom: 46, left: 8 },
    }),
  },
} as const;

/** Draws the cases that have at least one of the figures; `undefined` when none has. */
export function pausesChart(cases: readonly MeasuredCase[], format: keyof typeof layouts): Chart | undefined {
  const rows = cases.map(pausesOf).filter(hasFigure);
  if (rows.length === 0) return undefined;
  const layout = layouts[format];
  const frame = layout.frame(rows.length);
  const { width } = plotSize(frame);
  // Less than a tenth of a millisecond can't be told from nothing, and a logarithmic axis has no zero.
  const values = rows.flatMap(({ stall, longest }) => [stall, longest]).map((value) => Math.max(0.1, value ?? 1));
  const x: PlotAxis = { type: "log", domain: logDomain(values), range: [0, width], unit: "ms" };
  return {
    name: format === "wide" ? "pauses" : "pauses-narrow",
    title: "Event-loop stalls and collector pauses",
    description: `${rows.map(({ measured, words, stall }) => `${chartLabel(measured.summary)}: ${stallInWords(stall)}; ${words}`).join(". ")}.`,
    frame,
    spec: {
      scales: [plotScale("x", x)],
      axes: [bottomAxis(x, "longest, ms (logarithmic)", layout.ticks)],
      marks: rows.flatMap((row, index): Mark[] => {
        const { stall, longest, words } = row;
        const { summary } = row.measured;
        const top = index * layout.rowHeight;
        const wide = format === "wide";
        const y = top + (wide ? layout.rowHeight / 2 : 24);
        const at = (value: number) => position(x, Math.max(0.1, value));
        const name = `${yieldGlyph(summary)} ${chartLabel(summary)}`;
        return [
          ...(stall === undefined || longest === undefined
            ? []
            : [ruleMark("link", { x: at(longest), x2: at(stall), y, y2: y }, color("faint"))]),
          ...(longest === undefined ? [] : [symbolMark("point", at(longest), y, collectorSymbol)]),
          ...(stall === undefined ? [] : [symbolMark("point", at(stall), y, yieldSymbol(summary))]),
          textMark("label", name, wide ? -12 : 0, wide ? y : top + 8, { align: wide ? "right" : "left" }),
          textMark("label", words, wide ? width + 16 : 0, wide ? y : top + 40, { fill: color("muted") }),
        ];
      }),
    },
  };
}

/** The cases that have neither figure. */
export const withoutPauses = (cases: readonly MeasuredCase[]): MeasuredCase[] =>
  cases.filter((each) => !hasFigure(pausesOf(each)));

const hasFigure = ({ stall, longest }: Pauses): boolean => stall !== undefined || longest !== undefined;

const collectorSymbol: SymbolStyle = {
  shape: "stroke",
  angle: 90,
  size: 130,
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
