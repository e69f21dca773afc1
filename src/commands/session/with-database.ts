import type { Database, LoadableWorkload } from "../../engines/engine.js";
import { openDatabase } from "../../engines/open-database.js";
import type { ServerChoice } from "../../flags/reading.js";
import type { RunObserver } from "../../runner/run.js";

/** What of a command's options says which database. */
export interface DatabaseOptions {
  readonly projectDir: string;
  readonly rows: number;
  readonly server: ServerChoice;
  readonly timeout: number;
  /** Whose data sets it is opened for. */
  readonly workload: LoadableWorkload;
}

/**
 * Opens the database that a command reads from, for as long as `work` needs it: the embedded server holds memory and the
 * project's lock.
 *
 * @param command for the message to another command that finds the server in use.
 * @throws UsageError where it can't be opened for a reason that the user can fix, or the embedded server broke down.
 */
export async function withDatabase<T>(
  { projectDir, rows, server, timeout, workload }: DatabaseOptions,
  command: string,
  { onProgress, busy }: Pick<RunObserver, "onProgress" | "busy">,
  signal: AbortSignal,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({
    projectDir,
    workload,
    rows,
    command,
    ...server,
    trialTimeout: timeout,
    onProgress,
    signal,
  });
  try {
    return await work(database);
  } catch (error) {
    throw database.breakdown() ?? error;
  } finally {
    busy(database.kind === "embedded" ? "Stopping the server" : "Closing the connections");
    await database.close();
  }
}
