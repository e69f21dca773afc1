/** What a process is kept in under a memory limit, and what makes it. */
import type { LimiterName } from "../../results/limiters.js";
import type { WorkerCommand } from "../worker-process.js";

/** A place for one process, with a limit. */
export interface Container {
  /** The command, which enters before it takes any memory, and keeps its process id. */
  readonly command: WorkerCommand;
  /**
   * Removes it, once its process is gone; to be called once. Never rejects.
   *
   * @returns whether the kernel killed a process in it for want of memory; undefined where it didn't say.
   */
  readonly remove: () => Promise<boolean | undefined>;
}

/** Makes containers, one at a time or several. */
export interface MemoryLimiter {
  readonly name: LimiterName;
  /**
   * A container for a command.
   *
   * @param bytes that it may take, without any swap.
   * @throws Error where the kernel doesn't let one be made any more.
   */
  readonly contain: (command: WorkerCommand, bytes: number) => Container;
  /** Leaves the tree of cgroups as it was. Never rejects. */
  readonly close: () => Promise<void>;
}

/** Why it can't be had: half a sentence. */
export interface NoLimiter {
  readonly absent: string;
}
