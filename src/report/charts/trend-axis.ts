/** The upright axis of a trend, alike in its sparkline and in its chart. */
import type { Trend } from "../../compare/history.js";
import { columnFormat } from "../format.js";
import type { AxisUnit, PlotAxis } from "./axis.js";

/**
 * How far an axis of ratios reaches from its middle at least, as a fraction of it: a change by a twentieth is to look
 * like one, and not like a cliff.
 */
const leastReach = 0.25;

/** The axis of so many px; what lies around zero has zero on it. */
export function trendAxis(trend: Trend, height: number): PlotAxis {
  const figures = trend.lines.flatMap(({ levels }) => levels.flatMap(({ trials }) => [...trials.values]));
  const unit = unitOf(figures, trend);
  return { type: "linear", domain: domainOf(figures, trend, unit), range: [height, 0], unit };
}

/** The unit that a table would choose, and how many of the metric's own it is. */
function unitOf(figures: readonly number[], { metric }: Trend): AxisUnit {
  const { unit } = columnFormat(figures, metric.unit);
  const sizes: Readonly<Record<string, number>> = { s: 1e3, kB: 1e3, MB: 1e6, GB: 1e9, "k/s": 1e3, "M/s": 1e6 };
  return { name: unit, size: sizes[unit] ?? 1 };
}

function domainOf(figures: readonly number[], { metric }: Trend, unit: AxisUnit): [number, number] {
  const isDifference = metric.compared.as === "difference";
  const shown = isDifference ? [...figures, 0] : figures;
  const [lowest, highest] = [Math.min(...shown), Math.max(...shown)];
  const middle = (lowest + highest) / 2;
  const least = Math.max(isDifference ? 0 : leastReach * Math.abs(middle), metric.unit === "count" ? 1 : 0);
  const half = Math.max(((highest - lowest) / 2) * 1.15, least) || unit.size;
  // An axis that would begin somewhat below zero, or that has zero for its end, begins there.
  const from = lowest >= 0 && middle - half < 0 ? 0 : middle - half;
  return [from, highest <= 0 && isDifference && lowest < 0 ? 0 : middle + half];
}
