/** The first row that two reads returned differently, ready for a table. */
import type { Comparison } from "../../results/comparison.js";
import type { Result } from "../../results/schema.js";
import { labelsOf } from "./answers.js";

/** One row, as each of the two reads returned it. */
export interface DataDifference {
  /** The row's key. */
  readonly key: string;
  /** What the reads are called: the one whose data differs, and the one that it is held against. */
  readonly read: string;
  readonly reference: string;
  /** Columns that differ; a value is `null` where the read has none, or not even the row. */
  readonly columns: readonly {
    readonly name: string;
    readonly value: string | null;
    readonly reference: string | null;
  }[];
}

/** The first difference; undefined where the data is the same, or nobody looked for the row. */
export function dataDifference(result: Result, { equivalence }: Comparison): DataDifference | undefined {
  if (equivalence.kind !== "different" || !equivalence.firstDifference) return undefined;
  const label = labelsOf(result);
  const { key, columns } = equivalence.firstDifference;
  return { key, columns, read: label(equivalence.case), reference: label(equivalence.reference) };
}
