/** How laws, predictions and ends are written. */
import type { Growth } from "../../../growth/choose-law.js";
import type { MetricGrowth, PatternGrowth } from "../../../growth/growths.js";
import type { End, Prediction } from "../../../growth/predict.js";
import type { MetricName } from "../../../metrics.js";
import { summaryOf, type CaseSummary } from "../../../results/case-summary.js";
import { formatCount, formatValue } from "../../format.js";
import { caseName } from "../figures.js";
import type { Name } from "../words.js";

/** A metric of a pattern that a law was fitted to. */
export type Fitted = Extract<MetricGrowth, { kind: "fitted" }>;

/** The law of a metric; undefined where there is none. */
export function fittedOf({ metrics }: PatternGrowth, name: MetricName): Fitted | undefined {
  const found = metrics[name];
  return found.kind === "fitted" ? found : undefined;
}

/** A pattern's name with the sign of what it gives, whatever its rows. */
export const growthName = ({ label, largest: { kind, side } }: PatternGrowth): Name => caseName({ label, kind, side });

/** "linear", or "linear from 10,000 rows". */
export function lawText({ law, points, holds }: Growth, all: readonly { readonly rows: number }[]): string {
  const [first] = points;
  const from = first && first.rows > (all[0]?.rows ?? 0) ? ` from ${formatCount(first.rows)} rows` : "";
  return `${holds ? "" : "about "}${law}${from}`;
}

/** A number of rows with three digits that count: "459,000". */
export const roundedRows = (rows: number): string => formatCount(Number(rows.toPrecision(3)));

/** "46 GB (42 GB to 51 GB)". */
export const predictionText = ({ value, low, high }: Prediction): string =>
  `${formatValue(value, "bytes")} (${formatValue(low, "bytes")} to ${formatValue(high, "bytes")})`;

/** "444,000 rows (405,000 to 491,000)". */
export function endText(end: Extract<End, { kind: "at" }>): string {
  const high = Number.isFinite(end.high) ? `to ${roundedRows(end.high)}` : "or far more";
  return `${roundedRows(end.rows)} rows (${roundedRows(end.low)} ${high})`;
}

/** The median of a metric at the largest size; undefined where it has none. */
export const medianOf = (largest: CaseSummary, name: MetricName): number | undefined =>
  summaryOf(largest, name)?.median;
