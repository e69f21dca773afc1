/** Every law that was found, metric by metric. */
import type { PatternGrowth } from "../../../growth/growths.js";
import { metricNames, metrics, type MetricName } from "../../../metrics.js";
import { formatNumber, formatPercents, formatValue, withSign } from "../../format.js";
import { absentCell, figureCell, wordsCell, type Cell, type Row, type Table } from "../table.js";
import { detail } from "../medium.js";
import { fittedOf, growthName, lawText, type Fitted } from "./words.js";

const columns = [
  { title: "law", definition: "The simplest law that explains the sizes.", text: true },
  { title: "at 0 rows", definition: "The intercept: what there is without a row.", text: false },
  { title: "per row", definition: "The slope, of a linear law.", text: false },
  { title: "exponent", definition: "The power of the rows by which it grows beyond that.", text: false },
  { title: "miss", definition: "By how much the law, fitted to the smaller sizes, misses the largest.", text: false },
] as const;

/** The table; undefined where no law was found. */
export function lawTable(growths: readonly PatternGrowth[]): Table | undefined {
  const groups = growths.flatMap((growth) => {
    const rows = metricNames.flatMap((name): Row[] => {
      const fitted = fittedOf(growth, name);
      return fitted ? [{ name: metrics[name].title, cells: cellsOf(fitted, name) }] : [];
    });
    return rows.length > 0 ? [{ title: growthName(growth), rows }] : [];
  });
  if (groups.length === 0) return undefined;
  return {
    kind: "table",
    shown: detail,
    label: "Every law of growth",
    rowTitle: "metric",
    columns: columns.map(({ title, definition, text }) => ({
      name: title,
      title,
      definition,
      group: "law",
      rank: 1,
      ...(text && { text }),
    })),
    groups,
    notes: absences(growths).map((text) => ({ text })),
  };
}

function cellsOf({ growth, points, exponent, heldOut }: Fitted, name: MetricName): Cell[] {
  const { law, fit } = growth;
  const { unit } = metrics[name];
  const [start = 0, perRow = 0] = fit.coefficients;
  return [
    wordsCell(lawText(growth, points)),
    law === "logarithmic" ? absentCell("a logarithm has none") : figureCell(formatValue(start, unit), start),
    law === "linear" ? figureCell(perRowText(perRow, unit), perRow) : absentCell("growth isn't linear"),
    exponent
      ? {
          kind: "figure",
          text: formatNumber(exponent.value, 2),
          interval: `${formatNumber(exponent.low, 2)} to ${formatNumber(exponent.high, 2)}`,
          value: exponent.value,
        }
      : absentCell("needs four sizes, and growth"),
    heldOut
      ? figureCell(`${withSign(formatPercents(heldOut.error), heldOut.error)} %`, heldOut.error)
      : absentCell("the other sizes are too few for a law"),
  ];
}

/** "928 B", "13.4 µs", "0.01": what one row adds, which may be little of the unit. */
export function perRowText(value: number, unit: "ms" | "bytes" | "count" | "rows/s"): string {
  if (unit === "ms") return `${formatNumber(value * 1000, 1)} µs`;
  if (unit === "bytes") return value < 10 ? `${formatNumber(value, 2)} B` : formatValue(value, unit);
  return value < 0.01 ? `1 in ${formatNumber(1 / value, 0)}` : formatNumber(value, 2);
}

/** Why metrics have no law, each reason once. */
function absences(growths: readonly PatternGrowth[]): string[] {
  const reasons = new Map<string, Set<string>>();
  for (const { metrics: found } of growths) {
    for (const name of metricNames) {
      const metric = found[name];
      if (metric.kind === "fitted") continue;
      const titles = reasons.get(metric.reason) ?? new Set();
      reasons.set(metric.reason, titles.add(metrics[name].title));
    }
  }
  return [...reasons].map(([reason, titles]) => `${[...titles].join(", ")}: ${reason}`);
}
