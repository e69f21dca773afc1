/** What Markdown reports are made of: parts for the budget, tables, lists, fences. */
import { partsOf, type Words } from "../model/words.js";
import { printable } from "../printable.js";
import type { Part } from "./budget.js";
import { markdownCode, markdownName, markdownText } from "./text.js";

/** Lines as they are. */
export const plain = (lines: readonly string[]): Part => ({ before: [], lines, after: [], isDetail: false });

/** Lines that are unfolded by who wants to see them. */
export const folded = (title: Words, lines: readonly string[]): Part => ({
  before: ["<details>", `<summary>${markdownWords(title)}</summary>`, ""],
  lines,
  after: ["", "</details>"],
  isDetail: true,
});

/** Words, whose names are code; names stay on one line, statements don't. */
export const markdownWords = (words: Words): string =>
  partsOf(words)
    .map((part) =>
      typeof part === "string" ? markdownText(part) : (part.code ? markdownCode : markdownName)(part.name),
    )
    .join("");

/** Small print, as below a table. */
export const smallPrint = (notes: readonly string[]): string[] =>
  notes.map((note) => `<br><sub>\\* ${markdownText(note)}</sub>`);

/** A column of a table. */
export interface MarkdownHeading {
  readonly title: string;
  readonly align?: "right";
}

/** A table; headings and cells are Markdown already. */
export function tableLines(headings: readonly MarkdownHeading[], rows: readonly (readonly string[])[]): string[] {
  const head = headings.map(({ title }) => title);
  const rule = headings.map(({ align }) => (align === "right" ? "---:" : "---"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

/**
 * Characters below each other as they are; no text from the result can end the fence. One line, with line breaks: a fence
 * that is cut in the middle would swallow the rest of the report.
 */
export const fenced = (language: string, lines: readonly string[]): string =>
  [`\`\`\`${language}`, ...lines.map((line) => printable(line).replaceAll("`", "'")), "```"].join("\n");
