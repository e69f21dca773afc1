/**
 * HTML in which every text from outside is a text: whatever is put into a template is escaped, and made printable,
 * unless it is markup that another template made.
 */
import { printable } from "../printable.js";
import { escapeXml } from "../escape-xml.js";

/** HTML that is safe to put into a page. Made by {@link html}, or by {@link trusted} from our own files and charts. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What a template takes: texts and numbers are escaped, lists joined, `undefined` is nothing. */
export type Content = string | number | Markup | undefined | readonly Content[];

/**
 * Puts values into HTML.
 *
 * @example
 *   html`<td title="${label}">${label}</td>`;
 */
export function html(template: readonly string[], ...values: readonly Content[]): Markup {
  return new Markup(template.map((part, index) => part + textOf(values[index])).join(""));
}

/**
 * Puts values into SVG as {@link html} does into HTML. Its numbers are px, of which nobody sees more than the thousandth.
 *
 * @example
 *   svg`<text class="${classes}" x="${x}" y="${y}">${label}</text>`;
 */
export function svg(template: readonly string[], ...values: readonly Content[]): Markup {
  return html(template, ...values.map((value) => (typeof value === "number" ? thousandths(value) : value)));
}

/** A number of px to the thousandth. */
export const thousandths = (px: number): number => Math.round(px * 1000) / 1000;

/** Declares a text to be HTML already; for what this program made itself, never for what a result holds. */
export const trusted = (text: string): Markup => new Markup(text);

/** A text of several lines, its line breaks kept: for `<pre>`. */
export function lines(text: string): Markup {
  return trusted(
    text
      .split(/\r\n|\r|\n/)
      .map((line) => textOf(line))
      .join("\n"),
  );
}

function textOf(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(textOf).join("");
  return escapeXml(printable(String(content)));
}
