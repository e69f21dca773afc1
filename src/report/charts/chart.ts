/** A chart: what is drawn, and the words that stand for it where it can't be seen. */
import { html, svg, trusted, type Content, type Markup } from "../html/markup.js";
import type { PlotAxis } from "./axis.js";
import type { Format, Frame } from "./geometry.js";
import { color, dark, declarations, fontFamily, light, paintRules, textSize } from "./theme.js";

/** The name of a chart in a format: of the wide one it is the plain name. */
export const nameIn = (format: Format, name: string): string => (format === "wide" ? name : `${name}-narrow`);

/** A chart that is drawn. */
export interface Chart {
  /** Its file's name without the ending: lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly title: string;
  /** What it shows, in sentences with its figures: the text alternative. */
  readonly description: string;
  readonly frame: Frame;
  /** SVG, in px from the plot's upper left corner. */
  readonly drawing: Content;
  /** For charts of lines: how the page makes figures of pixels, to say what is under the pointer. */
  readonly pointer?: { readonly x: PlotAxis; readonly y: PlotAxis };
}

/** The `<svg>` element for the page, which brings the colours' rules and says the words beside it. */
export function inlineSvg({ frame, drawing, pointer }: Chart): Markup {
  const { width, height } = frame;
  const axes = pointer && html` data-pointer="${JSON.stringify(pointer)}"`;
  return svg`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"${axes}>${placed(frame, drawing)}</svg>`;
}

/** Room for the title above a chart that stands alone, in px. */
const titleHeight = 34;

/**
 * A whole SVG file: with its title, its text alternative, a background and its own colours, which follow the reader's
 * colour scheme where style sheets are understood and are the light ones elsewhere.
 */
export const standaloneSvg = (chart: Chart): string => wholeSvg(chart, trusted(`<style>${styleOfFile}</style>`));

/** Fonts that are likely to be there, for what knows no system font. */
const likelyFonts = "Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, Noto Sans, sans-serif";

/** The same without a style sheet, for programs that stumble over one. */
export const plainSvg = (chart: Chart): string =>
  wholeSvg(chart, undefined).replaceAll('font-family="sans-serif"', `font-family="${likelyFonts}"`);

function wholeSvg({ title, description, frame, drawing }: Chart, style: Markup | undefined): string {
  const { width } = frame;
  const height = frame.height + titleHeight;
  const size = svg`viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return svg`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="title desc">
<title id="title">${title}</title>
<desc id="desc">${description}</desc>
${style}
<rect width="${width}" height="${height}" fill="${color("paper")}"/>
<text x="12" y="22" font-size="14" font-weight="600" font-family="sans-serif" fill="${color("ink")}">${title}</text>
<g transform="translate(0,${titleHeight})">${placed(frame, drawing)}</g>
</svg>
`.text;
}

const placed = ({ margin: { left, top } }: Frame, drawing: Content): Markup =>
  svg`<g transform="translate(${left},${top})" font-family="sans-serif" font-size="${textSize.label}" fill="${color("ink")}">${drawing}</g>`;

const styleOfFile = [
  `:root{${declarations(light)}}`,
  `@media (prefers-color-scheme:dark){:root{${declarations(dark)}}}`,
  paintRules,
  `text{font-family:${fontFamily};font-variant-numeric:tabular-nums}`,
].join("\n");
