/** Sentences for a terminal: safe to print, wrapped, and coloured by what they say. */
import type pc from "picocolors";
import wrapAnsi from "wrap-ansi";
import type { Sentence } from "../model/words.js";
import { excerpt, printable } from "../printable.js";

/** How text is coloured, or that it isn't. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Where the text goes. */
export interface TerminalOptions {
  /** Width of the terminal; no line is wider. Less than {@link narrowest} is taken for that. */
  readonly columns: number;
  /** Whether escape sequences may be used for colour and weight. */
  readonly color: boolean;
  /** Height that the table should keep to, by leaving out columns where it must; none for what may be scrolled. */
  readonly rows?: number | undefined;
}

/** Below this a figure doesn't fit beside a name any more. */
export const narrowest = 48;

/** Longest text from a result that is shown, in characters. */
const longestText = 600;

/** A text from a result, in a form that a terminal prints and nobody has to scroll past. */
export function shown(text: string): string {
  return printable(excerpt(text, longestText));
}

/** Breaks lines so that none is wider than `columns`, within a word where it must be. */
export function wrap(text: string, columns: number): string {
  return wrapAnsi(text, columns, { hard: true });
}

/** Texts below each other, each beginning with a mark of two columns that stands alone at its left. */
export function paragraphs(texts: readonly string[], columns: number): string {
  return texts.map((text) => wrap(text, columns - 2).replaceAll("\n", "\n  ")).join("\n");
}

/** A sentence with its bullet: warnings in red, what the figures hold for more quietly. */
export function bullet({ kind, text }: Sentence, colors: Colors): string {
  switch (kind) {
    case "warning":
      return `• ${colors.red(shown(text))}`;
    case "finding":
      return `• ${shown(text)}`;
    case "scope":
      return `• ${colors.dim(shown(text))}`;
  }
}
