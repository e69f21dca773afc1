/** What a command reads, and what was found of it. */
import type { PatternRequest } from "../../config/pattern-requests.js";
import type { Database } from "../../engines/engine.js";
import type { ServerChoice } from "../../flags/reading.js";
import type { ProjectWorkload } from "../../project/workloads.js";
import type { LeftOut, Variant } from "../../results/schema.js";
import type { RowsToRead } from "../../runner/run.js";
import type { OnDemandOptions } from "../../runner/variants/on-demand.js";
import type { OwnFiles } from "../../runner/variants/place-program.js";
import type { installedWorker, WorkerOptions } from "../../runner/worker-process.js";
import type { PatternDescription } from "../../trial/protocol.js";
import type { RowsOf } from "./cases.js";
import type { OtherWorker } from "./other-worker.js";

/** What a command reads, before its database is open. */
export interface Target {
  /** What it is called beside others: the workload. */
  readonly name: string;
  /** Whether it is one of a DataSource's entities. */
  readonly isEntity: boolean;
  /** The folder whose installed packages are measured. */
  readonly root: string;
  /** What a project brings into the worker's program. */
  readonly files?: OwnFiles;
  /** The Node and the worker that read with what is installed. */
  readonly program: () => Promise<typeof installedWorker>;
  /** Workers with other packages, for the patterns that need these: installs them. */
  readonly others?: (installing: OnDemandOptions & { readonly nodeArgs: readonly string[] }) => Promise<OtherWorker[]>;
  /** What every worker runs in. */
  readonly surroundings: Pick<WorkerOptions, "cwd" | "env">;
  readonly server: ServerChoice;
  /** Whose data sets the database is opened for. */
  readonly workload: ProjectWorkload;
  /** Those of the patterns that have to do with it. */
  readonly patterns: readonly PatternRequest[];
  /** Rows that there are, or a guess. */
  readonly rows: number;
  /**
   * Looks at the rows in the open database.
   *
   * @param worker for what the project's own code is asked, with what is installed.
   * @param readWith with which packages a pattern is read, for each variant.
   * @throws UsageError where they aren't there, or none of the patterns can read them.
   */
  readonly look: (
    database: Database,
    descriptions: readonly PatternDescription[],
    worker: Pick<WorkerOptions, "signal" | "timeout" | "watchdog">,
    readWith: (pattern: string) => readonly Variant["packages"][],
  ) => Promise<Seen>;
}

/** What there is to read. */
export interface Seen {
  readonly read: RowsToRead;
  /** The same rows in other numbers, fewer, where several were asked for. */
  readonly otherSizes: readonly { readonly rows: number; readonly read: RowsToRead }[];
  readonly rows: RowsOf;
  /** Those that can read it. */
  readonly patterns: readonly PatternRequest[];
  /** Those that can't be read here, whatever the rows are. */
  readonly leftOut: readonly LeftOut[];
  /** Sentences on those that can't. */
  readonly notes: readonly string[];
}
