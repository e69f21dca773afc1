/** What became of a worker that didn't finish its trial. */
import { readFileSync } from "node:fs";
import type { Outcome } from "../results/schema.js";
import { lastWords } from "./last-words.js";
import type { WorkerExit } from "./worker-process.js";

/** An outcome other than `completed`. */
export type Failure = Exclude<Outcome, { kind: "completed" }>;

/** How many processes the kernel has killed for lack of memory since it booted; undefined where it doesn't say. */
export function outOfMemoryKills(): number | undefined {
  try {
    const found = /^oom_kill (\d+)$/m.exec(readFileSync("/proc/vmstat", "latin1"))?.[1];
    return found === undefined ? undefined : Number(found);
  } catch {
    return undefined;
  }
}

/** Whether the kernel has killed a process for lack of memory since then; undefined where it doesn't say. */
export function killedSince(before: number | undefined): boolean | undefined {
  const now = outOfMemoryKills();
  return before === undefined || now === undefined ? undefined : now > before;
}

const heapLimit = /FATAL ERROR: .*(?:heap out of memory|Allocation failed|heap limit)/i;

/**
 * Tells how a worker ended from the outside.
 *
 * @param killed whether the kernel has killed a process for lack of memory: in the worker's container, where it has one,
 *   otherwise anywhere, since it was started; undefined where it doesn't say.
 * @param timeout the limit in ms, for the message.
 */
export function failureOf(exit: WorkerExit, killed: boolean | undefined, timeout: number): Failure {
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
  if (exit.signal === "SIGKILL") return killedBy(killed);
  const how =
    exit.signal !== undefined
      ? `was ended by ${exit.signal}`
      : exit.code !== undefined
        ? `exited with code ${exit.code}`
        : "couldn't be started";
  const last = lastWords(exit.stderr);
  return {
    kind: "failed",
    message: `the worker ${how} before it had a result${last === undefined ? "." : `: ${last}`}`,
  };
}

/** Who sent a SIGKILL that we didn't send: the kernel, if it killed for lack of memory. */
function killedBy(kernel: boolean | undefined): Failure {
  if (kernel === undefined) {
    return {
      kind: "failed",
      message: "something outside killed the worker (SIGKILL), perhaps for lack of memory.",
      code: "SIGKILL",
    };
  }
  return kernel
    ? { kind: "out-of-memory", message: "the kernel killed the worker for lack of memory (SIGKILL, exit code 137)." }
    : {
        kind: "failed",
        message: "something outside killed the worker (SIGKILL); the kernel says it wasn't for memory.",
        code: "SIGKILL",
      };
}
