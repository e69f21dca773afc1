/** The few kinds of marks that the charts are made of. */
import { svg, thousandths, type Content, type Markup } from "../html/markup.js";
import type { Ends, Frame, Place, Size } from "./geometry.js";
import { color, textSize } from "./theme.js";

/** An element of SVG; attributes that are undefined are left out. */
function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content?: Content,
): Markup {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? undefined : svg` ${key}="${value}"`,
  );
  return content === undefined ? svg`<${name}${written}/>` : svg`<${name}${written}>${content}</${name}>`;
}

/** What makes a mark one that speaks. */
const said = (words: string | undefined) => (words === undefined ? {} : { role: "img", "aria-label": words });

/** How a text looks; in ink and aligned left unless said otherwise. */
export interface TextStyle {
  readonly align?: "left" | "middle" | "right";
  readonly fill?: string;
  readonly size?: number;
  readonly bold?: boolean;
  /** On a halo of the background's colour, so that it is read in front of lines. */
  readonly halo?: boolean;
}

const anchors = { left: undefined, middle: "middle", right: "end" } as const;

/** One line of text, `y` being its middle. */
export function textMark(classes: string, text: string, { x, y }: Place, style: TextStyle = {}): Markup {
  const { align = "left", fill, size, bold = false, halo = false } = style;
  const attributes = {
    class: classes,
    x,
    y,
    dy: ".32em",
    "text-anchor": anchors[align],
    fill,
    "font-size": size,
    "font-weight": bold ? 600 : undefined,
    ...(halo && { "paint-order": "stroke", stroke: color("paper"), "stroke-width": 4, "stroke-linejoin": "round" }),
  };
  return element("text", attributes, text);
}

/** A straight line; solid unless there are dashes. */
export const ruleMark = (classes: string, { x, y, x2, y2 }: Ends, stroke: string, dashes?: string): Markup =>
  element("line", { class: classes, x1: x, y1: y, x2, y2, stroke, "stroke-dasharray": dashes });

/** How a line through points looks. */
export interface LineStyle {
  readonly stroke: string;
  readonly width: number;
  readonly opacity?: number;
  readonly dashes?: string;
}

/**
 * A line through points; nothing where there are none.
 *
 * @param words what it is: the page says it beside the value under the pointer
 */
export function lineMark(
  classes: string,
  points: readonly Place[],
  style: LineStyle,
  words?: string,
): Markup | undefined {
  if (points.length === 0) return undefined;
  return element("path", {
    class: classes,
    ...said(words),
    d: `M${points.map(({ x, y }) => `${thousandths(x)},${thousandths(y)}`).join("L")}`,
    fill: "none",
    stroke: style.stroke,
    "stroke-width": style.width,
    "stroke-opacity": style.opacity,
    "stroke-dasharray": style.dashes,
    "stroke-linejoin": "round",
  });
}

/** Outlines of symbols around their middle, by the radius in px. */
const outlines = {
  circle: (r: number) => `M${-r},0A${r},${r} 0 1 1 ${r},0A${r},${r} 0 1 1 ${-r},0Z`,
  diamond: (r: number) => `M${-r},0L0,${-r}L${r},0L0,${r}Z`,
  square: (r: number) => `M${-r},${-r}H${r}V${r}H${-r}Z`,
  triangle: (r: number) => `M0,${-r}L${r},${r}H${-r}Z`,
  plus: (r: number) => {
    const [arm, thick] = [thousandths(0.6 * r), thousandths(0.8 * r)];
    return `M${-r},${-thick / 2}h${arm}v${-arm}h${thick}v${arm}h${arm}v${thick}h${-arm}v${arm}h${-thick}v${-arm}h${-arm}Z`;
  },
  stroke: (r: number) => `M0,${-r}V${r}`,
} as const;

/** How a symbol looks. */
export interface SymbolStyle {
  readonly shape: keyof typeof outlines;
  /** From its middle to its side, in px. */
  readonly radius: number;
  readonly fill: string;
  readonly stroke: string;
  /** Clockwise, in degrees. */
  readonly angle?: number;
}

/**
 * A symbol around a point.
 *
 * @param words what it stands for: the page shows and says it when it is pointed at
 */
export function symbolMark(classes: string, { x, y }: Place, style: SymbolStyle, words?: string): Markup {
  const { shape, radius, fill, stroke, angle } = style;
  const turned = angle === undefined ? "" : ` rotate(${angle})`;
  return element("path", {
    class: classes,
    ...said(words),
    transform: `translate(${thousandths(x)},${thousandths(y)})${turned}`,
    d: outlines[shape](radius),
    fill,
    stroke,
    "stroke-width": 1.75,
  });
}

/** A filled rectangle. */
export const boxMark = (classes: string, { x, y, width, height }: Place & Size, fill: string): Markup =>
  element("rect", { class: classes, x, y, width, height, fill });

/** What the upright axis counts, written above it. */
export const axisTitle = (text: string, { margin }: Frame): Markup =>
  textMark("title", text, { x: -margin.left, y: 10 - margin.top }, { fill: color("muted"), size: textSize.tick });
