/** Which data set an ORM's own command line works on: imported from "ormeter/target" by a project's `ormconfig.ts`. */
import { setIn, surroundings } from "../../config/surroundings.js";
import { projectPaths } from "../../config/project.js";
import { serverUrl } from "../../config/server-url.js";
import { countOf } from "../../flags/quantities.js";
import { dropConnectionVariables } from "../../project/process-environment.js";
import { UsageError } from "../../errors.js";
import { dataSetSchema, mostRows } from "../data-set-name.js";
import { readServerFile } from "./embedded/server-file.js";

/** A database, and the data set's schema in it. */
export interface DataSetTarget {
  readonly url: string;
  readonly schema: string;
}

/** The rows of the data set that is meant where nothing says otherwise. */
const defaultRows = 1_000_000;

/**
 * The server that DATABASE_URL names, with ORMETER_ROWS rows; without it the embedded server, which must be running,
 * with the rows that it was started for.
 *
 * @param workload its name
 * @param projectDir the folder whose `.ormeter/` holds the embedded server
 * @throws UsageError where there is no such server, or ORMETER_ROWS isn't a number of rows
 */
export async function dataSetTarget(workload: string, projectDir: string): Promise<DataSetTarget> {
  const { env } = surroundings();
  dropConnectionVariables();
  const [given, rows] = [setIn(env, "DATABASE_URL"), setIn(env, "ORMETER_ROWS")];
  const url = given && serverUrl(given, "DATABASE_URL", env);
  const server = url === undefined ? await readServerFile(projectPaths(projectDir).serverFile) : undefined;
  const reachable = url ?? server?.adminUrl;
  if (reachable === undefined) {
    throw new UsageError(
      "No database to configure TypeORM for: the embedded server isn't running, and DATABASE_URL is not set. " +
        "Start the one with npm run db, or set the other.",
    );
  }
  return { url: reachable, schema: dataSetSchema(workload, parseRows(rows) ?? server?.rows ?? defaultRows) };
}

function parseRows(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const rows = countOf(text);
  if (rows >= 1 && rows <= mostRows) return rows;
  throw new UsageError(`ORMETER_ROWS must be a whole number from 1 to ${String(mostRows)}; received "${text}".`);
}
