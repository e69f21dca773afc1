/** What `ormeter db` may be asked. */
import type { ProjectWorkload } from "../../project/workloads.js";
import { UsageError } from "../../errors.js";
import { together } from "../../flags/flag.js";
import { clean, load, rows, rowsOf, server, usualRows, workload } from "../../flags/reading.js";
import type { CommandOptions } from "./types.js";

const embedded = { url: undefined, mayWrite: true };

export const dbFlags = {
  workload,
  rows: rows
    .describedAs("rows of the data set that the migrations load")
    // Where it isn't given, --clean means every data set.
    .orElse(() => undefined, "1,000,000, or what the workload says"),
  load,
  clean: together(
    clean,
    // Nothing is removed where only the environment names a server.
    {
      server: server
        .describedAs("the PostgreSQL server to remove them from")
        .orElse(() => embedded, "the embedded one"),
    },
    (flag) => `${flag} goes with --clean: db keeps the embedded server up, and a server of your own is up already.`,
  ),
};

/** Which data set, and what of it. */
export interface DbOptions {
  readonly projectDir: string;
  /** Whose data set. */
  readonly workload: ProjectWorkload;
  /** Which data set the server is for. */
  readonly rows: number;
  /** Whether the data set is loaded; otherwise its schema is only made, for the migrations to fill. */
  readonly load: boolean;
  /** Instead of all that: what to remove. */
  readonly clean: DbCleaning | undefined;
}

/** What `db --clean` removes, and from where. */
export interface DbCleaning {
  /** Undefined: the embedded server. */
  readonly url: string | undefined;
  /** Undefined: every data set. */
  readonly rows: number | undefined;
}

/** @throws UsageError for flags that don't go together. */
export function dbOptions(given: CommandOptions<typeof dbFlags>): DbOptions {
  if (given.clean && given.load) {
    throw new UsageError("--clean removes data sets, and --load loads one: give one of them.");
  }
  return {
    projectDir: given.projectDir,
    workload: given.workload,
    rows: rowsOf(given.rows, given.workload, usualRows),
    load: given.load,
    clean: given.clean && { url: given.clean.server.url, rows: given.rows },
  };
}
