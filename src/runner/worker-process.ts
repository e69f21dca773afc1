/** Starts a worker, talks to it, and owns it until it is gone. */
import { createInterface } from "node:readline";
import { execa } from "execa";
import { compiledProgram } from "../config/project.js";
import type { Job, ParentMessage, WorkerMessage } from "../trial/protocol.js";
import type { Watchdog } from "./watchdog.js";

/** A program that does jobs (src/trial/protocol.ts), with its arguments. */
export type WorkerCommand = readonly [program: string, ...args: string[]];

/** How workers are started. */
export interface WorkerOptions {
  readonly command: WorkerCommand;
  /** Milliseconds after which a worker is killed. */
  readonly timeout: number;
  /** Ends all workers at once. */
  readonly signal: AbortSignal;
  /** Ends the worker if this process dies. */
  readonly watchdog?: Watchdog;
}

/** This installation's own Node and worker. */
export const installedWorker = {
  node: process.execPath,
  worker: compiledProgram("src/trial/worker.ts"),
};

/** A worker that Node runs, with the flags that the user asked for. */
export const nodeWorker = (nodeArgs: readonly string[], { node, worker } = installedWorker): WorkerCommand => [
  node,
  "--expose-gc",
  ...nodeArgs,
  worker,
];

/** How a worker ended. */
export interface WorkerExit {
  readonly code: number | undefined;
  readonly signal: string | undefined;
  readonly timedOut: boolean;
  /** The run was interrupted, and we killed it. */
  readonly canceled: boolean;
  /** The last of what it wrote to standard error. */
  readonly stderr: string;
}

/** A running worker. */
export interface WorkerProcess {
  readonly pid: number;
  readonly send: (message: ParentMessage) => Promise<void>;
  /** The next message; undefined when the worker has said its last. */
  readonly next: () => Promise<WorkerMessage | undefined>;
  /** Lines on standard output go to `onLine`; settles when the worker and its pipes are done. Never rejects. */
  readonly exit: Promise<WorkerExit>;
}

/** Starts a worker and gives it its job. */
export function startWorker(
  job: Job,
  options: WorkerOptions,
  onLine: (line: string) => void = () => undefined,
): WorkerProcess {
  const [program, ...args] = options.command;
  const subprocess = execa(program, args, {
    ipc: true,
    // Lines of JSON, which a worker in another language can read too.
    serialization: "json",
    // We read the messages ourselves, as they come.
    buffer: { ipc: false, stdout: false, stderr: true },
    maxBuffer: { stderr: 64 * 1024 },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    reject: false,
    timeout: options.timeout,
    killSignal: "SIGKILL",
    cancelSignal: options.signal,
  });
  options.watchdog?.watch(subprocess.pid);
  const lines = createInterface({ input: subprocess.stdout });
  lines.on("line", onLine);
  const messages = subprocess.getEachMessage()[Symbol.asyncIterator]();
  const send = async (message: ParentMessage) => {
    // A worker that is gone can't be told anything; its exit says why.
    await subprocess.sendMessage(message as never).catch(() => undefined);
  };
  void send({ kind: "job", job });
  return {
    pid: subprocess.pid ?? 0,
    send,
    next: async () => {
      const { done, value }: { done?: boolean; value?: unknown } = await messages.next().catch(() => ({ done: true }));
      return done === true ? undefined : (value as WorkerMessage);
    },
    exit: subprocess.then((result) => {
      options.watchdog?.watch(undefined);
      return {
        code: result.exitCode,
        signal: result.signal,
        timedOut: result.timedOut,
        canceled: result.isCanceled,
        stderr: typeof result.stderr === "string" ? result.stderr : "",
      };
    }),
  };
}

/**
 * Runs a worker whose job has one answer.
 *
 * @throws Error saying what the worker said or how it ended, where that isn't the answer.
 */
export async function askWorker<Kind extends WorkerMessage["kind"]>(
  job: Job,
  kinds: readonly Kind[],
  options: WorkerOptions,
): Promise<WorkerMessage & { kind: Kind }> {
  const worker = startWorker(job, options);
  const answer = await worker.next();
  const exit = await worker.exit;
  if (answer && (kinds as readonly string[]).includes(answer.kind)) return answer as WorkerMessage & { kind: Kind };
  if (answer?.kind === "failed") throw new Error(answer.message);
  throw new Error(describeExit(exit));
}

/** How a worker that said nothing ended, in words. */
export function describeExit({ code, signal, timedOut, stderr }: WorkerExit): string {
  const how = timedOut
    ? "it ran past its time limit"
    : signal !== undefined
      ? `it was ended by ${signal}`
      : `it exited with code ${String(code)}`;
  const last = stderr.trim().split("\n").at(-1);
  return `The worker ended before it had an answer: ${how}${last ? ` (${last})` : ""}.`;
}
