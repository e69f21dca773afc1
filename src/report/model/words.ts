/** What a report's texts are made of. They are plain, and may quote a result as it is: a renderer makes them harmless. */

/** A name from a result (of a pattern, a version, a column), kept apart from the words around it. */
export interface Name {
  readonly name: string;
  /** What a pattern of this name gives, for the sign before it. */
  readonly yields?: "entity" | "raw";
  /** Which side of a comparison it names, for the colour of that sign. */
  readonly side?: "baseline" | "candidate" | undefined;
  /** Where more about it is: a part of the page, a file beside it, an address. */
  readonly href?: string | undefined;
  /** Whether it may be of any length and of several lines, in which every character counts: a statement, a value. */
  readonly code?: boolean;
}

/** A few words in a line: for titles, captions, names of rows. */
export type Words = string | Name | readonly (string | Name)[];

/** The words, one by one. */
export const partsOf = (words: Words): readonly (string | Name)[] =>
  typeof words === "string" || "name" in words ? [words] : words;

/** The words as a plain text. */
export const plainWords = (words: Words): string =>
  partsOf(words)
    .map((part) => (typeof part === "string" ? part : part.name))
    .join("");

/** "a", "a and b", "a, b and c", of names. */
export const nameList = (names: readonly string[]): readonly (string | Name)[] =>
  new Intl.ListFormat("en-GB")
    .formatToParts(names)
    .map(({ type, value }) => (type === "element" ? { name: value } : value));

/**
 * One sentence or two. `warning`: something is not what was asked for. `finding`: what the figures say. `scope`: what
 * they hold for.
 */
export interface Sentence {
  readonly kind: "warning" | "finding" | "scope";
  readonly text: string;
}
