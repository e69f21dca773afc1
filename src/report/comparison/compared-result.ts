/** What a result holds beside its own trials: comparisons, and what was found out about the machine. */
import type { Calibration, Comparison } from "../../results/comparison.js";
import type { Result } from "../../results/schema.js";

/** Its comparisons, in their order; empty for most results. */
export const comparisonsOf = ({ comparisons }: Result): readonly Comparison[] => comparisons ?? [];

/** Whether its trials are those of both sides, so that each pattern is there twice or more. */
export const holdsBothSides = (result: Result): boolean =>
  isCalibration(result) || comparisonsOf(result).some(({ trials }) => trials === "interleaved");

/** Whether it is about the machine, and not about a comparison for which that is only good to know. */
export const isCalibration = (result: Result): result is Result & { readonly calibration: Calibration } =>
  result.calibration !== undefined && comparisonsOf(result).length === 0;
