/**
 * How the false-alarm budget of a comparison is shared among its cells. Looking at many cells raises false alarms: with
 * fifty at 5 % each, nine reports of ten would call something changed. Each cell therefore gets a part of one budget
 * (Bonferroni), so that the probability that anything at all is called changed that isn't stays below it.
 */
import { metricNames, metrics, type Metric } from "../metrics.js";
import type { Thresholds } from "./thresholds.js";

/** Probability that a whole comparison, or a whole history, calls anything changed that isn't: at most this. */
export const falseAlarmBudget = 0.05;

/**
 * How the budget is parted: most goes where it is needed, to the noisy metrics that decide; steady ones are told apart
 * at any level; those that only inform share the rest.
 */
const parts = { noisy: 0.5, steady: 0.3, informing: 0.2 } as const;

type Part = keyof typeof parts;

/**
 * The probability with which each metric's interval may miss the truth, if it is looked at once.
 *
 * @param cases how many cases are compared; at least 1.
 */
export function missPerCell(cases: number, thresholds: Thresholds): (metric: Metric) => number {
  const partOf = ({ name, noise }: Metric): Part =>
    !thresholds[name].decides ? "informing" : noise === "noisy" ? "noisy" : "steady";
  const sizes = { noisy: 0, steady: 0, informing: 0 };
  for (const name of metricNames) sizes[partOf(metrics[name])]++;
  return (metric) => {
    const part = partOf(metric);
    return (falseAlarmBudget * parts[part]) / (sizes[part] * cases);
  };
}
