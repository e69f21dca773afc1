/** A table as every renderer is given it: what stands in each cell, of which number, and which columns matter most. */
import type { Shown } from "./medium.js";
import type { Words } from "./words.js";

/** What a figure is to be taken for; drawn in colour where there is any, so a sign or a word must say it too. */
export type Tone = "plain" | "best" | "good" | "bad" | "unsure";

/**
 * One cell. A figure quotes nothing from a result, so no renderer has to make it harmless; those of a column share one
 * unit where they can, so that they can be compared at a glance.
 */
export type Cell =
  | {
      readonly kind: "figure";
      /** What it is the change between, "14.5 → 12.8", for where that is to be said before it. */
      readonly sides?: string;
      /** "930", "+12.1". */
      readonly text: string;
      /** Where the column's heading doesn't have it. */
      readonly unit?: string;
      /** How far it may be off, in short: "±6 %". Empty where that isn't known. */
      readonly spread?: string;
      /** Where it may lie, for where there is room to say it: "+8.2 to +16.0". */
      readonly interval?: string;
      readonly sign?: Sign;
      readonly tone?: Tone;
      /** The number behind it: rows are sorted by it, bars are as long. */
      readonly value?: number;
      /** More about it, for whoever points at it. */
      readonly hint?: string;
    }
  | { readonly kind: "words"; readonly words: Words; readonly tone?: Tone }
  | { readonly kind: "absent"; readonly reason?: string };

/** A character that says of a figure what its colour says. */
export interface Sign {
  readonly glyph: string;
  readonly means: string;
}

/** One column. */
export interface Column {
  /** Its name, alike in all tables that have it. */
  readonly name: string;
  readonly title: string;
  /** For the heading: "MB"; left out for counts, and where the cells bring their own. */
  readonly unit?: string;
  /** What the figure is. */
  readonly definition?: string;
  /** Which columns belong together when the table has to be split. */
  readonly group?: string;
  /** 0: stays where there is hardly any room. 1: belongs into every report. 2: for whoever wants to see all. */
  readonly rank: 0 | 1 | 2;
  /** Whether it holds words instead of figures. */
  readonly text?: boolean;
  /** Whether bars show its values beside them. */
  readonly bars?: boolean;
}

/** One row. */
export interface Row {
  /** Of what it shows, where that has one. */
  readonly id?: string;
  /** Its name in links to it: lower-case letters, digits and hyphens. */
  readonly anchor?: string;
  readonly name: Words;
  /** What to know beside its figures. */
  readonly marks?: readonly { readonly word: string; readonly means: string; readonly tone: Tone }[];
  /** One a column. */
  readonly cells: readonly Cell[];
}

/** Rows that belong together. */
export interface RowGroup {
  readonly title?: Words;
  readonly rows: readonly Row[];
}

/** How something ended that has no figures, or not only figures. */
export interface Ending {
  readonly name: Words;
  /** "failed (1 trial)". */
  readonly how: string;
  /** What it said. Empty where it said nothing. */
  readonly message: string;
  /** Whether it went wrong, or was never begun. */
  readonly failed: boolean;
}

/** A table; no group of it is empty. */
export interface Table {
  readonly kind: "table";
  readonly shown?: Shown;
  /** Its name in links to it. */
  readonly id?: string;
  /** What it shows. */
  readonly label: string;
  /** Above the rows' names. */
  readonly rowTitle: Words;
  readonly columns: readonly Column[];
  readonly groups: readonly RowGroup[];
  /** What its cells are, in a few words each. */
  readonly legend?: readonly string[];
  /** What a best figure is, where any is marked. */
  readonly best?: string;
  /** What to know of its figures, a sentence each; those of a column go with it. */
  readonly notes?: readonly { readonly text: string; readonly column?: string }[];
  readonly endings?: readonly Ending[];
  /** Where rows may be sorted by any column: the one that they are sorted by at first. */
  readonly sortedBy?: string;
}

/** All rows of a table, in its order. */
export const rowsOf = ({ groups }: Pick<Table, "groups">): Row[] => groups.flatMap(({ rows }) => [...rows]);

/** The table with some of its columns, and the notes that go with them. */
export function withColumns(table: Table, keep: (column: Column) => boolean): Table {
  const kept = table.columns.map(keep);
  const names = new Set(table.columns.filter(keep).map(({ name }) => name));
  return {
    ...table,
    columns: table.columns.filter(keep),
    groups: table.groups.map((rows) => ({
      ...rows,
      rows: rows.rows.map((row) => ({ ...row, cells: row.cells.filter((_, index) => kept[index]) })),
    })),
    notes: (table.notes ?? []).filter(({ column }) => column === undefined || names.has(column)),
  };
}

/** A figure alone. */
export const figureCell = (text: string, value?: number): Cell => ({
  kind: "figure",
  text,
  ...(value !== undefined && { value }),
});

/** Words. */
export const wordsCell = (words: Words): Cell => ({ kind: "words", words });

/** Nothing, and why. */
export const absentCell = (reason?: string): Cell => ({ kind: "absent", ...(reason !== undefined && { reason }) });
