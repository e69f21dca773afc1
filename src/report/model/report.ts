/**
 * What a report says, whatever shows it: its sections in the order in which they are read, made of a few kinds of blocks.
 * A kind of report is one module here that turns a result into sections; what is said, and where, is decided by then.
 * Renderers (terminal, Markdown, page) walk any list of sections and decide how it looks.
 */
import type { Chart } from "../charts/chart.js";
import type { Shown } from "./medium.js";
import type { Ending, Sign, Table, Tone } from "./table.js";
import type { Sentence, Words } from "./words.js";

/** A report, whole. */
export interface Report {
  /** The command that it comes from. */
  readonly command: string;
  readonly title: string;
  /** What it is about, in a few words each; those that the title holds are for where there is no title. */
  readonly facts: readonly string[];
  /** What all of it comes to, where something is compared: texts begin with it, and a terminal's ends with it. */
  readonly verdict?: VerdictLine;
  /** What is compared, where charts show both: their colours tell one from the other. */
  readonly sides?: { readonly baseline: string; readonly candidate: string };
  /** The version that made it, and what from. */
  readonly ormeter: string;
  readonly origin: string;
  readonly sections: readonly Section[];
}

/** Whether what was compared is fine, and one sentence why; as the exit code has it. */
export interface VerdictLine {
  readonly word: "PASS" | "FAIL" | "CAN'T TELL";
  readonly why: string;
}

/** One of several, with what it is about. */
export interface NamedVerdict {
  readonly name: string;
  readonly verdict: VerdictLine;
}

/** The facts that its title doesn't hold. */
export const factsBeside = ({ title, facts }: Report): string[] => facts.filter((fact) => !title.includes(fact));

/** A part of a report with a title. Without a block that its renderer shows it is left out. */
export interface Group {
  readonly kind: "group";
  readonly title: Words;
  readonly shown?: Shown;
  /** Whether its own groups are small and alike, and stand side by side where there is room. */
  readonly sideBySide?: boolean;
  readonly blocks: readonly Block[];
}

/** A group at the top. */
export interface Section extends Group {
  /** Its name in links to it: lower-case letters and hyphens. */
  readonly id: string;
  /** Whether texts leave its title out, since they show at once what it is. */
  readonly selfEvident?: boolean;
  /** Whether it is what the report comes to: read first on a page, and last in a terminal, beside the prompt. */
  readonly summary?: boolean;
}

/** What a report is made of. */
export type Block = Group | Answer | Sentences | Notes | Facts | Table | ChartReference | Atlas | Listing;

/** What a report comes to: the first that is read on a page, and the last in a terminal. */
export interface Answer {
  readonly kind: "answer";
  readonly shown?: Shown;
  /** A sentence or three, set in bold. */
  readonly lead: string;
  /** The figures that it rests on: for where there is room for large type. */
  readonly figures: readonly Highlight[];
  /** What else is to be known at first sight, a sentence each. */
  readonly beside: readonly string[];
}

/** A figure in large type. */
export interface Highlight {
  readonly what: string;
  readonly value: string;
  /** What it is held against; empty where it stands alone. */
  readonly beside: string;
}

/** Sentences, the most important first. */
export interface Sentences {
  readonly kind: "sentences";
  readonly shown?: Shown;
  readonly sentences: readonly Sentence[];
}

/** Small print. */
export interface Notes {
  readonly kind: "notes";
  readonly shown?: Shown;
  readonly notes: readonly string[];
}

/** What, and its value. */
export interface Facts {
  readonly kind: "facts";
  readonly shown?: Shown;
  readonly facts: readonly (readonly [what: Words, value: Words])[];
}

/** Lines in which every character counts: SQL, a plan, a picture in characters. */
export interface Listing {
  readonly kind: "listing";
  readonly shown?: Shown;
  readonly caption: Words;
  readonly language: "sql" | "diff" | "text";
  readonly lines: readonly Line[];
  /** How many lines more the result has. */
  readonly left: number;
  /** Whether whoever reads it will want it elsewhere: a page has a button that copies it. */
  readonly copied?: boolean;
}

/** One line, in pieces of which those stand out that changed. */
export interface Line {
  /** What became of it, in a diff. */
  readonly sign?: "-" | "+";
  readonly pieces: readonly { readonly text: string; readonly changed?: boolean }[];
}

/** A chart, made when it is shown: what draws charts is large, and only a page shows any. */
export interface ChartReference {
  readonly kind: "chart";
  readonly shown?: Shown;
  readonly size: "full" | "panel";
  /**
   * How it answers to pointer and keyboard. `points`: its symbols have words of their own. `lines`: values are read off
   * the line under the pointer. `still`: everything is written on it.
   */
  readonly answers: "points" | "lines" | "still";
  /** What stands in its place where there is nothing to draw. */
  readonly nothing: string;
  readonly make: () => Promise<Picture>;
}

/** Small charts in rows and columns, each with what it comes to in words; only a page shows any. */
export interface Atlas {
  readonly kind: "atlas";
  readonly shown?: Shown;
  /** What it shows. */
  readonly label: string;
  /** Above the rows' names. */
  readonly rowTitle: Words;
  readonly columns: readonly string[];
  /** Undefined where a row has nothing of a column. */
  readonly rows: readonly { readonly name: Words; readonly cells: readonly (AtlasCell | undefined)[] }[];
}

/** One small chart. */
export interface AtlasCell {
  /** "14.5 → 12.8 s". */
  readonly text: string;
  /** What is to be noticed, with a sign that says what its colour says; empty for most. */
  readonly changes: readonly { readonly text: string; readonly sign: Sign; readonly tone: Tone }[];
  /** The name of the large chart. */
  readonly target: string;
  /** All its figures, for whoever points at it. */
  readonly hint: string;
  readonly make: () => Promise<Chart>;
}

/** A chart that was made. */
export interface Picture {
  /** Undefined where there is nothing to draw. */
  readonly wide: Chart | undefined;
  /** In a file of its own, without what a page has beside it; `wide`, unless given. */
  readonly alone?: Chart | undefined;
  /** Shown instead on a phone; left out for charts that are narrow anyway. */
  readonly narrow?: Chart | undefined;
  readonly caption?: Words;
  /** What should be in it and isn't. */
  readonly missing?: readonly Ending[];
}

/** Sentences of one kind, as a block. */
export const sentences = (kind: Sentence["kind"], texts: readonly string[], shown?: Shown): Sentences => ({
  kind: "sentences",
  sentences: texts.map((text) => ({ kind, text })),
  ...(shown && { shown }),
});

/** Notes as a block. */
export const notes = (texts: readonly string[], shown?: Shown): Notes => ({
  kind: "notes",
  notes: texts,
  ...(shown && { shown }),
});

/** A group of these blocks. */
export const group = (title: Words, blocks: readonly Block[], shown?: Shown): Group => ({
  kind: "group",
  title,
  blocks,
  ...(shown && { shown }),
});
