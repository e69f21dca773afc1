/** The parent's side of the loading process, and what the two say to each other. */
import { endOf, ended, startProgram } from "../child-program.js";
import type { DataSetRecord } from "../data-set/data-set-record.js";
import { databaseError } from "../connecting/database-error.js";
import type { OnProgress } from "../../engine.js";

/** To the loading process: the one thing to do. */
export interface LoadRequest {
  readonly url: string;
  readonly schema: string;
  readonly rows: number;
  /** The URL of the workload's compiled file. */
  readonly module: string;
  /** The role that must be let in to read; undefined where reads run as the one who loads. */
  readonly readerRole: string | undefined;
}

/** From the loading process. */
export type LoadMessage =
  | { readonly kind: "progress"; readonly rows: number; readonly of: number }
  | { readonly kind: "digesting" }
  | { readonly kind: "loaded"; readonly record: DataSetRecord }
  /** `code`: the server's SQLSTATE, where it was the server that refused. */
  | { readonly kind: "failed"; readonly message: string; readonly code?: string };

/**
 * Loads a data set whose schema isn't there, in a process of its own, and waits for its end. It is loaded to the end or
 * not at all: whatever ends the process rolls everything back.
 *
 * @param signal ends the process
 * @throws UsageError where the server refused for a reason that the user can fix
 */
export async function loadInProcess(
  request: LoadRequest,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<DataSetRecord> {
  signal.throwIfAborted();
  const child = startProgram("src/engines/postgres/loading/load-process.ts", request);
  const abort = (): void => {
    if (child.connected) child.disconnect();
  };
  signal.addEventListener("abort", abort);
  try {
    return await new Promise<DataSetRecord>((resolve, reject) => {
      child.on("message", (message: LoadMessage) => {
        switch (message.kind) {
          case "progress":
            onProgress({ step: "loading", rows: message.rows, of: message.of });
            break;
          case "digesting":
            onProgress({ step: "digesting" });
            break;
          case "loaded":
            resolve(message.record);
            break;
          case "failed": {
            const refusal = Object.assign(new Error(message.message), { code: message.code });
            reject(databaseError(`load the data set ${request.schema}`, refusal));
          }
        }
      });
      child.once("error", reject);
      child.once("exit", () => {
        reject(signal.aborted ? (signal.reason as Error) : new Error(`Loading the data set ended by ${endOf(child)}.`));
      });
    });
  } finally {
    signal.removeEventListener("abort", abort);
    await ended(child);
  }
}
