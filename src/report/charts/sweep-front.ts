/** Time against peak RSS of a sweep at one latency: a line a pattern, a point each value of its options. */
import { summaryOf, type Front } from "../../compare/swept.js";
import type { CaseSummary } from "../../results/case-summary.js";
import { formatCount, formatValue } from "../format.js";
import type { Markup } from "../html/markup.js";
import { axisUnit, bottomAxis, leftAxis, logDomain, position, ticksOf, type PlotAxis } from "./axis.js";
import { chartLabel, chartName, yieldColor, yieldSymbol } from "./case-marks.js";
import { nameIn, type Chart } from "./chart.js";
import { plotSize, widths, type Box, type Format, type Frame } from "./geometry.js";
import { axisTitle, lineMark, ruleMark, symbolMark, textMark } from "./marks.js";
import type { MeasuredCase } from "./measured-case.js";
import { placeLabels } from "./place-labels.js";
import { color, textSize, textWidth } from "./theme.js";

const frames = {
  wide: { width: widths.wide, height: 440, margin: { top: 30, right: 24, bottom: 46, left: 44 } },
  narrow: { width: widths.narrow, height: 400, margin: { top: 28, right: 8, bottom: 44, left: 40 } },
} as const satisfies Record<Format, Frame>;

/** What the chart is called, and at which latency its cases were read, in words. */
export interface SweepFrontName {
  readonly name: string;
  readonly latency: string;
}

/** A case in the plot, in px. */
interface Plotted {
  readonly summary: CaseSummary;
  readonly x: number;
  readonly y: number;
}

/**
 * Draws the cases that have both figures.
 *
 * @returns undefined where there are none
 */
export function sweepFrontChart(
  cases: readonly MeasuredCase[],
  { best, knee }: Front,
  { name, latency }: SweepFrontName,
  format: Format,
): Chart | undefined {
  const points = cases.flatMap(({ summary }) => {
    const [wall, peak] = [summaryOf(summary, "wall"), summaryOf(summary, "peakRss")];
    return wall && peak ? [{ summary, time: wall.median, memory: peak.median }] : [];
  });
  if (points.length === 0) return undefined;
  const frame = frames[format];
  const size = plotSize(frame);
  const [times, peaks] = [points.map(({ time }) => time), points.map(({ memory }) => memory)];
  const [time, memory] = [axisUnit(Math.max(...times), "ms"), axisUnit(Math.max(...peaks), "bytes")];
  const x: PlotAxis = { type: "log", domain: logDomain(times), range: [0, size.width], unit: time };
  // All of a sweep's peaks lie within one decade: a logarithmic axis would have no ticks.
  const [least, most] = [Math.min(...peaks), Math.max(...peaks)];
  const air = Math.max((most - least) * 0.1, most * 0.02);
  const y: PlotAxis = { type: "linear", domain: [least - air, most + air], range: [size.height, 0], unit: memory };
  const plotted = points.map(({ summary, time: wall, memory: peak }): Plotted => ({
    summary,
    x: position(x, wall),
    y: position(y, peak),
  }));
  const lines = linesOf(plotted);
  const sentence = ({ summary }: Plotted) => sentenceOf(summary, best.includes(summary), summary === knee);
  return {
    name: nameIn(format, name),
    title: `Time against peak RSS at ${latency}`,
    description: plotted.map(sentence).join(". "),
    frame,
    drawing: [
      bottomAxis(x, size, { ticks: ticksOf(x, 12), title: `wall, ${time.name} (logarithmic)`, grid: true }),
      leftAxis(y, size, ticksOf(y, 6)),
      axisTitle(`peak RSS, ${memory.name}`, frame),
      lines.map((line) =>
        lineMark("sweep", line, { stroke: line[0] ? yieldColor(line[0].summary) : "", width: 1.25, opacity: 0.5 }),
      ),
      labels(lines, size),
      plotted.map((each) =>
        symbolMark("point", each, symbolOf(each.summary, best.includes(each.summary)), sentence(each)),
      ),
      plotted
        .filter(({ summary }) => summary === knee)
        .map((each) => symbolMark("knee", each, { shape: "circle", radius: 10, fill: "none", stroke: color("ink") })),
    ],
  };
}

/** Filled where nothing beats it. */
function symbolOf(summary: CaseSummary, isBest: boolean): ReturnType<typeof yieldSymbol> {
  return { ...yieldSymbol(summary), fill: isBest ? yieldColor(summary) : color("paper") };
}

/** Those of each pattern, options rising. */
function linesOf(plotted: readonly Plotted[]): Plotted[][] {
  const patterns = [...new Set(plotted.map(({ summary }) => summary.pattern.id))];
  const first = ({ summary }: Plotted) => Object.values(summary.case.options)[0] ?? 0;
  return patterns.map((id) =>
    plotted.filter(({ summary }) => summary.pattern.id === id).sort((a, b) => first(a) - first(b)),
  );
}

/** Each point by its value, and the first of each line by its pattern, too. */
function labels(lines: readonly (readonly Plotted[])[], size: { width: number; height: number }): Markup[] {
  const named = lines.flatMap((line) =>
    line.map((each, index) => {
      const values = Object.values(each.summary.case.options).map(formatCount).join(", ");
      const pattern = chartName(each.summary.pattern.id);
      const text = line.length === 1 ? chartLabel(each.summary) : index === 0 ? `${pattern} ${values}` : values;
      return { ...each, text, width: textWidth(text, textSize.label) };
    }),
  );
  const points: Box[] = named.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
  return placeLabels(named, size, points).flatMap(({ leader, ...place }, index) => [
    ...(leader ? [ruleMark("leader", leader, color("faint"))] : []),
    textMark("label", named[index]?.text ?? "", place, { halo: true }),
  ]);
}

function sentenceOf(summary: CaseSummary, isBest: boolean, isKnee: boolean): string {
  const [wall, peak] = [summaryOf(summary, "wall"), summaryOf(summary, "peakRss")];
  const figures =
    wall && peak ? `${formatValue(wall.median, "ms")}, peak RSS ${formatValue(peak.median, "bytes")}` : "";
  return `${chartLabel(summary)}: ${figures}${isKnee ? "; the knee" : isBest ? "; not beaten" : ""}`;
}
