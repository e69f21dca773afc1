import type { PatternRequest } from "../../config/pattern-requests.js";
import { UsageError } from "../../errors.js";
import { projectClients, projectPackages } from "../../project/clients.js";
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
  const [packages, clients] = [await projectPackages(), await projectClients()];
  const floors = clients.filter(({ isFloor }) => isFloor);
  const isFloor = (id: string) => floors.some(({ folder }) => folder === folderOf(id));
  const isRead = (id: string) => descriptions.some((each) => each.id === id);
  /** What a pattern is held against; undefined for a floor's own. */
  const floorOf = ({ id, way }: PatternDescription): string | undefined => {
    if (way === undefined || isFloor(id)) return undefined;
    return floors.flatMap((each) => (each.floors?.[way] ?? []).map((name) => `${each.folder}/${name}`)).find(isRead);
  };
  return descriptions.map((description) => {
    const { id, does, yields, way, memory, source, isUsual = false } = description;
    const floor = floorOf(description);
    return {
      ...{ id, does, yields, source },
      ...(way && { way }),
      ...(memory && { memory }),
      ...(floor !== undefined && { floor }),
      ...(isFloor(id) && { isFloor: true }),
      readsWith: packages.touching(folderOf(id)),
      ...(isUsual && { isUsual }),
    };
  });
}
