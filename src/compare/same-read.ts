/** Which cases are the same read. Pure. */
import type { BenchCase } from "../results/schema.js";

/** The pattern and its options: what makes two cases the same read, of whatever versions. */
export const readOf = ({ pattern, options }: Pick<BenchCase, "pattern" | "options">): string =>
  JSON.stringify([pattern, Object.entries(options).sort()]);

/** Cases of two lists that are the same read, in the second one's order. */
export function pairCases(before: readonly BenchCase[], after: readonly BenchCase[]): [BenchCase, BenchCase][] {
  return after.flatMap((benchCase): [BenchCase, BenchCase][] => {
    const other = before.find((one) => readOf(one) === readOf(benchCase));
    return other ? [[other, benchCase]] : [];
  });
}
