/** Compares two sides: two variants of one result, or two results. Pure. */
import { UsageError } from "../errors.js";
import type { CaseComparison, Comparison, Side } from "../results/comparison.js";
import type { BenchCase, Equivalence, Result, Trial } from "../results/schema.js";
import { labelOf } from "../results/case-summary.js";
import { compareCase, type CaseRule, type CaseSide } from "./compare-cases.js";
import { comparability, haveSameRows, spoiledBy } from "./comparability.js";
import { checkEquivalence, type ReadCase } from "./check-equivalence.js";
import { falseAlarmBudget, missPerCell } from "./false-alarms.js";
import { pairCases, readOf } from "./same-read.js";
import type { Thresholds } from "./thresholds.js";

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
  return { name, node: found.node, packages: found.packages, ...(found.brought && { brought: found.brought }) };
}

/** What may be said of both sides' data: nothing is called the same that wasn't read on both. */
export function dataOfBothSides(
  equivalence: Equivalence,
  cases: readonly Pick<CaseComparison, "completed">[],
): Equivalence {
  if (equivalence.kind !== "same" || cases.some(wasReadOnBothSides)) return equivalence;
  return { kind: "unknown", reason: "no read completed on both sides" };
}

/** Whether a trial of either side completed; older comparisons don't say, and took it for granted. */
export const wasReadOnBothSides = ({ completed }: Pick<CaseComparison, "completed">): boolean =>
  completed === undefined || (completed.baseline > 0 && completed.candidate > 0);

/**
 * Compares two results that were made at different times: what isn't comparable is said and left out.
 *
 * @param names what the two are called: a baseline's name, a run's folder.
 * @throws UsageError where one of them read in several versions, since one is compared with one.
 */
export function compareResults(
  baseline: Result,
  candidate: Result,
  names: { readonly baseline: string; readonly candidate: string },
  thresholds: Thresholds,
): Comparison {
  checkOneVariant(baseline, names.baseline);
  checkOneVariant(candidate, names.candidate);
  const incomparable = comparability(baseline, candidate);
  const pairs = pairCases(baseline.cases, candidate.cases);
  const missOf = missPerCell(Math.max(1, pairs.length), thresholds);
  const rule: CaseRule = {
    paired: false,
    thresholds,
    missOf,
    spoiled: (metric) => spoiledBy(incomparable, metric),
  };
  const cases = pairs.map(([before, after]) =>
    compareCase(caseSide(baseline, before), caseSide(candidate, after), rule),
  );
  return {
    baseline: sideOf(baseline, firstVariant(baseline), names.baseline),
    candidate: sideOf(candidate, firstVariant(candidate), names.candidate),
    trials: "separate",
    incomparable,
    equivalence: haveSameRows(baseline.dataSet, candidate.dataSet)
      ? dataOfBothSides(crossEquivalence(baseline, candidate, pairs), cases)
      : { kind: "unknown", reason: candidate.dataSet.own ? "the rows have changed since" : "the data sets differ" },
    falseAlarms: falseAlarmBudget,
    unpaired: unpaired(baseline.cases, candidate.cases),
    cases,
  };
}

const firstVariant = ({ variants: [first] }: Result): string => first?.name ?? "";

/** @throws UsageError where a result was made with several sets of versions. */
export function checkOneVariant({ variants }: Result, name: string): void {
  if (variants.length === 1) return;
  const [first = ""] = variants.map((variant) => variant.name);
  throw new UsageError(
    `"${name}" holds reads in several versions (${variants.map((variant) => variant.name).join(", ")}), and one is ` +
      `compared with one: name a result of one version, or for compare one of them behind a #, as "${name}#${first}".`,
  );
}

/** A result as if it had been made of one of its variants alone; undefined where it has none of that name. */
export function onlyVariant(result: Result, variant: string): Result | undefined {
  const variants = result.variants.filter(({ name }) => name === variant);
  if (variants.length === 0) return undefined;
  const cases = result.cases.filter((each) => each.variant === variant);
  const trials = result.trials.filter((trial) => cases.some(({ id }) => id === trial.case));
  return { ...result, variants, cases, trials, equivalence: checkEquivalence(trials, result.dataSet, cases) };
}

/** Holds the trials of both against each other, told apart by whose they are. */
function crossEquivalence(baseline: Result, candidate: Result, pairs: readonly [BenchCase, BenchCase][]): Equivalence {
  const of = ({ trials, cases }: Result, side: 0 | 1, whose: string): { cases: ReadCase[]; trials: Trial[] } => {
    const own = pairs.map((pair) => ({ ...pair[side], name: `${labelOf(pair[side], cases)} (${whose})` }));
    return {
      cases: own.map(({ name, pattern, options }) => ({ id: name, pattern, options })),
      trials: own.flatMap(({ id, name }) =>
        trials.filter((trial) => trial.case === id).map((trial) => ({ ...trial, case: name })),
      ),
    };
  };
  const sides = [of(baseline, 0, "baseline"), of(candidate, 1, "candidate")];
  const { rows, own } = candidate.dataSet;
  const expected = [candidate, baseline]
    .map(({ dataSet }) => dataSet.expected)
    .find((each) => each !== undefined && !("absent" in each));
  return checkEquivalence(
    sides.flatMap(({ trials }) => trials),
    { rows, expected, own },
    sides.flatMap(({ cases }) => cases),
  );
}

function unpaired(before: readonly BenchCase[], after: readonly BenchCase[]): string[] {
  const without = (these: readonly BenchCase[], others: readonly BenchCase[]) =>
    these.filter((one) => !others.some((other) => readOf(other) === readOf(one))).map(({ pattern }) => pattern);
  return [...new Set([...without(before, after), ...without(after, before)])];
}
