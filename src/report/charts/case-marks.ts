/** How charts name and paint a case: what it gives is told by colour and by shape. */
import type { CaseSummary } from "../../results/case-summary.js";
import { printable } from "../printable.js";
import type { SymbolStyle } from "./marks.js";
import { color, textSize, textWidth } from "./theme.js";

/** Longest name that a chart has room for, in characters; the page's text has it whole. */
const longestName = 36;

/** A case's label on one short line. */
export const chartLabel = ({ label }: CaseSummary): string => chartName(label);

/** Any name on one short line. */
export function chartName(label: string): string {
  const characters = Array.from(printable(label));
  return characters.length <= longestName ? characters.join("") : `${characters.slice(0, longestName - 1).join("")}…`;
}

/**
 * The labels of several cases in one chart: whole where it is wide; without their folder where it is narrow, if that
 * still tells all of them apart.
 */
export function chartLabels(cases: readonly CaseSummary[], format: "wide" | "narrow"): string[] {
  const whole = cases.map(chartLabel);
  const short = whole.map((label) => label.replace(/^[^/ ]+\//, ""));
  return format === "narrow" && new Set(short).size === new Set(whole).size ? short : whole;
}

/** What the pattern gives, in words. */
export const yieldWords = { entity: "entities", raw: "raw rows" } as const;

/** The colour of what the pattern gives; where both sides of a comparison are drawn, that of its side. */
export const yieldColor = ({ pattern, side }: CaseSummary): string => color(side ?? pattern.yields);

/** The symbol of a case: a filled circle for entities, an open diamond for raw rows. */
export const yieldSymbol = (summary: CaseSummary): SymbolStyle =>
  summary.pattern.yields === "entity"
    ? { shape: "circle", radius: 4.6, fill: yieldColor(summary), stroke: yieldColor(summary) }
    : { shape: "diamond", radius: 5.2, fill: color("paper"), stroke: yieldColor(summary) };

/** That shape as a character, for the label of a line. */
export const yieldGlyph = ({ pattern }: CaseSummary): string => (pattern.yields === "entity" ? "●" : "◇");

/** A case's label behind its shape. */
export const markedLabel = (summary: CaseSummary): string => `${yieldGlyph(summary)} ${chartLabel(summary)}`;

/** The margin that names at the left of a plot need, in px: at least `least`. */
export const nameMargin = (names: readonly string[], least: number): number =>
  Math.max(least, ...names.map((name) => textWidth(name, textSize.label) + 16));
