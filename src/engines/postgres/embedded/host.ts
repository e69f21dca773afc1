/** The parent's side of the database host, and what the two say to each other. */
import { setTimeout as sleep } from "node:timers/promises";
import { UsageError } from "../../../errors.js";
import { untilAborted } from "../abort.js";
import { endOf, ended, startProgram } from "../child-program.js";
import type { OnProgress, Progress } from "../../engine.js";

/** To a host: the only thing it is asked for. To stop the server its parent disconnects, on purpose or by dying. */
export interface HostRequest {
  readonly projectDir: string;
  readonly rows: number;
}

/** From the host. */
export type HostMessage =
  | { readonly kind: "progress"; readonly progress: Progress }
  | {
      readonly kind: "started";
      readonly version: string;
      readonly adminUrl: string;
      readonly readerUrl: string;
      readonly readerRole: string;
    }
  /** The server started, and broke down since; `cause` is its own line. */
  | { readonly kind: "brokeDown"; readonly cause: string }
  /** `usage`: the user can fix it. */
  | { readonly kind: "failed"; readonly usage: boolean; readonly message: string };

/** How to reach the server that a host runs. */
export type StartedServer = Omit<Extract<HostMessage, { kind: "started" }>, "kind">;

/** A running database host. */
export interface Host {
  readonly server: StartedServer;
  /** Why the server broke down after its start, as something that the user can fix; undefined while it didn't. */
  breakdown(): UsageError | undefined;
  /** Stops the server and waits until it is gone; may be called again. */
  stop(): Promise<void>;
}

/** How long a server may take to stop in order, in ms; it writes its buffers out. */
const patience = 60_000;

/**
 * Starts a host and its server.
 *
 * @param signal gives up starting
 * @throws UsageError where the user can fix what keeps the server from starting
 */
export async function startHost(request: HostRequest, onProgress: OnProgress, signal: AbortSignal): Promise<Host> {
  signal.throwIfAborted();
  const child = startProgram("src/engines/postgres/embedded/host-process.ts", request);
  const signalGroup = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // Nothing of the group is left.
    }
  };
  // The server is in its host's process group: should the host be killed, it goes too.
  child.once("exit", () => signalGroup("SIGINT"));

  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    const patient = new AbortController();
    await Promise.race([
      ended(child).finally(() => patient.abort()),
      sleep(patience, undefined, { signal: patient.signal }).then(
        () => signalGroup("SIGQUIT"),
        () => undefined,
      ),
    ]);
  };

  let broken: UsageError | undefined;
  try {
    const started = new Promise<StartedServer>((resolve, reject) => {
      child.on("message", (message: HostMessage) => {
        if (message.kind === "progress") onProgress(message.progress);
        else if (message.kind === "started") resolve(message);
        else if (message.kind === "brokeDown") broken = brokeDown(message.cause);
        else reject(new (message.usage ? UsageError : Error)(message.message));
      });
      child.once("error", reject);
      child.once("exit", () => reject(new Error(`The database host ended by itself: ${endOf(child)}.`)));
    });
    return { server: await untilAborted(started, signal), breakdown: () => broken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const brokeDown = (cause: string): UsageError =>
  new UsageError(`The database server broke down: ${cause} Is the disk full, a limit set (ulimit), or memory short?`);
