/** Starts a worker, talks to it, and owns it until it is gone. */
import type { Readable } from "node:stream";
import { execa } from "execa";
import { compiledProgram } from "../config/project.js";
import type { Job, ParentMessage, WorkerMessage } from "../trial/protocol.js";
import { withheld } from "../results/inherited-variables.js";
import { lastWords } from "./last-words.js";
import { openOutputFile } from "./output-file.js";
import { steadyCompilation } from "./steady-code.js";
import type { Watchdog } from "./watchdog.js";

/** Most characters of a worker's standard error that are kept: the last ones. */
const keptStderr = 64 * 1024;

/** A program that does jobs (src/trial/protocol.ts), with its arguments. */
export type WorkerCommand = readonly [program: string, ...args: string[]];

/** How workers are started. */
export interface WorkerOptions {
  readonly command: WorkerCommand;
  /** Milliseconds after which a worker is killed. */
  readonly timeout: number;
  /** What is said then; which flag raises it unless given. */
  readonly timedOut?: string | undefined;
  /** The folder that they run in; this process's unless given. */
  readonly cwd?: string | undefined;
  /** Variables that they have besides. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
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

/** A worker that Node runs, with the flags that the user asked for; those come last and win. */
export const nodeWorker = (nodeArgs: readonly string[], { node, worker } = installedWorker): WorkerCommand => [
  node,
  "--expose-gc",
  ...steadyCompilation,
  ...nodeArgs,
  worker,
];

/** How a worker ended; neither with a code nor by a signal if it couldn't be started. */
export interface WorkerExit {
  readonly code: number | undefined;
  readonly signal: string | undefined;
  readonly timedOut: boolean;
  /** The run was interrupted, and we killed it. */
  readonly canceled: boolean;
  /** Why its standard output may be cut: the disk of temporary files took no more. */
  readonly outputCut?: string | undefined;
  /** The last of what it wrote to standard error, or why it couldn't be started. */
  readonly stderr: string;
}

/** A running worker. */
export interface WorkerProcess {
  readonly pid: number;
  readonly send: (message: ParentMessage) => Promise<void>;
  /** Ends it at once, where nobody will talk to it any more. */
  readonly kill: () => void;
  /** The next message; undefined when the worker has said its last. */
  readonly next: () => Promise<WorkerMessage | undefined>;
  /** Settles when the worker and its pipes are done and `onLine` has had its standard output. Never rejects. */
  readonly exit: Promise<WorkerExit>;
}

/** Keeps the end of what a stream says: a flood of warnings mustn't hide the last words, nor fill our memory. */
function keepEnd(stream: Readable, length: number): () => string {
  let end = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    end = (end + text).slice(-length);
  });
  return () => end;
}

/**
 * Starts a worker and gives it its job. Once it is gone, `onLine` gets the lines that it wrote to standard output.
 *
 * @throws UsageError where there is no place for what it writes.
 */
export function startWorker(job: Job, options: WorkerOptions, onLine?: (line: string) => void): WorkerProcess {
  const [program, ...args] = options.command;
  const output = onLine && openOutputFile();
  const subprocess = execa(program, args, {
    ipc: true,
    // Lines of JSON, which a worker in another language can read too.
    serialization: "json",
    env: { ...withheld, ...options.env },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    // We read everything ourselves, as it comes.
    buffer: false,
    stdin: "ignore",
    stdout: output?.stdout ?? "ignore",
    stderr: "pipe",
    reject: false,
    timeout: options.timeout,
    killSignal: "SIGKILL",
    cancelSignal: options.signal,
  });
  options.watchdog?.watch(subprocess.pid);
  const stderr = keepEnd(subprocess.stderr, keptStderr);
  const messages = subprocess.getEachMessage()[Symbol.asyncIterator]();
  const receive = (): Promise<{ done?: boolean; value?: unknown }> => messages.next().catch(() => ({ done: true }));
  // Asked for before anybody wants it, since execa listens from the first question on.
  let coming = receive();
  const send = async (message: ParentMessage) => {
    try {
      await subprocess.sendMessage(message as never);
    } catch {
      // A worker that is gone can't be told anything; its exit says why.
    }
  };
  void send({ kind: "job", job });
  return {
    pid: subprocess.pid ?? 0,
    send,
    kill: () => void subprocess.kill("SIGKILL"),
    next: async () => {
      const { done, value } = await coming;
      if (done === true) return undefined;
      coming = receive();
      return value as WorkerMessage;
    },
    exit: subprocess.then(async (result) => {
      options.watchdog?.watch(undefined);
      const outputCut = onLine && (await output?.read(onLine));
      const { exitCode: code, signal, timedOut, isCanceled: canceled } = result;
      const started = code !== undefined || signal !== undefined;
      return {
        code,
        signal,
        timedOut,
        canceled,
        outputCut,
        stderr: started ? stderr() : (result.originalMessage ?? ""),
      };
    }),
  };
}

/**
 * Runs a worker whose job has one answer.
 *
 * @throws Error saying what the worker said (with its code) or how it ended, where that isn't the answer.
 */
export async function askWorker<Kind extends WorkerMessage["kind"]>(
  job: Job,
  kinds: readonly Kind[],
  options: WorkerOptions,
): Promise<WorkerMessage & { kind: Kind }> {
  const worker = startWorker(job, options);
  let [answer, loading] = [await worker.next(), ""];
  for (; answer?.kind === "loading"; answer = await worker.next()) {
    loading = `bench/${answer.pattern}.ts isn't loaded to its end. `;
  }
  const exit = await worker.exit;
  if (answer && (kinds as readonly string[]).includes(answer.kind)) return answer as WorkerMessage & { kind: Kind };
  if (answer?.kind === "failed") throw Object.assign(new Error(answer.message), { code: answer.code });
  throw new WorkerEnded(loading, exit);
}

/** A worker ended without an answer. */
export class WorkerEnded extends Error {
  /** "it exited with code 3" */
  readonly how: string;

  constructor(loading: string, exit: WorkerExit) {
    const how = describeExit(exit);
    super(`${loading}The worker ended before it had an answer: ${how}.`);
    this.how = how;
  }
}

/** How a worker that said nothing ended, in words. */
function describeExit({ code, signal, timedOut, stderr }: WorkerExit): string {
  const how = timedOut
    ? "it ran past its time limit"
    : signal !== undefined
      ? `it was ended by ${signal}`
      : code !== undefined
        ? `it exited with code ${code}`
        : "it couldn't be started";
  const last = lastWords(stderr);
  return `${how}${last === undefined ? "" : ` (${last})`}`;
}
