/** How charts name and paint a case: its kind is told by colour and by shape. */
import type { CaseKind, CaseSummary } from "../../results/case-summary.js";
import { kindWords } from "../kinds.js";
import { printable } from "../printable.js";
import type { Markup } from "../html/markup.js";
import { boxMark, type SymbolStyle } from "./marks.js";
import { color, textSize, textWidth, type Token } from "./theme.js";

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

/** What stands out least is what nobody chooses between. */
const kindTokens: Readonly<Record<CaseKind, Token>> = {
  entity: "entity",
  object: "object",
  raw: "raw",
  floor: "muted",
};

/** What of a case decides how it is painted. */
type Painted = Pick<CaseSummary, "kind"> & Partial<Pick<CaseSummary, "side">>;

/** The colour of a case's kind; where both sides of a comparison are drawn, that of its side. */
export const yieldColor = ({ kind, side }: Painted): string => color(side ?? kindTokens[kind]);

/** What an ORM made is filled, rows and floors are open. */
const shapes: Readonly<Record<CaseKind, Pick<SymbolStyle, "shape" | "radius"> & { readonly filled: boolean }>> = {
  entity: { shape: "circle", radius: 4.6, filled: true },
  object: { shape: "square", radius: 4.2, filled: true },
  raw: { shape: "diamond", radius: 5.2, filled: false },
  floor: { shape: "circle", radius: 4.2, filled: false },
};

/** The symbol of a case: the shape of its kind. */
export function yieldSymbol(summary: Painted): SymbolStyle {
  const { filled, ...shape } = shapes[summary.kind];
  return { ...shape, fill: filled ? yieldColor(summary) : color("paper"), stroke: yieldColor(summary) };
}

/** A bar of a case's peak from 0, in px, of which the part up to `before` is pale: what was there before the read. */
export function peakBar(
  summary: CaseSummary,
  { before, end, top, height }: Readonly<Record<"before" | "end" | "top" | "height", number>>,
): Markup[] {
  const own = Math.min(before, end);
  const piece = (from: number, to: number, fill: string): Markup[] =>
    to > from ? [boxMark("peak-bar", { x: from, y: top, width: to - from, height }, fill)] : [];
  return [...piece(0, own, color("faint")), ...piece(own, end, yieldColor(summary))];
}

/** That shape as a character, for the label of a line. */
export const yieldGlyph = ({ kind }: CaseSummary): string => kindWords[kind].glyph;

/** A case's label behind its shape. */
export const markedLabel = (summary: CaseSummary): string => `${yieldGlyph(summary)} ${chartLabel(summary)}`;

/** The margin that names at the left of a plot need, in px: at least `least`. */
export const nameMargin = (names: readonly string[], least: number): number =>
  Math.max(least, ...names.map((name) => textWidth(name, textSize.label) + 16));
