/** What a result holds beside its own trials: comparisons, and what was found out about the machine. */
import type { Calibration, Comparison } from "../../../results/comparison.js";
import type { Result } from "../../../results/schema.js";

/** Whether the two sides returned different data: then nothing is said of what they cost. */
export const dataDiffers = ({ equivalence }: Pick<Comparison, "equivalence">): boolean =>
  equivalence.kind === "different";

/**
 * Its comparisons, in their order, as reports show them: without a figure where the data differs, since a read that is
 * wrong costs what it likes. Empty for most results.
 */
export const comparisonsOf = ({ comparisons = [] }: Result): readonly Comparison[] =>
  comparisons.map((comparison) => (dataDiffers(comparison) ? withoutFigures(comparison) : comparison));

const withoutFigures = (comparison: Comparison): Comparison => ({
  ...comparison,
  cases: comparison.cases.map((each) => ({ ...each, cells: [], marks: [], failures: [] })),
});

/** Whether anything that it holds was found to differ: among its own reads, or between two sides. */
export const hasDifferentData = (result: Result): boolean =>
  dataDiffers(result) || comparisonsOf(result).some(dataDiffers);

/** Whether its trials are those of both sides, so that each pattern is there twice or more. */
export const holdsBothSides = (result: Result): boolean =>
  isCalibration(result) || comparisonsOf(result).some(({ trials }) => trials === "interleaved");

/** Whether it is about the machine, and not about a comparison for which that is only good to know. */
export const isCalibration = (result: Result): result is Result & { readonly calibration: Calibration } =>
  result.calibration !== undefined && comparisonsOf(result).length === 0;
