/** What a process is kept in under a memory limit, and what makes it. */
import type { LimiterName } from "../../results/limiters.js";
import type { WorkerCommand } from "../worker-process.js";

/** What the kernel says of a container. */
export interface Seen {
  /** Whether it killed a process in it for lack of memory; undefined where it didn't say. */
  readonly killed: boolean | undefined;
  /** Pages that had to be read from disk; in too little memory the same ones again and again. */
  readonly majorFaults: number | undefined;
}

/** A place for one process, with a limit. */
export interface Container {
  /** The command, which enters before it takes any memory, and keeps its process id. */
  readonly command: WorkerCommand;
  /** Removes it, once its process is gone, and says what was seen of it; to be called once. Never rejects. */
  readonly remove: () => Promise<Seen>;
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
