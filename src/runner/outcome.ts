/** What became of a worker that didn't finish its trial. */
import { readFileSync } from "node:fs";
import type { Outcome } from "../results/schema.js";
import type { WorkerExit } from "./worker-process.js";

/** An outcome other than `completed`. */
export type Failure = Exclude<Outcome, { kind: "completed" }>;

/** How many processes the kernel has killed for want of memory since it booted; undefined where it doesn't say. */
export function outOfMemoryKills(): number | undefined {
  try {
    const found = /^oom_kill (\d+)$/m.exec(readFileSync("/proc/vmstat", "latin1"))?.[1];
    return found === undefined ? undefined : Number(found);
  } catch {
    return undefined;
  }
}

const heapLimit = /FATAL ERROR: .*(?:heap out of memory|Allocation failed|heap limit)/i;

/**
 * Tells how a worker ended from the outside.
 *
 * @param killedBefore what `outOfMemoryKills` said before the worker was started.
 * @param timeout the limit in ms, for the message.
 */
export function failureOf(exit: WorkerExit, killedBefore: number | undefined, timeout: number): Failure {
  if (exit.timedOut) {
    return {
      kind: "timed-out",
      message: `ran past the limit of ${timeout / 1000} s and was ended; --timeout raises it.`,
    };
  }
  const fatal = heapLimit.exec(exit.stderr)?.[0];
  if (fatal) {
    return {
      kind: "heap-limit",
      message: `V8 reached its heap limit and aborted (${fatal.trim()}); --node-args=--max-old-space-size=… raises it.`,
    };
  }
  if (exit.signal === "SIGKILL") {
    const killed = outOfMemoryKills();
    return killed !== undefined && killedBefore !== undefined && killed > killedBefore
      ? { kind: "out-of-memory", message: "the kernel killed the worker for want of memory (SIGKILL, exit code 137)." }
      : {
          kind: "failed",
          message: "something outside killed the worker (SIGKILL); the kernel says it wasn't for memory.",
        };
  }
  const last = exit.stderr.trim().split("\n").at(-1);
  const how = exit.signal === undefined ? `exited with code ${String(exit.code)}` : `was ended by ${exit.signal}`;
  return { kind: "failed", message: `the worker ${how} before it had a result${last ? `: ${last}` : "."}` };
}
