/**
 * Has something measured by a process of its own: the one that asks may be a test runner, with globals, an environment, a
 * module loader and an event loop that measure nothing well. CommonJS and small, since jest loads it without any flags.
 */
import type { Answer, FromSession, Progress, Request, ToSession } from "./messages.js" with {
  "resolution-mode": "import",
};
import childProcess = require("node:child_process");
import path = require("node:path");

/** What surrounds a call. */
interface Calling {
  /** The project's folder: its config is found there or above. */
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Characters of its standard error that are kept, the last ones. */
const kept = 4096;

/**
 * Starts the process, and waits until it is gone.
 *
 * @throws the signal's reason where it was aborted, what `onProgress` throws, Error where the process ended without an answer.
 */
function askSession(request: Request, { cwd, env = process.env, signal, onProgress }: Calling): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(reasonOf(signal));
      return;
    }
    const child = childProcess.fork(path.join(__dirname, "session-process.js"), [], {
      ...(cwd !== undefined && { cwd }),
      env: { ...env },
      execArgv: [],
      // Apart from the terminal: Ctrl-C reaches the one that asked, and this one notices when that is gone.
      detached: process.platform !== "win32",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    const send = (message: ToSession): void => {
      if (child.connected) child.send(message, () => undefined);
    };
    let answer: Answer | undefined;
    let thrown: { readonly error: unknown } | undefined;
    let said = "";
    const abort = (): void => send({ kind: "abort" });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-kept);
    });
    child.on("message", (message: FromSession) => {
      if (message.kind !== "progress") {
        answer = message;
        return;
      }
      try {
        onProgress?.(message.progress);
      } catch (error) {
        thrown ??= { error };
        abort();
      }
    });
    child.on("error", (error) => {
      thrown ??= { error };
    });
    child.on("close", (code, killedBy) => {
      signal?.removeEventListener("abort", abort);
      if (signal?.aborted === true) reject(reasonOf(signal));
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what the caller's own function threw
      else if (thrown) reject(thrown.error);
      else if (answer) resolve(answer);
      else {
        const how = killedBy === null ? `with code ${String(code)}` : `by ${killedBy}`;
        const last = said.trim().split("\n").at(-1) ?? "";
        reject(new Error(`ormeter's process was ended ${how} before it had an answer${last && ` (${last})`}.`));
      }
    });
    signal?.addEventListener("abort", abort, { once: true });
    send({ kind: "request", request });
  });
}

/** What its owner gave: an Error unless that was something else. */
const reasonOf = (signal: AbortSignal): Error => signal.reason as Error;

export = { askSession };
