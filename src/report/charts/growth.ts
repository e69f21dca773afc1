/** Peak RSS over the rows that are read, with the laws that it follows. */
import type { Growth } from "../../growth/choose-law.js";
import type { PatternGrowth } from "../../growth/growths.js";
import { predict } from "../../growth/predict.js";
import { formatCount, formatValue } from "../format.js";
import type { Markup } from "../html/markup.js";
import { axisUnit, bottomAxis, leftAxis, logDomain, noUnit, position, ticksOf, type PlotAxis } from "./axis.js";
import { chartLabels, yieldColor, yieldSymbol } from "./case-marks.js";
import { nameIn, type Chart } from "./chart.js";
import { plotSize, widths, type Format, type Frame, type Place } from "./geometry.js";
import { axisTitle, lineMark, symbolMark, textMark } from "./marks.js";
import { placeLabels } from "./place-labels.js";
import { textSize, textWidth } from "./theme.js";

const frames = {
  wide: { width: widths.wide, height: 520, margin: { top: 30, right: 24, bottom: 46, left: 44 } },
  narrow: { width: widths.narrow, height: 460, margin: { top: 28, right: 8, bottom: 44, left: 40 } },
} as const satisfies Record<string, Frame>;

/** How far beyond the largest size laws are drawn: so many times its rows. */
const beyond = 10;

/** Points of a line between two sizes: enough for a curve to look like one. */
const stepsOfLine = 24;

/** A pattern with its law, in rows and bytes. */
interface Drawn {
  readonly pattern: PatternGrowth;
  readonly growth: Growth;
  readonly points: readonly { readonly rows: number; readonly value: number }[];
}

/**
 * Draws the patterns that a law of peak RSS was found for.
 *
 * @returns undefined where there are none
 */
export function growthChart(growths: readonly PatternGrowth[], format: Format): Chart | undefined {
  const drawn = growths.flatMap((pattern): Drawn[] => {
    const { peakRss } = pattern.metrics;
    return peakRss.kind === "fitted" ? [{ pattern, growth: peakRss.growth, points: peakRss.points }] : [];
  });
  if (drawn.length === 0) return undefined;
  const frame = frames[format];
  const size = plotSize(frame);
  const rows = drawn.flatMap(({ points }) => points.map((point) => point.rows));
  const end = Math.max(...rows) * beyond;
  const values = drawn.flatMap(({ growth, points }) => [
    ...points.map(({ value }) => value),
    predict(growth, end).value,
  ]);
  const x: PlotAxis = { type: "log", domain: logDomain([...rows, end], 1.1), range: [0, size.width], unit: noUnit };
  const y: PlotAxis = {
    type: "log",
    domain: logDomain(values, 1.15),
    range: [size.height, 0],
    unit: axisUnit(Math.max(...values), "bytes"),
  };
  const at = (count: number, value: number): Place => ({ x: position(x, count), y: position(y, value) });
  const names = chartLabels(
    drawn.map(({ pattern: { label, largest } }) => ({ ...largest, label })),
    format,
  );
  const lines = drawn.map((each) => linesOf(each, end, at));
  const labels = placeLabels(
    drawn.map(({ growth }, index) => ({
      // Where the line is still in the plot with room for its name.
      ...at(end / 2.5, predict(growth, end / 2.5).value),
      width: textWidth(names[index] ?? "", textSize.label),
    })),
    size,
  );
  return {
    name: nameIn(format, "peak-by-rows"),
    title: "Peak RSS by rows",
    description: drawn.map(sentence).join(" "),
    frame,
    drawing: [
      bottomAxis(x, size, { ticks: ticksOf(x, 8), title: "rows (logarithmic)", grid: true }),
      leftAxis(y, size, ticksOf(y, 10)),
      axisTitle(`peak RSS, ${y.unit.name} (logarithmic)`, frame),
      lines,
      drawn.map(({ pattern, points }) =>
        points.map(({ rows: count, value }) =>
          symbolMark(
            "point",
            at(count, value),
            yieldSymbol(pattern.largest),
            `${pattern.label}: ${formatValue(value, "bytes")} at ${formatCount(count)} rows`,
          ),
        ),
      ),
      labels.map((place, index) => textMark("label", names[index] ?? "", place, { halo: true })),
    ],
  };
}

/** The law where there are sizes, and dashed beyond them. */
function linesOf({ pattern, growth }: Drawn, end: number, at: (rows: number, value: number) => Place) {
  const [first, last] = [growth.points[0]?.rows ?? 1, growth.points.at(-1)?.rows ?? 1];
  const through = (from: number, to: number): Place[] =>
    Array.from({ length: stepsOfLine + 1 }, (_, step) => {
      const rows = from * (to / from) ** (step / stepsOfLine);
      return at(rows, predict(growth, rows).value);
    });
  const stroke = yieldColor(pattern.largest);
  return [
    lineMark("law", through(first, last), { stroke, width: 1.5, opacity: 0.7 }),
    lineMark("law", through(last, end), { stroke, width: 1.25, opacity: 0.7, dashes: "4,3" }),
  ] satisfies (Markup | undefined)[];
}

function sentence({ pattern: { label }, growth, points }: Drawn): string {
  const figures = points.map(({ rows, value }) => `${formatValue(value, "bytes")} at ${formatCount(rows)}`);
  return `${label}, ${growth.law}: ${figures.join(", ")} rows.`;
}
