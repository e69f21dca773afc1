/** Compares two sides: two variants of one result, or two results. Pure. */
import type { Comparison, Side } from "../results/comparison.js";
import type { BenchCase, Result, Trial } from "../results/schema.js";
import { compareCase, type CaseRule, type CaseSide } from "./compare-cases.js";
import { comparability, spoiledBy } from "./comparability.js";
import { checkEquivalence } from "./equivalence.js";
import { falseAlarmBudget, missPerCell } from "./false-alarms.js";
import type { Thresholds } from "./thresholds.js";

/** The pattern and its options: what makes two cases the same read. */
const readOf = ({ pattern, options }: BenchCase): string => JSON.stringify([pattern, Object.entries(options).sort()]);

/** Cases of two lists that are the same read, in the second one's order. */
export function pairCases(before: readonly BenchCase[], after: readonly BenchCase[]): [BenchCase, BenchCase][] {
  return after.flatMap((benchCase): [BenchCase, BenchCase][] => {
    const other = before.find((one) => readOf(one) === readOf(benchCase));
    return other ? [[other, benchCase]] : [];
  });
}

/** What of a result a case's side is made of. */
export type Measured = {
  readonly [Field in "trials" | "patterns" | "variants"]: Readonly<Result[Field]>;
};

/** A case with its trials, as one side of a comparison. */
export function caseSide({ trials, patterns, variants }: Measured, benchCase: BenchCase): CaseSide {
  const pattern = patterns.find(({ id }) => id === benchCase.pattern);
  const variant = variants.find(({ name }) => name === benchCase.variant);
  if (!pattern || !variant) throw new Error(`The result doesn't describe the case ${benchCase.id}: make it again.`);
  const own = trials.filter((trial) => trial.case === benchCase.id);
  return { case: benchCase, trials: own, pattern, node: variant.node };
}

/** A variant of a result as a side of a comparison. */
export function sideOf({ variants }: Pick<Result, "variants">, variant: string, name: string = variant): Side {
  const found = variants.find((one) => one.name === variant);
  if (!found) throw new Error(`The result has no variant ${variant}: make it again.`);
  return { name, node: found.node, packages: found.packages };
}

/**
 * Compares two results that were made at different times: what isn't comparable is said and left out.
 *
 * @param names what the two are called: a baseline's name, a run's folder.
 */
export function compareResults(
  baseline: Result,
  candidate: Result,
  names: { readonly baseline: string; readonly candidate: string },
  thresholds: Thresholds,
): Comparison {
  const incomparable = comparability(baseline, candidate);
  const pairs = pairCases(baseline.cases, candidate.cases);
  const missOf = missPerCell(Math.max(1, pairs.length), thresholds);
  const rule: CaseRule = {
    paired: false,
    thresholds,
    missOf,
    spoiled: (metric) => spoiledBy(incomparable, metric),
  };
  const sameData = incomparable.every(({ field }) => field !== "rows" && field !== "data set");
  return {
    baseline: sideOf(baseline, firstVariant(baseline), names.baseline),
    candidate: sideOf(candidate, firstVariant(candidate), names.candidate),
    trials: "separate",
    incomparable,
    equivalence: sameData
      ? checkEquivalence(crossTrials(baseline, candidate, pairs), candidate.dataSet)
      : { kind: "unknown", reason: "the data sets differ" },
    falseAlarms: falseAlarmBudget,
    unpaired: unpaired(baseline.cases, candidate.cases),
    cases: pairs.map(([before, after]) => compareCase(caseSide(baseline, before), caseSide(candidate, after), rule)),
  };
}

const firstVariant = ({ variants: [first] }: Result): string => first?.name ?? "";

/** The trials of both, told apart by whose they are. */
function crossTrials(baseline: Result, candidate: Result, pairs: readonly [BenchCase, BenchCase][]): Trial[] {
  const of = ({ trials }: Result, side: 0 | 1, whose: string): Trial[] =>
    pairs.flatMap((pair) =>
      trials
        .filter(({ case: id }) => id === pair[side].id)
        .map((trial) => ({ ...trial, case: `${pair[side].pattern} (${whose})` })),
    );
  return [...of(baseline, 0, "baseline"), ...of(candidate, 1, "candidate")];
}

function unpaired(before: readonly BenchCase[], after: readonly BenchCase[]): string[] {
  const without = (these: readonly BenchCase[], others: readonly BenchCase[]) =>
    these.filter((one) => !others.some((other) => readOf(other) === readOf(one))).map(({ pattern }) => pattern);
  return [...new Set([...without(before, after), ...without(after, before)])];
}
