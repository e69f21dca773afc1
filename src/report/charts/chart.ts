/** A chart: what is drawn, and the words that stand for it where it can't be seen. Vega draws it, without a browser. */
import { parse, View, type Spec } from "vega";
import { escapeXml } from "../escape-xml.js";
import { printable } from "../printable.js";
import type { PlotAxis } from "./axis.js";
import { fontFamily, color, dark, declarations, light, textSize } from "./theme.js";

/** The size of a chart and of the margins around its plot, in px. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly margin: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
}

/** The size of the plot inside of the margins. */
export const plotSize = ({ width, height, margin }: Frame): { width: number; height: number } => ({
  width: width - margin.left - margin.right,
  height: height - margin.top - margin.bottom,
});

/** A chart that can be drawn. Its texts may quote a result; whoever draws them escapes them. */
export interface Chart {
  /** Its file's name without the ending: lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly title: string;
  /** What it shows, in sentences with its figures: the text alternative. */
  readonly description: string;
  readonly frame: Frame;
  /** What Vega draws, in the frame. */
  readonly spec: Spec;
  /** For charts of lines: how the page makes figures of pixels, to say what is under the pointer. */
  readonly pointer?: { readonly x: PlotAxis; readonly y: PlotAxis };
}

/** The `<svg>` element for the page, which brings the colours and says the words beside it. */
export async function renderInline(chart: Chart): Promise<string> {
  const pointer = chart.pointer ? ` data-pointer="${escapeXml(JSON.stringify(chart.pointer))}"` : "";
  return (await draw(chart)).replace(/^<svg[^>]*>/, () => {
    const { width, height } = chart.frame;
    return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"${pointer}>`;
  });
}

/** Room for the title above a chart that stands alone, in px. */
const titleHeight = 34;

/**
 * A whole SVG file: with its title, its text alternative, a background and its own colours, which follow the reader's
 * colour scheme where style sheets are understood and are the light ones elsewhere.
 */
export async function renderStandalone(chart: Chart): Promise<string> {
  const [title, description] = [escapeXml(printable(chart.title)), escapeXml(printable(chart.description))];
  const body = (await draw(chart)).replace(/^<svg[^>]*>/, "").replace(/<\/svg>$/, "");
  const { width } = chart.frame;
  const height = chart.frame.height + titleHeight;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${title}</title>`,
    `<desc id="desc">${description}</desc>`,
    `<style>${followScheme}</style>`,
    `<rect width="${width}" height="${height}" fill="${light.paper}"/>`,
    `<text x="12" y="22" font-size="14" font-weight="600" font-family="sans-serif" fill="${light.ink}">${title}</text>`,
    `<g transform="translate(0,${titleHeight})">${withPlainColors(body)}</g>`,
    `</svg>\n`,
  ].join("\n");
}

/**
 * Puts the light colours in place of those that only a style sheet knows: not every program that shows SVG has style
 * sheets. {@link followScheme} then exchanges them again where there are.
 */
const withPlainColors = (svg: string): string =>
  svg.replace(
    /(?<=(?:fill|stroke)=")var\(--(\w+)\)(?=")/g,
    (variable, token) => (light as Record<string, string>)[String(token)] ?? variable,
  );

/** Style rules by which each of the light colours follows the reader's colour scheme. */
const followScheme = [
  `:root{${declarations(light)}}`,
  `@media (prefers-color-scheme:dark){:root{${declarations(dark)}}}`,
  ...Object.entries(light).flatMap(([token, plain]) => [
    `[fill="${plain}"]{fill:var(--${token})}`,
    `[stroke="${plain}"]{stroke:var(--${token})}`,
  ]),
  `text{font-family:${fontFamily};font-variant-numeric:tabular-nums}`,
].join("");

/** Vega's level of logging that leaves out warnings. */
const errorsOnly = 1;

async function draw({ spec, frame }: Chart): Promise<string> {
  const { margin } = frame;
  // Vega wants each mark's name, which becomes its class, to be the only one of its kind.
  const marks = (spec.marks ?? []).map((mark, index) => ({ ...mark, name: `${mark.name ?? "mark"} n${index}` }));
  const complete: Spec = {
    ...spec,
    marks,
    ...plotSize(frame),
    padding: { ...margin },
    autosize: "none",
    config: chartConfig,
  };
  const view = new View(parse(complete), { renderer: "none", logLevel: errorsOnly });
  try {
    return shortenNumbers(await view.toSVG()).replace(/ n\d+(?=" )/g, "");
  } finally {
    view.finalize();
  }
}

/** Vega writes 16 digits; the thousandth of a pixel is enough, and a third of the size. */
const shortenNumbers = (svg: string): string =>
  svg.replace(/(?<=translate\([^)"]{0,60})-?\d+\.\d{4,}/g, (number) =>
    String(Math.round(Number(number) * 1000) / 1000),
  );

const chartConfig = {
  axis: {
    domainColor: color("faint"),
    gridColor: color("line"),
    tickColor: color("faint"),
    tickSize: 4,
    labelColor: color("muted"),
    labelFontSize: textSize.tick,
    labelFont: "sans-serif",
    titleColor: color("muted"),
    titleFont: "sans-serif",
    titleFontSize: textSize.tick,
    titleFontWeight: "normal" as const,
  },
  text: { font: "sans-serif", fontSize: textSize.label, fill: color("ink") },
};
