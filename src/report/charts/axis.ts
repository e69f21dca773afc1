/** Axes: where a value lies, which ticks are round, and how both are drawn. */
import { ticks } from "d3-array";
import type { Unit } from "../../metrics.js";
import { svg, type Markup } from "../html/markup.js";
import type { Size } from "./geometry.js";
import { ruleMark, textMark } from "./marks.js";
import { apart } from "./place-labels.js";
import { color, textSize, textWidth } from "./theme.js";

/** An axis from `domain`, in what is measured, to `range`, in px. */
export interface PlotAxis {
  readonly type: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  /** What its figures are written in. */
  readonly unit: AxisUnit;
}

/** What an axis is written in, so that its ticks have few digits: the name, and how much one of it is. */
export interface AxisUnit {
  readonly name: string;
  readonly size: number;
}

/** For figures that are written as they are. */
export const noUnit: AxisUnit = { name: "", size: 1 };

/** The unit of an axis that reaches up to `largest`. */
export function axisUnit(largest: number, unit: Extract<Unit, "ms" | "bytes">): AxisUnit {
  if (unit === "ms") return largest >= 1e3 ? { name: "s", size: 1e3 } : { name: "ms", size: 1 };
  return largest >= 1e10 ? { name: "GB", size: 1e9 } : { name: "MB", size: 1e6 };
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

/** Figures that are round in an axis's unit: about so many on a linear one, not more on a logarithmic one. */
export function ticksOf({ type, domain: [from, to], unit: { size } }: PlotAxis, count: number): number[] {
  const [first, last] = [from / size, to / size];
  const round = type === "log" ? logTicks([first, last], count) : ticks(first, last, count);
  return round.map((tick) => tick * size);
}

/** In the axis's unit, thousands apart, no needless zeros. */
const tickText = (value: number, { size }: AxisUnit): string =>
  (value / size).toLocaleString("en-US", { maximumFractionDigits: 6 });

/** Length of the stroke of a tick, in px. */
const tickSize = 4;

const style = { fill: color("muted"), size: textSize.tick } as const;

/** What an axis under the plot shows. */
export interface BottomAxis {
  /** The most important one first, where not all of their names have room. */
  readonly ticks: readonly number[];
  /** How a tick is called; its figure unless said otherwise. */
  readonly nameOf?: (tick: number, unit: AxisUnit) => string;
  readonly title?: string;
  /** Whether lines go up through the plot. */
  readonly grid?: boolean;
}

/** The horizontal axis under the plot. */
export function bottomAxis(x: PlotAxis, { width, height }: Size, shown: BottomAxis): Markup {
  const { ticks, nameOf = tickText, title, grid = false } = shown;
  const placed = ticks.map((tick) => ({ text: nameOf(tick, x.unit), middle: position(x, tick) }));
  const upright = (from: number, to: number) =>
    placed.map(({ middle }) => ({ x: middle, x2: middle, y: from, y2: to }));
  const names = placed.map((each) => ({ ...each, width: textWidth(each.text, textSize.tick) }));
  return svg`<g class="axis">${[
    ...(grid ? upright(0, height).map((ends) => ruleMark("grid", ends, color("line"))) : []),
    ...upright(height, height + tickSize).map((ends) => ruleMark("tick", ends, color("faint"))),
    ruleMark("domain", { x: 0, x2: width, y: height, y2: height }, color("faint")),
    ...apart(names).map(({ text, middle }) =>
      textMark("tick", text, { x: middle, y: height + 12 }, { ...style, align: "middle" }),
    ),
    ...(title === undefined
      ? []
      : [textMark("title", title, { x: width / 2, y: height + 33 }, { ...style, align: "middle" })]),
  ]}</g>`;
}

/** The upright axis at the left with lines across the plot; what it counts is written above it, by a mark of its own. */
export function leftAxis(y: PlotAxis, { width, height }: Size, ticks: readonly number[]): Markup {
  const levels = ticks.map((tick) => ({ text: tickText(tick, y.unit), level: position(y, tick) }));
  const across = (from: number, to: number) => levels.map(({ level }) => ({ x: from, x2: to, y: level, y2: level }));
  return svg`<g class="axis">${[
    ...across(0, width).map((ends) => ruleMark("grid", ends, color("line"))),
    ...across(-tickSize, 0).map((ends) => ruleMark("tick", ends, color("faint"))),
    ruleMark("domain", { x: 0, x2: 0, y: 0, y2: height }, color("faint")),
    ...levels.map(({ text, level }) => textMark("tick", text, { x: -7, y: level }, { ...style, align: "right" })),
  ]}</g>`;
}
