import type { Result } from "../../../results/schema.js";

/** Whether a result reads several sizes, to tell how figures grow with them. */
export const isScale = ({ command }: Pick<Result, "command">): boolean => command === "scale";

/** The result as if only the largest size had been read; as it is where there is one only. */
export function atLargest(result: Result): Result {
  const { otherSizes, ...rest } = result;
  if (!otherSizes || otherSizes.length === 0) return result;
  const cases = result.cases.filter(({ rows }) => rows === result.dataSet.rows);
  const ids = new Set(cases.map(({ id }) => id));
  return { ...rest, cases, trials: result.trials.filter((trial) => ids.has(trial.case)) };
}
