/** Reads that nobody can hold against the server's rows: each is held against itself, in other trials and versions. Pure. */
import type { BenchCase, Equivalence, Outcome, Result, Trial } from "../results/schema.js";
import { readOf } from "./same-read.js";
import { shapeChange } from "./shape-change.js";

type Completed = Extract<Outcome, { kind: "completed" }>;
type ReadCase = Pick<BenchCase, "id" | "pattern" | "options">;

/** A case's completed trials, of which the first stands for all where they are alike. */
interface Given {
  readonly id: string;
  readonly first: Completed;
  /** Whether all are alike; of one alone it isn't known. */
  readonly isSteady: boolean | undefined;
  /** Whether all came in one order. */
  readonly isOrdered: boolean;
}

const textOf = ({ fingerprint: { rows, digest } }: Completed): string => `${rows} ${digest}`;

function given(trials: readonly Pick<Trial, "case" | "outcome">[], { id }: ReadCase): Given | undefined {
  const outcomes = trials.flatMap(({ case: of, outcome }) =>
    of === id && outcome.kind === "completed" ? [outcome] : [],
  );
  const [first] = outcomes;
  const isSteady = new Set(outcomes.map(textOf)).size === 1;
  const isOrdered = new Set(outcomes.map(({ shape }) => shape?.order)).size === 1;
  return first && { id, first, isSteady: isSteady && outcomes.length === 1 ? undefined : isSteady, isOrdered };
}

/**
 * Whether the versions of each read give the same. One that gives other data each time can't be held against anything:
 * {@link unsteadyReads} has it.
 */
export function checkAgainstThemselves(trials: readonly Trial[], cases: readonly ReadCase[]): Equivalence {
  const all = cases.flatMap((one) => {
    const found = given(trials, one);
    return found ? [{ ...found, read: readOf(one) }] : [];
  });
  if (all.length === 0) return { kind: "unknown", reason: "no trial completed" };
  const changed = all.flatMap((one) => {
    const before = all.find(({ read }) => read === one.read);
    if (!before || before === one || before.isSteady === false || one.isSteady === false) return [];
    const summary = changeOf(before.first, one.first, before.isOrdered && one.isOrdered);
    const isKnown = before.isSteady === true && one.isSteady === true;
    return summary === undefined ? [] : [{ id: one.id, reference: before.id, summary, isKnown }];
  });
  const [first, ...others] = changed.filter(({ isKnown }) => isKnown);
  if (!first && changed[0]) {
    const reason =
      `what ${changed[0].id} handed over differs from what ${changed[0].reference} did, but with one trial each that ` +
      "may be a function that never gives the same";
    return { kind: "unknown", reason };
  }
  if (!first) return { kind: "same" };
  const { id, reference, summary } = first;
  const ids = others.map((other) => other.id);
  return { kind: "different", case: id, reference, summary, ...(ids.length > 0 && { others: ids }) };
}

/** In a few words, in what two versions differ. */
function changeOf(before: Completed, after: Completed, isOrdered: boolean): string | undefined {
  const [was, is] = [before.fingerprint, after.fingerprint];
  if (was.rows !== is.rows) return `${is.rows} rows were handed over, not ${was.rows}`;
  const change = shapeChange(before, after, isOrdered)?.summary;
  return change ?? (was.digest === is.digest ? undefined : "what was handed over has other content, of the same shape");
}

/** Cases that didn't give the same in each of their trials. */
export const unsteadyReads = ({ trials, cases }: Pick<Result, "trials" | "cases">): string[] =>
  cases.filter((one) => given(trials, one)?.isSteady === false).map(({ id }) => id);

/** Whether all reads gave the same rows, so that what one of them costs says something of the others. */
export function gaveTheSame({ trials }: Pick<Result, "trials">): boolean {
  return new Set(trials.flatMap(({ outcome }) => (outcome.kind === "completed" ? [textOf(outcome)] : []))).size <= 1;
}
