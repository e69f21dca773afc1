/** Axes: where a value lies, which ticks are round, and how Vega is told of both. */
import type { Axis, Scale } from "vega";

/** An axis from `domain` (figures in `unit`) to `range` (px). */
export interface PlotAxis {
  readonly type: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  readonly unit: string;
}

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

/** Which figures of each decade are ticks, from coarse to fine. */
const subdivisions = [[1], [1, 2, 5], [1, 1.5, 2, 3, 5, 7]];

/** Round figures inside a logarithmic domain: about four, if that can be, and not more than `most`. */
export function logTicks([from, to]: readonly [number, number], most = 12): number[] {
  const lowest = Math.floor(Math.log10(from));
  const decades = Array.from({ length: Math.ceil(Math.log10(to)) - lowest + 1 }, (_, index) => lowest + index);
  const candidates = subdivisions.map((firsts) =>
    decades
      .flatMap((decade) => firsts.map((first) => Number(`${first}e${decade}`)))
      .filter((tick) => tick >= from && tick <= to),
  );
  const fitting = candidates.filter((ticks, index) => index === 0 || ticks.length <= most);
  return fitting.find((ticks) => ticks.length >= 4) ?? fitting.at(-1) ?? [];
}

/** An axis as one of Vega's scales. */
export const plotScale = (name: "x" | "y", { type, domain, range }: PlotAxis): Scale => ({
  name,
  type,
  domain: [...domain],
  range: [...range],
});

/** Ticks as Vega formats them: thousands apart, no needless zeros. */
export const tickFormat = ",~f";

/** The horizontal axis under the plot, with about so many ticks; untitled for an empty title. */
export function bottomAxis({ type, domain }: PlotAxis, title: string, ticks: number): Axis {
  const placed = type === "log" ? { values: logTicks(domain, ticks), grid: true } : { tickCount: ticks };
  const titled = title === "" ? {} : { title, titlePadding: 10 };
  return { scale: "x", orient: "bottom", format: tickFormat, aria: false, ...placed, ...titled };
}

/** The upright axis at the left, with about so many ticks; what it counts is written above it, by a mark of its own. */
export function leftAxis({ type, domain }: PlotAxis, ticks: number): Axis {
  const placed = type === "log" ? { values: logTicks(domain, ticks) } : { tickCount: ticks };
  return { scale: "y", orient: "left", format: tickFormat, grid: true, aria: false, ...placed };
}
