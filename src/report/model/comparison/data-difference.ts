/** The first row that a read returned differently from another, or from what the server holds, ready for a table. */
import type { Comparison } from "../../../results/comparison.js";
import type { Result } from "../../../results/schema.js";
import { labelsOf } from "./answers.js";
import { holdsBothSides } from "./compared-result.js";

/** One row, as each of the two reads returned it. */
export interface DataDifference {
  /** The row's key. */
  readonly key: string;
  /** What they are called: the read whose data differs, and what it is held against. */
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
export function dataDifference(
  result: Result,
  { equivalence }: Pick<Comparison, "equivalence">,
): DataDifference | undefined {
  if (equivalence.kind !== "different" || !equivalence.firstDifference) return undefined;
  const label = labelsOf(result);
  const { key, columns } = equivalence.firstDifference;
  return { key, columns, read: label(equivalence.case), reference: label(equivalence.reference) };
}

/** That of a result's own reads, where no comparison shows it. */
export const ownDifference = (result: Result): DataDifference | undefined =>
  holdsBothSides(result) ? undefined : dataDifference(result, result);
