/** Cases: how one is made, and what it is called. Pure. */
import type { BenchCase, Conditions, DataSet, Result } from "./schema.js";

/** "memory=128M latency=0.5ms": what a case is read under, in pieces that follow its pattern's name; none where nothing is varied. */
export const conditionNames = ({ memoryLimit, oldSpace, latency }: Conditions = {}): string[] => [
  ...(memoryLimit === undefined ? [] : [`memory=${inMebibytes(memoryLimit)}`]),
  ...(oldSpace === undefined ? [] : [`oldSpace=${String(oldSpace)}`]),
  ...(latency === undefined ? [] : [`latency=${String(latency)}ms`]),
];

/** "128M", as container limits are written: mebibytes, with a fraction where there is one. */
const inMebibytes = (bytes: number): string => `${String(Number((bytes / 2 ** 20).toFixed(2)))}M`;

/** A case with the id that everything it is made of gives it. */
export function benchCaseOf({ pattern, options, rows, variant, conditions }: Omit<BenchCase, "id">): BenchCase {
  const settings = Object.entries(options).map(([name, value]) => `${name}=${String(value)}`);
  const named = conditionNames(conditions);
  return {
    id: [pattern, ...settings, ...named, `rows=${String(rows)}`, variant].join(" "),
    pattern,
    options,
    rows,
    variant,
    ...(named.length > 0 && { conditions }),
  };
}

/** The data set that a case reads: the largest, unless another has as many rows as it. */
export const dataSetOf = (
  { dataSet, otherSizes = [] }: Pick<Result, "dataSet" | "otherSizes">,
  { rows }: Pick<BenchCase, "rows">,
): DataSet => otherSizes.find((each) => each.rows === rows) ?? dataSet;
