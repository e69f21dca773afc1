/** The database that a command reads from: ormeter's own, or the user's. */
import type { DataSet } from "../results/schema.js";
import type { Removal } from "./data-set-removal.js";
import type { OnProgress, Progress } from "./progress.js";

export type { OnProgress, Progress, Removal };

/** An open database. */
export interface Database {
  readonly kind: "embedded" | "external";
  /** The server's version, as `18.4`. */
  readonly version: string;
  /** The server's settings that decide whether results may be compared. */
  readonly settings: Readonly<Record<string, string>>;
  /** For the statistics; holds a password. */
  readonly adminUrl: string;
  /** For the workers, which make their connections read-only; holds a password. */
  readonly readerUrl: string;
  /** Whom the workers' statements are counted under. */
  readonly readerRole: string;
  /** Whether the server's processes are on this machine, to be seen in /proc. */
  readonly local: boolean;
  /**
   * Makes the data sets of these sizes ready to be read: verified where they are there, loaded where they aren't or
   * aren't sound, warm in the server's buffers. Where one can't be loaded, none is.
   *
   * @returns them in the order of `sizes`
   * @throws UsageError where one can't be loaded for a reason that the user can mend
   */
  prepareAll(sizes: readonly number[], onProgress?: OnProgress): Promise<DataSet[]>;
  /** {@link prepareAll} of one. */
  prepare(rows: number, onProgress?: OnProgress): Promise<DataSet>;
  /** Makes the schema of the data set of `rows` rows, empty, unless it is there; returns its name. */
  createSchema(rows: number): Promise<string>;
  /** Removes the data set of `rows` rows, or every one, and nothing that ormeter didn't make. */
  removeDataSets(rows?: number): Promise<Removal[]>;
  /** Why the server broke down, where it is ours and did; what goes wrong with it then comes of that. */
  breakdown?(): Error | undefined;
  /** Ends what is under way and stops what was started; may be called again. */
  close(): Promise<void>;
}

/** Which database to open. */
export interface DatabaseOptions {
  /** The folder whose `.ormeter/` holds the embedded server. */
  readonly projectDir: string;
  /** The largest data set to be read. */
  readonly rows: number;
  /** What is being run, for the message to a second command beside it. */
  readonly command: string;
  /** Any PostgreSQL from 14 on; the embedded server unless given. */
  readonly url?: string | undefined;
  /** Whether a missing data set may be created at `url`: only where the user named the server in this command. */
  readonly mayWrite: boolean;
  /** Milliseconds that a read may take, where there will be reads: what keeps them from it is found out at once. */
  readonly trialTimeout?: number | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Gives up opening and preparing; what was opened must still be closed. */
  readonly signal?: AbortSignal | undefined;
}
