/** What reads give, as every report says and shows it: never by colour alone. */
import type { CaseKind } from "../results/case-summary.js";

/** How a kind is told. */
interface KindWords {
  /** The character that stands before names; charts draw the same shape. */
  readonly glyph: string;
  /** What it gives: "entities". */
  readonly plural: string;
  /** What the character means to whoever hears the page. */
  readonly gives: string;
  /** Above those of this kind. */
  readonly title: string;
  /** After a superlative: "of the reads that give entities". */
  readonly of: string;
}

export const kindWords: Readonly<Record<CaseKind, KindWords>> = {
  entity: {
    glyph: "●",
    plural: "entities",
    gives: "gives entities",
    title: "entities",
    of: "of the reads that give entities",
  },
  object: {
    glyph: "■",
    plural: "plain objects",
    gives: "gives plain objects",
    title: "plain objects",
    of: "of the reads that give plain objects",
  },
  raw: {
    glyph: "◇",
    plural: "raw rows",
    gives: "gives raw rows",
    title: "raw rows",
    of: "of the reads that give raw rows",
  },
  floor: {
    glyph: "○",
    plural: "the driver's floor",
    gives: "a floor, the driver's own read",
    title: "floor: the driver's own reads",
    of: "of the driver's own reads, the floor",
  },
};
