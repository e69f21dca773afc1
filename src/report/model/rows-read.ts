/** What is said of rows that are the user's own: what they are, what of them wasn't read, compared or shown. */
import type { DataSet, Result } from "../../results/schema.js";
import { leftOutOf, leftOutTogether, type LeftOutTogether } from "../../results/left-out.js";
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

/** What was asked for and not read. */
export const notRead = (result: Pick<Result, "cases" | "dataSet" | "leftOut">): LeftOutTogether[] =>
  leftOutTogether(
    leftOutOf(result),
    result.cases.map(({ pattern }) => pattern),
  );

/** Facts on what was asked for and not read, for the environment. */
export const notReadFacts = (result: Parameters<typeof notRead>[0]): [name: string, value: string][] =>
  notRead(result).map(({ name, why }) => [`not read: ${name}`, `since ${why}`]);

/** That something was asked for and not read, and why. */
export function notReadSentence(result: Parameters<typeof notRead>[0]): string | undefined {
  const all = notRead(result).map(({ name, why }) => `${name}, since ${why}`);
  return all.length === 0 ? undefined : `Not read, and not among those compared: ${formatList(all)}.`;
}

/** Facts on them for the environment; none of a data set of ormeter's. */
export function ownFacts({ dataSet }: Pick<Result, "dataSet">): [name: string, value: string][] {
  const { own } = dataSet;
  if (!own) return [];
  const { kind, relation, where, unchecked } = own;
  return [
    ["rows read", `${formatCount(dataSet.rows)}, ${whichOf(own)}`],
    ["from", kind === "query" ? `the query ${relation}` : `the ${kind} ${relation}`],
    ...(where === undefined ? [] : [["under the condition", where] as [string, string]]),
    ...unchecked.map(({ column, why }): [string, string] => [`not compared: ${column}`, `since ${why}`]),
    ["as of", own.inSnapshot === true ? "one snapshot, the same in every read" : "each moment that they were read"],
    ["values", values(own)],
  ];
}

const values = ({ values: kind }: Own): string =>
  kind === "hidden" ? "hidden: rows have names of their own, and values their type and length" : "shown";

/** Sentences on what the figures hold for; none for a data set of ormeter's. */
export function ownSentences({ dataSet: { own } }: Pick<Result, "dataSet">): string[] {
  if (!own) return [];
  const { relation, sample, unchecked, rowSecurity, values: kind } = own;
  return [
    ...(sample === undefined ? [] : [`Only the first ${formatCount(sample)} rows of ${relation} by key were read.`]),
    ...(rowSecurity === true
      ? [`Row-level security decides which rows of ${relation} this role sees: only those were read.`]
      : []),
    ...(unchecked.length === 0
      ? []
      : [`Read, but not compared: ${formatList(unchecked.map(({ column, why }) => `${column}, since ${why}`))}.`]),
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

/** Of which patterns a claim over all is, where some were left out: " of those that can read these rows", or nothing. */
export function amongWhich(result: Pick<Result, "dataSet" | "leftOut">): string {
  if (leftOutOf(result).length === 0) return "";
  return result.dataSet.own ? " of those that can read these rows" : " of those that can be read here";
}
