/** What is said of rows that are the user's own: what they are, what of them wasn't read, compared or shown. */
import type { DataSet, Result } from "../../results/schema.js";
import { formatCount, formatList } from "../format.js";

type Own = NonNullable<DataSet["own"]>;

/** "1,000 rows of Order", "1,000 rows by report", "the first 100,000 rows by key of Order". */
export function rowsOf({ dataSet: { name, rows, own } }: Pick<Result, "dataSet">): string {
  const count = `${formatCount(rows)} ${rows === 1 ? "row" : "rows"}`;
  if (own?.kind === "functions") return `${relationCount(own) > 1 ? "up to " : ""}${count} by ${name}`;
  return own?.sample === undefined ? `${count} of ${name}` : `the first ${count} by key of ${name}`;
}

const whichOf = ({ kind, sample }: Own): string => {
  if (kind === "functions") return "as many as were handed over";
  return sample === undefined ? "all there are" : "the first by key";
};

const relationCount = ({ relation }: Own): number => relation.split(", ").length;

/** Facts on them for the environment; none of a data set of ormeter's. */
export function ownFacts({ dataSet }: Pick<Result, "dataSet">): [name: string, value: string][] {
  const { own } = dataSet;
  if (!own) return [];
  const { kind, relation, where, unchecked, leftOut = [] } = own;
  return [
    ["rows read", `${formatCount(dataSet.rows)}, ${whichOf(own)}`],
    ["from", kind === "query" ? `the query ${relation}` : `the ${kind} ${relation}`],
    ...(where === undefined ? [] : [["under the condition", where] as [string, string]]),
    ...unchecked.map(({ column, why }): [string, string] => [`not compared: ${column}`, `since ${why}`]),
    ...leftOut.map(({ pattern, why }): [string, string] => [`not read: ${pattern}`, `since ${why}`]),
    ["as of", own.inSnapshot === true ? "one snapshot, the same in every read" : "each moment that they were read"],
    ["values", values(own)],
  ];
}

const values = ({ values: kind }: Own): string =>
  kind === "hidden" ? "hidden: rows have names of their own, and values their type and length" : "shown";

/** Sentences on what the figures hold for; none for a data set of ormeter's. */
export function ownSentences({ dataSet: { own } }: Pick<Result, "dataSet">): string[] {
  if (!own) return [];
  const { relation, sample, unchecked, leftOut = [], rowSecurity, values: kind } = own;
  return [
    ...(sample === undefined ? [] : [`Only the first ${formatCount(sample)} rows of ${relation} by key were read.`]),
    ...(rowSecurity === true
      ? [`Row-level security decides which rows of ${relation} this role sees: only those were read.`]
      : []),
    ...(unchecked.length === 0
      ? []
      : [`Read, but not compared: ${formatList(unchecked.map(({ column, why }) => `${column}, since ${why}`))}.`]),
    ...(leftOut.length === 0
      ? []
      : [
          `Not read, and not among those compared: ${formatList(leftOut.map(({ pattern, why }) => `${pattern}, since ${why}`))}.`,
        ]),
    ...(kind === "hidden"
      ? [
          "Values of these rows aren't in this report: rows go by names made of their keys, and --show-values shows them.",
        ]
      : []),
  ];
}

/** That the rows changed meanwhile, and what to do about it; undefined where they didn't. */
export function changedRows({ dataSet: { own } }: Pick<Result, "dataSet">): string | undefined {
  if (own?.changed === undefined) return undefined;
  return (
    `${own.changed} Reads that came later may have had other rows, which would explain a difference between them; ` +
    `with --snapshot all read the same.`
  );
}

/** Whether a claim over all patterns leaves out some that can't read these rows. */
export const leavesOut = ({ dataSet: { own } }: Pick<Result, "dataSet">): boolean => (own?.leftOut?.length ?? 0) > 0;
