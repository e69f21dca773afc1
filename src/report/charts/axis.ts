import type { PointerAxis } from "./chart.js";

/** An axis from `domain` (figures in `unit`) to `range` (px). */
export type PlotAxis = PointerAxis;

/** Where a value lies on an axis, in px: its start, for an axis without extent and a value that it can't show. */
export function position({ type, domain: [from, to], range: [start, end] }: PlotAxis, value: number): number {
  const scaled = type === "log" ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  return Number.isFinite(scaled) ? start + scaled * (end - start) : start;
}

/** A logarithmic axis's ends around these positive values, with some air beyond the outermost ones. */
export function logDomain(values: readonly number[], air = 1.3): [number, number] {
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  return Number.isFinite(lowest) ? [lowest / air, highest * air] : [1, 10];
}

/** The round figures 1, 2 and 5 of each decade (fewer, where there are many decades) inside a logarithmic domain. */
export function logTicks([from, to]: readonly [number, number]): number[] {
  const firsts = to / from > 300 ? [1] : [1, 2, 5];
  const decades = Array.from(
    { length: Math.ceil(Math.log10(to)) - Math.floor(Math.log10(from)) + 1 },
    (_, index) => Math.floor(Math.log10(from)) + index,
  );
  return decades
    .flatMap((decade) => firsts.map((first) => Number(`${first}e${decade}`)))
    .filter((tick) => tick >= from && tick <= to);
}

/** How ticks are written: thousands apart, no needless zeros. */
export const tickFormat = ",~f";
