/** What `ormeter db` does. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { projectPaths } from "../config/project.js";
import type { Removal } from "../engines/engine.js";
import { openDatabase } from "../engines/open-database.js";
import { createDisplay } from "../display/display.js";
import { databaseProgress } from "../display/progress.js";
import { exitCode } from "../exit-codes.js";
import type { DbCleaning, DbOptions } from "./options/db.js";
import { withInterruption, type Interruption } from "./session/interruption.js";

/** Where the command writes. */
type Streams = Pick<typeof process, "stdout" | "stderr">;

/**
 * Runs the command.
 *
 * @returns the exit code
 * @throws UsageError where another command holds the server, or it can't be started or reached
 */
export const runDb = (options: DbOptions, streams: Streams = process): Promise<number> =>
  withInterruption((interruption) =>
    options.clean ? clean(options, options.clean, streams, interruption) : keepUp(options, streams, interruption),
  );

/** Keeps the server up until a signal comes, which is how this ends well. */
async function keepUp(
  { projectDir, workload, rows, load }: DbOptions,
  { stdout, stderr }: Streams,
  { signal }: Interruption,
): Promise<number> {
  const display = createDisplay(stderr);
  const onProgress = databaseProgress(display);
  try {
    const opening = { projectDir, workload, rows, command: "db", mayWrite: true, onProgress, signal };
    const database = await openDatabase(opening);
    try {
      await (load ? database.prepare(rows) : database.createSchema(rows));
      display.close();
      const { name } = await database.table(rows);
      stdout.write(directions(database.version, database.adminUrl, name));
      if (!signal.aborted) await once(signal, "abort");
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    display.close();
  }
  return exitCode.fine;
}

/** Removes data sets; ends with `usage` where one of them had to stay. */
async function clean(
  { projectDir, workload, rows }: DbOptions,
  cleaning: DbCleaning,
  { stdout, stderr }: Streams,
  { signal, exitCode: interrupted }: Interruption,
): Promise<number> {
  const { url } = cleaning;
  // No server is made for the sake of removing what it doesn't hold.
  if (url === undefined && !existsSync(projectPaths(projectDir).clusterFile)) {
    stdout.write("There is no embedded server in this folder, and no data set.\n");
    return exitCode.fine;
  }
  const display = createDisplay(stderr);
  const onProgress = databaseProgress(display);
  try {
    const opening = { projectDir, workload, rows, command: "db", url, mayWrite: true, onProgress, signal };
    const database = await openDatabase(opening);
    try {
      const removals = await database.removeDataSets(cleaning.rows);
      display.close();
      stdout.write(account(removals));
      return removals.some((each) => each.kind === "left" && each.ours) ? exitCode.usage : exitCode.fine;
    } finally {
      await database.close();
    }
  } catch (error) {
    const code = interrupted();
    if (code === undefined) throw error;
    return code;
  } finally {
    display.close();
  }
}

/** What was removed, and what was left and why. */
const account = (removals: readonly Removal[]): string =>
  removals.length === 0
    ? "There is no data set of ormeter's.\n"
    : removals
        .map((each) =>
          each.kind === "removed" ? `Removed ${each.schema}.\n` : `Left ${each.schema}. ${each.reason}\n`,
        )
        .join("");

/** How to reach the server. */
const directions = (version: string, url: string, table: string): string => `
PostgreSQL ${version} is up, on this machine only, until Ctrl-C. Its data set: ${table}

  psql "${url}"
  npx typeorm migration:run -d dist/ormconfig.js
  npx typeorm migration:revert -d dist/ormconfig.js
`;
