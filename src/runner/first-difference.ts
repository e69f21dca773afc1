/** Where two cases that returned different data differ first. Reads again, unmeasured. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchCase, Equivalence } from "../results/schema.js";
import type { PatternCall, ReadableDataSet } from "../trial/protocol.js";
import { askWorker, type WorkerOptions } from "./worker-process.js";

type Different = Equivalence & { kind: "different" };

const callOf = ({ pattern, options }: BenchCase): PatternCall => ({ id: pattern, options });

/**
 * Looks for the first row that the two don't have alike: in the measured data set, then in the small one. Undefined
 * where a second reading finds no difference, or fails: then the summary has to do.
 */
export async function findFirstDifference(
  different: Different,
  cases: readonly BenchCase[],
  dataSets: readonly ReadableDataSet[],
  workerOf: (benchCase: BenchCase) => WorkerOptions,
): Promise<Different["firstDifference"]> {
  const [odd, reference] = [different.case, different.reference].map((id) => cases.find((one) => one.id === id));
  if (!odd || !reference) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "ormeter-"));
  try {
    for (const dataSet of dataSets) {
      const file = join(folder, "row-hashes");
      const hashes = { kind: "row-hashes", dataSet, file } as const;
      await askWorker({ ...hashes, pattern: callOf(reference), mode: "write" }, ["hashed"], workerOf(reference));
      const { key } = await askWorker(
        { ...hashes, pattern: callOf(odd), mode: "compare" },
        ["compared"],
        workerOf(odd),
      );
      if (key !== null) return await describeRow(key, odd, reference, dataSet, workerOf);
    }
    return undefined;
  } catch {
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function describeRow(
  key: string,
  odd: BenchCase,
  reference: BenchCase,
  dataSet: ReadableDataSet,
  workerOf: (benchCase: BenchCase) => WorkerOptions,
): Promise<Different["firstDifference"]> {
  const rowOf = async (benchCase: BenchCase) =>
    (await askWorker({ kind: "row", pattern: callOf(benchCase), dataSet, key }, ["row"], workerOf(benchCase))).columns;
  const [row, expected] = [await rowOf(odd), await rowOf(reference)];
  const columns = dataSet.columns
    .map(({ name }, index) => ({ name, value: row?.[index] ?? null, reference: expected?.[index] ?? null }))
    .filter(({ value, reference: other }) => value !== other);
  return { key, columns, missing: row === null ? "case" : expected === null ? "reference" : "neither" };
}
