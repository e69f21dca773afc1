/** `ormeter db`: keeps the embedded server up, for psql and for TypeORM's own CLI, until it is interrupted. */
import { once } from "node:events";
import type { DbOptions } from "../config/options.js";
import { openDatabase } from "../database/open-database.js";
import { dataSetSchema } from "../database/data-set-name.js";
import { createDisplay } from "../display/display.js";
import { databaseProgress } from "../display/progress.js";
import { exitCode } from "../exit-codes.js";
import { withInterruption } from "./interruption.js";

/**
 * Runs the command until a signal ends it.
 *
 * @returns the exit code: an interruption is how this command ends well
 * @throws UsageError where another command holds the server, or it can't be started
 */
export function runDb(options: DbOptions, { stdout, stderr } = process): Promise<number> {
  return withInterruption(async ({ signal }) => {
    const { projectDir, rows, load } = options;
    const display = createDisplay(stderr);
    const onProgress = databaseProgress(display);
    try {
      const database = await openDatabase({ projectDir, rows, command: "db", mayWrite: true, onProgress, signal });
      try {
        if (load) await database.prepare(rows);
        else await database.createSchema(rows);
        display.close();
        stdout.write(directions(database.version, database.adminUrl, rows));
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
  });
}

/** How to reach the server. */
const directions = (version: string, url: string, rows: number): string => `
PostgreSQL ${version} is up, on this machine only, until Ctrl-C. Its data set: ${dataSetSchema(rows)}.employees

  psql "${url}"
  npx typeorm migration:run -d dist/ormconfig.js
  npx typeorm migration:revert -d dist/ormconfig.js
`;
