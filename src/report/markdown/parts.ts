/** What Markdown reports are made of: parts for the budget, tables, lists, fences. */
import { joinWithin, type Part } from "./budget.js";
import { markdownText as text } from "./text.js";
import { printable } from "../printable.js";

/** Lines as they are. */
export function plain(lines: readonly string[]): Part {
  return { before: [], lines, after: [] };
}

/** Lines that are unfolded by who wants to see them. */
export function folded(title: string, lines: readonly string[]): Part {
  return { before: ["<details>", `<summary>${title}</summary>`, ""], lines, after: ["", "</details>"] };
}

/** A list of sentences, which may quote the result. */
export function bullets(sentences: readonly string[]): string[] {
  return sentences.map((sentence) => `- ${text(sentence)}`);
}

/** Small print below a table. */
export function smallPrint(notes: readonly string[]): string[] {
  return notes.map((note) => `<br><sub>– ${text(note)}</sub>`);
}

/** A column of a table. */
export interface MarkdownHeading {
  readonly title: string;
  readonly align?: "right";
}

/** A table; headings and cells are Markdown already. */
export function table(headings: readonly MarkdownHeading[], rows: readonly (readonly string[])[]): string[] {
  const head = headings.map(({ title }) => title);
  const rule = headings.map(({ align }) => (align === "right" ? "---:" : "---"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

/** Characters below each other as they are; no text from the result can end the fence. */
export function fenced(language: "text" | "diff", lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [`\`\`\`${language}`, ...lines.map((line) => printable(line).replaceAll("`", "'")), "```", ""];
}

/** What a pull request's comment may hold (65,536 characters on GitHub), less some room for who posts it. */
const limit = 60_000;

/** The parts that have lines, below each other, in less than 60,000 bytes of UTF-8; what is cut off is said. */
export function joinParts(parts: readonly Part[]): string {
  return joinWithin(
    parts.filter(({ lines }) => lines.length > 0),
    limit,
  );
}
