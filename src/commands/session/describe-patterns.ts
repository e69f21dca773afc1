import type { PatternRequest } from "../../config/pattern-requests.js";
import { UsageError } from "../../errors.js";
import { projectPackages } from "../../project/clients.js";
import { folderOf } from "../../project/packages.js";
import type { PatternInfo } from "../../results/schema.js";
import { askWorker, type WorkerOptions } from "../../runner/worker-process.js";
import type { PatternDescription } from "../../trial/protocol.js";

/**
 * What the patterns say of themselves, from a worker that starts with the flags that all will have.
 *
 * @param nodeArgs those flags, for the message.
 * @param whose for the message, where it isn't what is installed: " with typeorm@0.2.45".
 * @throws UsageError where a pattern or a flag won't do.
 */
export async function describePatterns(
  requests: readonly PatternRequest[],
  nodeArgs: readonly string[],
  worker: WorkerOptions,
  whose = "",
): Promise<readonly PatternDescription[]> {
  try {
    const ids = [...new Set(requests.map(({ id }) => id))];
    return (await askWorker({ kind: "describe", patterns: ids }, ["described"], worker)).patterns;
  } catch (error) {
    if (worker.signal.aborted) throw error;
    const flags = nodeArgs.length > 0 ? `, or Node doesn't take --node-args="${nodeArgs.join(" ")}"` : "";
    throw new UsageError(`The patterns can't be loaded${whose}${flags}: ${(error as Error).message}`, { cause: error });
  }
}

/** What a result keeps of the descriptions. */
export async function patternInfos(descriptions: readonly PatternDescription[]): Promise<PatternInfo[]> {
  const packages = await projectPackages();
  return descriptions.map(({ id, does, yields, source, isUsual = false }) => ({
    ...{ id, does, yields, source },
    readsWith: packages.touching(folderOf(id)),
    ...(isUsual && { isUsual }),
  }));
}
