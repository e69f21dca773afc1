/** Tries the connections of workers before anything is loaded for them. */
import type { Database } from "../engines/engine.js";
import { UsageError } from "../errors.js";
import type { BenchCase } from "../results/schema.js";
import type { ReadableDataSet } from "../trial/protocol.js";
import { askWorker, type WorkerOptions } from "./worker-process.js";

/**
 * Connects once for each ORM and each set of versions that will read, as their trials will: what a driver doesn't send,
 * and what a pooler drops, shows only there.
 *
 * @throws UsageError where a connection can't be had, or isn't fit to be read in.
 */
export async function checkConnections(
  cases: readonly BenchCase[],
  dataSet: ReadableDataSet,
  workerOf: (benchCase: BenchCase) => WorkerOptions,
  { refusal }: Pick<Database, "refusal">,
): Promise<void> {
  const folderOf = ({ pattern }: BenchCase): string => pattern.slice(0, pattern.indexOf("/"));
  const distinct = new Map(cases.map((one) => [JSON.stringify([folderOf(one), one.variant]), one]));
  for (const benchCase of distinct.values()) {
    const worker = workerOf(benchCase);
    try {
      await askWorker({ kind: "connect", folder: folderOf(benchCase), dataSet }, ["connected"], worker);
    } catch (error) {
      worker.signal.throwIfAborted();
      const { code, message } = error as Error & { readonly code?: string };
      if (code === "UnfitSession") throw new UsageError(message, { cause: error });
      throw refusal(error, ` as ${benchCase.pattern} will`);
    }
  }
}
