import type { BenchOptions } from "../config/options.js";
import type { Database } from "../database/database.js";
import { openDatabase } from "../database/open-database.js";
import type { RunObserver } from "../runner/run.js";

/**
 * Opens the database that a command reads from, for as long as `work` needs it: the embedded server holds memory and the
 * project's lock.
 *
 * @param command for the message to another command that finds the server in use.
 * @throws UsageError where it can't be opened for a reason that the user can mend, or the embedded server broke down.
 */
export async function withDatabase<T>(
  {
    projectDir,
    rows,
    url,
    mayWrite,
    timeout,
  }: Pick<BenchOptions, "projectDir" | "rows" | "url" | "mayWrite" | "timeout">,
  command: string,
  { onProgress, busy }: Pick<RunObserver, "onProgress" | "busy">,
  signal: AbortSignal,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({
    projectDir,
    rows,
    command,
    url,
    mayWrite,
    trialTimeout: timeout,
    onProgress,
    signal,
  });
  try {
    return await work(database);
  } catch (error) {
    throw database.breakdown?.() ?? error;
  } finally {
    busy("Stopping the server");
    await database.close();
  }
}
