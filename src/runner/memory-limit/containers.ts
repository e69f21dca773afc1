/** Containers as a service has them: a limit of the kernel's, with Node's own program counted to it. */
import type { BenchCase, Limits } from "../../results/schema.js";
import type { LimiterName } from "../../results/limiters.js";
import type { WorkerCommand } from "../worker-process.js";
import type { Container, MemoryLimiter, NoLimiter } from "./container.js";
import { findLimiter } from "./limiter.js";
import { leastForNode } from "./node-alone.js";
import { ownProgram } from "./own-program.js";

/** What keeps workers in containers. */
export interface Containers {
  /** How, for the record. */
  readonly limited: Extract<Limits["limited"], { what: "process" }>;
  /** That of a case that has a limit. */
  readonly contain: (benchCase: BenchCase, command: WorkerCommand) => Container | undefined;
  /** The least MiB that Node starts in, where these are too few. */
  readonly leastFor: (mebibytes: number, command: WorkerCommand) => Promise<number | undefined>;
  /** Leaves nothing. */
  readonly close: () => Promise<void>;
}

/**
 * Opens them.
 *
 * @param among who may hold the limit.
 * @param home a folder on a disk, for a copy of Node's program.
 */
export async function openContainers(home: string, among?: readonly LimiterName[]): Promise<Containers | NoLimiter> {
  const limiter = await findLimiter(among);
  if ("absent" in limiter) return limiter;
  const own = await ownProgram(process.execPath, home);
  const counted = (command: WorkerCommand) => ("of" in own ? own.of(command) : command);
  const counting: Pick<MemoryLimiter, "contain"> = {
    contain: (command, bytes) => limiter.contain(counted(command), bytes),
  };
  return {
    limited: { what: "process", by: limiter.name, ...("absent" in own && { program: own }) },
    contain: ({ conditions }, command) =>
      conditions?.memoryLimit === undefined ? undefined : counting.contain(command, conditions.memoryLimit),
    leastFor: (mebibytes, command) => leastForNode(mebibytes, command, counting),
    close: async () => {
      if ("close" in own) own.close();
      await limiter.close();
    },
  };
}
