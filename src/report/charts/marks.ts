/** The few kinds of marks that the charts are made of, at places in px. */
import type { Mark } from "vega";
import type { Frame } from "./chart.js";
import { color, textSize } from "./theme.js";

type Channels = Readonly<Record<string, string | number | boolean | readonly number[]>>;

/**
 * What Vega makes a channel of. It takes a text that names something of Object's prototype, as a pattern called
 * `constructor` does, for one of its own operators, unless the text is put together while it draws.
 */
function channelOf(value: Channels[string]): { readonly value: Channels[string] } | { readonly signal: string } {
  if (typeof value !== "string" || !(value in Object.prototype)) return { value };
  return { signal: `${JSON.stringify(value.slice(0, 2))} + ${JSON.stringify(value.slice(2))}` };
}

/** A mark that isn't told to those who listen: the chart's description says it, or a label beside it. */
function silent(type: "text" | "rule" | "symbol" | "rect" | "path", classes: string, channels: Channels): Mark {
  const enter = Object.fromEntries(Object.entries(channels).map(([channel, value]) => [channel, channelOf(value)]));
  return { type, name: classes, aria: false, encode: { enter } };
}

/** How a text looks; in ink and aligned left unless said otherwise. */
export interface TextStyle {
  readonly align?: "left" | "right";
  readonly fill?: string;
  readonly size?: number;
  readonly bold?: boolean;
}

/** One line of text, `y` being its middle. */
export function textMark(classes: string, text: string, x: number, y: number, style: TextStyle = {}): Mark {
  return silent("text", classes, {
    x,
    y,
    text,
    align: style.align ?? "left",
    baseline: "middle",
    fontSize: style.size ?? textSize.label,
    fontWeight: style.bold ? 600 : 400,
    fill: style.fill ?? color("ink"),
  });
}

/** Text on a halo of the background's colour, so that it is read in front of lines. */
export function haloedText(classes: string, text: string, x: number, y: number, fill = color("ink")): Mark[] {
  const halo = { stroke: color("paper"), strokeWidth: 4, strokeJoin: "round" };
  return [silent("text", "halo", { x, y, text, baseline: "middle", ...halo }), textMark(classes, text, x, y, { fill })];
}

/** A straight line; solid unless there are dashes. */
export function ruleMark(
  classes: string,
  ends: { readonly x: number; readonly y: number; readonly x2: number; readonly y2: number },
  stroke: string,
  dashes: readonly number[] = [],
): Mark {
  return silent("rule", classes, { ...ends, stroke, strokeWidth: 1, ...(dashes.length > 0 && { strokeDash: dashes }) });
}

/** How a symbol looks. */
export interface SymbolStyle {
  readonly shape: string;
  readonly size: number;
  readonly fill: string;
  readonly stroke: string;
  /** In degrees. */
  readonly angle?: number;
}

/** A symbol around a point. */
export function symbolMark(classes: string, x: number, y: number, style: SymbolStyle): Mark {
  return silent("symbol", classes, { x, y, strokeWidth: 1.75, angle: 0, ...style });
}

/** A symbol with words of its own, which the page shows and says when it is pointed at. */
export function spokenSymbol(classes: string, x: number, y: number, style: SymbolStyle, words: string): Mark {
  const mark = silent("symbol", classes, { x, y, strokeWidth: 1.75, angle: 0, ...style, description: words });
  return { ...mark, aria: true };
}

/** A filled rectangle from the plot's upper left corner. */
export function tintMark(classes: string, width: number, height: number, fill: string): Mark {
  return silent("rect", classes, { x: 0, y: 0, width, height, fill });
}

/** A shape drawn by SVG path commands, moved to a place. */
export function pathMark(classes: string, path: string, x: number, y: number, fill: string): Mark {
  return silent("path", classes, { path, x, y, fill });
}

/** What the upright axis counts, written above it. */
export const axisTitle = (text: string, { margin }: Frame): Mark =>
  textMark("title", text, -margin.left, 10 - margin.top, { fill: color("muted"), size: textSize.tick });
