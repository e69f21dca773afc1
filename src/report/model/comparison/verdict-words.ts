/** Words and signs for what a comparison found, so that no report tells it by colour alone. */
import type { CaseMark, Verdict } from "../../../results/comparison.js";
import type { Tone } from "../table.js";

/** How each verdict is told: a sign beside figures, a word in sentences and legends. */
export const verdictWords: Readonly<Record<Verdict, { readonly sign: string; readonly tone: Tone }>> = {
  regressed: { sign: "✗", tone: "bad" },
  improved: { sign: "✓", tone: "good" },
  inconclusive: { sign: "?", tone: "unsure" },
  unchanged: { sign: "=", tone: "plain" },
};

/** "✗ regressed · ✓ improved · …" */
export const verdictLegend: string = Object.entries(verdictWords)
  .map(([verdict, { sign }]) => `${sign} ${verdict}`)
  .join(" · ");

/** What is to be known of a case beside its figures: a word for tables, and what it means. */
export interface MarkWords {
  readonly word: string;
  readonly means: string;
  readonly tone: Tone;
}

/** The marks that a comparison sets. */
export const markWords: Readonly<Record<CaseMark, MarkWords>> = {
  "now-fails": {
    word: "now fails",
    tone: "bad",
    means: "completed on the baseline's side, but never, or not always, on the candidate's",
  },
  fixed: {
    word: "fixed",
    tone: "good",
    means: "always completed on the candidate's side, but not always on the baseline's",
  },
  "now-completes": {
    word: "now completes",
    tone: "plain",
    means: "completed on the candidate's side only: there is nothing to compare it with",
  },
  "fails-on-both": { word: "fails", tone: "plain", means: "didn't complete on either side" },
  "source-changed": { word: "source", tone: "plain", means: "the pattern's own file isn't the same on both sides" },
  "leaks-connections": {
    word: "leaks",
    tone: "bad",
    means: "keeps connections that the baseline gives back to its pool",
  },
};

/** The mark for statements that aren't the same. */
export const sqlMark: MarkWords = { word: "SQL", tone: "plain", means: "the server saw other statements" };
