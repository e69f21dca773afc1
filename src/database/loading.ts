/** The parent's side of the loading process. */
import { endOf, ended, startProgram } from "./child-program.js";
import { databaseError } from "./database-error.js";
import type { LoadMessage, LoadRequest } from "./load-messages.js";

/**
 * Runs the migrations in a process of their own, and waits for its end.
 *
 * @param onRows called with the rows loaded so far
 * @param signal ends the process; what it had loaded is rolled back
 * @throws UsageError where the server refused for a reason that the user can mend
 */
export async function runMigrations(
  request: LoadRequest,
  onRows: (rows: number, of: number) => void,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const child = startProgram("src/database/load-process.ts", request);
  const abort = (): void => {
    if (child.connected) child.disconnect();
  };
  signal.addEventListener("abort", abort);
  try {
    await new Promise<void>((resolve, reject) => {
      child.on("message", (message: LoadMessage) => {
        if (message.kind === "progress") onRows(message.rows, message.of);
        else if (message.kind === "loaded") resolve();
        else
          reject(databaseError("load the data set", Object.assign(new Error(message.message), { code: message.code })));
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
