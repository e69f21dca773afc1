/**
 * What a database must give so that reads from it can be measured: all that the rest of ormeter knows of one. Each engine
 * has a folder beside this file; docs/adr/0058-the-engines-seam.md says what belongs on which side.
 */
import type { Values } from "../results/own-values.js";
import type { DataSet, Statement } from "../results/schema.js";

/** The database that a command reads from, open: ormeter's own, or the user's. */
export interface Database {
  readonly kind: "embedded" | "external";
  /** The server's version, as `18.4`. */
  readonly version: string;
  /** The server's settings that decide whether results may be compared. */
  readonly settings: Readonly<Record<string, string>>;
  /** For a client of the user's own; holds a password. */
  readonly adminUrl: string;
  /** For the workers, which make their connections read-only; holds a password. */
  readonly readerUrl: string;
  /**
   * Makes the data sets of these sizes ready to be read: verified where they are there, loaded where they aren't or
   * aren't sound, warm in the server's buffers. Where one can't be loaded, none is.
   *
   * @returns them in the order of `sizes`
   * @throws UsageError where one can't be loaded for a reason that the user can fix
   */
  prepareAll(sizes: readonly number[], onProgress?: OnProgress): Promise<DataSet[]>;
  /** A data set's table, with the columns that the server has there; none where it isn't loaded yet. */
  table(rows: number): Promise<Table>;
  /**
   * Looks at rows that are the user's: whether they are there and may be read, which columns they have, how many they are.
   *
   * @throws UsageError where they can't be read, with what to do
   */
  ownRows(wanted: OwnRelation, looking: OwnRowsLooking): Promise<OwnRows>;
  /**
   * Holds a snapshot of all rows as they are now, until the database is closed: whoever reads in it sees no later change.
   *
   * @returns the statement that begins a read-only transaction in it
   * @throws UsageError where the server has none to give
   */
  holdSnapshot(): Promise<string>;
  /** {@link prepareAll} of one. */
  prepare(rows: number, onProgress?: OnProgress): Promise<DataSet>;
  /** Makes the schema of the data set of `rows` rows, empty, unless it is there; returns its name. */
  createSchema(rows: number): Promise<string>;
  /** Removes the data set of `rows` rows, or every one, and nothing that ormeter didn't make. */
  removeDataSets(rows?: number): Promise<Removal[]>;
  /** Why the server broke down, where it is ours and did; what goes wrong with it then comes of that. */
  breakdown(): Error | undefined;
  /**
   * Opens a view on what the server counts of the workers' statements; its owner closes it.
   *
   * @returns why there is none, where the server doesn't have it or doesn't show it
   */
  statistics(): Promise<StatementStatistics | Absent>;
  /**
   * The error to throw where a worker couldn't connect: a UsageError with what to do where the user can fix it, without
   * who connects; the error itself otherwise.
   *
   * @param whose to follow the server's address in the sentence
   */
  refusal(error: unknown, whose?: string): Error;
  /** Whether a read failed because the server ended, and it doesn't come back: waits for one that is restarting. */
  hasEnded(failure: Failure): Promise<boolean>;
  /** Ends what is under way and stops what was started; may be called again. */
  close(): Promise<void>;
}

/** A type of the server's: its name in the catalog, domains resolved to what they are made of. */
export interface CatalogType {
  readonly name: string;
  readonly isEnum: boolean;
}

/** A column of a table. */
export interface CatalogColumn {
  readonly name: string;
  readonly nullable: boolean;
  readonly type: CatalogType;
  /** Of an array: what it is of. */
  readonly element?: CatalogType;
  /** Whether it is read, but its values aren't compared. */
  readonly isUnchecked?: boolean;
  /** Whether a row that lacks it stands for null: of entities that are of several classes in one table. */
  readonly mayBeMissing?: boolean;
}

/** A table that is read. */
export interface Table {
  /** Where workers find it; holds a password. */
  readonly url: string;
  readonly workload: string;
  /** Its schema, unquoted. */
  readonly schema: string;
  /** What stands for it behind FROM: its full name, quoted; or a query in brackets, with an alias. */
  readonly name: string;
  /** Where only some of its rows are read: a query of them with every column of the table, in brackets. */
  readonly part?: string;
  /** In the table's order. */
  readonly columns: readonly CatalogColumn[];
  /** Names of the key's columns, in its order; none where it has no key. */
  readonly key: readonly string[];
  /** What belongs to its rows and is read with them; nothing unless given. Their tables by their full names, quoted. */
  readonly relations?: readonly RelatedTable[];
  /** The statement that begins a transaction in the snapshot that is read; it is read as it is unless given. */
  readonly snapshot?: string;
}

/** A table whose rows belong to those of another one, which hold them. */
export interface RelatedTable extends LoadableRelation {
  /** In the table's order. */
  readonly columns: readonly CatalogColumn[];
  readonly key: readonly string[];
}

/** Rows of the user's that are there: of a table or a view, or of a query. */
export type OwnRelation = {
  /** What the workload is called. */
  readonly workload: string;
  /** Only the first so many by key, where there are more. */
  readonly sample?: number | undefined;
  /** Likewise, where nothing else is said, but all of them where there is no key. */
  readonly sampleIfKeyed?: number | undefined;
  /** Columns whose values aren't compared, with the reason: the read may change them, or leave them out. */
  readonly unchecked?: readonly Unchecked[];
} & (
  | {
      readonly kind: "table";
      /** Unquoted; the first of the search path that has the table, unless given. */
      readonly schema?: string | undefined;
      /** Unquoted. */
      readonly table: string;
      /** Names of the columns that are read; all unless given. */
      readonly columns?: readonly string[] | undefined;
      /** Names of those that a row may lack where they are null. */
      readonly missing?: readonly string[] | undefined;
      /** The condition under which a row is read, in SQL. */
      readonly where?: string | undefined;
      /** Names of the columns by which rows are told apart; the primary key's unless given. */
      readonly key?: readonly string[] | undefined;
      /** Names of the columns by which an ORM tells rows apart; rows without an ORM are never alike to it. */
      readonly identity?: readonly string[] | undefined;
    }
  | {
      readonly kind: "query";
      /** One statement, without a semicolon and without parameters. */
      readonly sql: string;
      /** Where the user has it, for messages. */
      readonly file: string;
      /** Names of the columns by which rows are told apart. */
      readonly key?: readonly string[] | undefined;
      /** Names of those that a row may lack where they are null. */
      readonly missing?: readonly string[] | undefined;
      /** Names of the columns that entities have; others aren't compared. All unless given. */
      readonly held?: readonly string[] | undefined;
      readonly roots?: QueryRoots | undefined;
    }
);

/** The table of a query whose rows each belong to one of the table's: a part of the query is the query of a part of it. */
export interface QueryRoots {
  /** Its full name, quoted. */
  readonly table: string;
  /** Names of its key's columns, in the order of the query's key. */
  readonly key: readonly string[];
  /** The query with `mark` in the table's place. */
  readonly sql: string;
  readonly mark: string;
}

/** How rows of the user's are looked at. */
export interface OwnRowsLooking {
  /** Most rows of the small part of them that trials warm up with. */
  readonly smallRows: number;
  /** What becomes of values that an error names. */
  readonly values: Values;
  /** The statement that begins a transaction in the snapshot that is read; they are read as they are unless given. */
  readonly snapshot?: string | undefined;
}

/** A column whose values aren't compared, and why: to follow "since". */
export interface Unchecked {
  readonly column: string;
  readonly why: string;
}

/** How many rows are left over where of those that are alike one counts. */
export interface Alike {
  /** Alike in their key. */
  readonly byKey: number;
  /** Alike to an ORM that is to tell them apart. */
  readonly toOrm: number;
}

/** Rows of the user's, looked at. */
export interface OwnRows {
  readonly dataSet: DataSet;
  readonly measured: Table;
  /** The first few by key, or all where they are few. */
  readonly small: Table;
  /** How many these are. */
  readonly smallRows: number;
  /** Rows that can't be told from others. */
  readonly alike: Alike;
  /** Whether they have changed since: a sentence; undefined where they haven't. */
  readonly changes: () => Promise<string | undefined>;
}

/** A workload as far as it matters to an engine: what it is called there, and which file loads it. */
export interface LoadableWorkload {
  readonly name: string;
  /** The table of the roots, unquoted and without its schema. */
  readonly table: string;
  /** What roots hold beside their columns. */
  readonly relations: readonly LoadableRelation[];
  readonly version: number;
  /** Rows of the small data set. */
  readonly smallRows: number;
  /** Bytes that a row takes on disk while it is loaded. */
  readonly bytesPerRow: number;
  /** The URL of its compiled file. */
  readonly module: string;
}

/** What roots hold of another table, as the workload says. */
export interface LoadableRelation {
  readonly name: string;
  readonly holds: "many" | "one";
  readonly table: string;
  readonly on: { readonly root: string; readonly related: string };
}

/** What can't be had, with the reason. */
export interface Absent {
  readonly absent: string;
}

/** What became of one data set that was to be removed. */
export type Removal =
  | { readonly kind: "removed"; readonly schema: string }
  | {
      readonly kind: "left";
      readonly schema: string;
      /** Whether it is a data set of ormeter's; otherwise only its schema's name looks like one. */
      readonly ours: boolean;
      /** A sentence. */
      readonly reason: string;
    };

/** A statement with what it did while it was counted. */
export type StatementCount = Omit<Statement, "plan">;

/** An open view on what a server counts, and on its processes. */
export interface StatementStatistics {
  /**
   * Counts from now.
   *
   * @returns gives what the workers' role has executed since, most calls first; or why that can't be told
   */
  count(): Promise<() => Promise<StatementCount[] | Absent>>;
  /**
   * The plan of a statement as it was counted, constants and all replaced by parameters; undefined for a statement that
   * has none, or one that this server can't plan so.
   */
  plan(text: string): Promise<string | undefined>;
  /**
   * Process ids of the server's that serve the workers' connections with that application name; none where the server's
   * processes can't be seen on this machine.
   */
  backends(applicationName: string): Promise<number[]>;
  /** Closes the connection; may be called again. */
  close(): Promise<void>;
}

/** How a read failed: what it said, with the server's or the system's code for it. */
export interface Failure {
  readonly message?: string | undefined;
  readonly code?: string | undefined;
}

/** What the database side is doing right now. */
export type Step =
  | "installing"
  | "starting"
  | "recovering"
  | "verifying"
  | "waiting"
  | "loading"
  | "vacuuming"
  | "digesting"
  | "prewarming"
  | "removing";

/** A sign of progress: a step that begins, how far a step is, or something the user should know. */
export interface Progress {
  readonly step: Step;
  /** Rows done so far, of `of`. */
  readonly rows?: number;
  readonly of?: number;
  /** A sentence for the user. */
  readonly note?: string;
}

/** Called with each sign of progress. */
export type OnProgress = (progress: Progress) => void;

/** Which database to open. */
export interface DatabaseOptions {
  /** The folder whose `.ormeter/` holds the embedded server. */
  readonly projectDir: string;
  /** What is read there. */
  readonly workload: LoadableWorkload;
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
