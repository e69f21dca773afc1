/** What is read: the contract of `bench/<name>.workload.ts`. */

/** Asks the server on the connection that a load goes over. */
export type Ask = (sql: string, values?: unknown[]) => Promise<{ readonly rows: readonly Record<string, unknown>[] }>;

/** What rows are loaded with. */
export interface LoadRequest {
  /** A PostgreSQL connection URL of a role that may write. */
  readonly url: string;
  /** The schema that the rows go into, unquoted; nothing is there yet. */
  readonly schema: string;
  /** How many roots there must be in the end. */
  readonly rows: number;
  /** Called with the rows loaded so far, now and then. */
  readonly onRows: (rows: number) => void;
  /** To be called first in the transaction that all of the load must be: makes the schema. */
  readonly begun: (ask: Ask) => Promise<void>;
  /** To be called last in that transaction: marks what was made, and digests it. */
  readonly loaded: (ask: Ask) => Promise<void>;
}

/** Rows of another table that belong to each root, and are read with it. */
export interface WorkloadRelation {
  /** Under which property, or key, a root holds them. */
  readonly name: string;
  /** Whether that is a list, perhaps an empty one, or a row, or null where there is none. */
  readonly holds: "many" | "one";
  /** Their table, unquoted and without its schema, which is that of the roots. */
  readonly table: string;
  /** The columns that are equal in a root and in what belongs to it. */
  readonly on: { readonly root: string; readonly related: string };
}

/** A workload: a table of rows that ormeter loads, and what is read of it. */
export interface Workload {
  /** The file's name without `.workload.ts`. */
  readonly name: string;
  /** One sentence: what the rows are. */
  readonly what: string;
  /** The table of the roots, unquoted and without its schema. */
  readonly table: string;
  /** What roots hold beside their columns: then what is read are trees. Flat rows unless given. */
  readonly relations?: readonly WorkloadRelation[];
  /** Whether it is the one that is read where none is named. */
  readonly isUsual?: boolean;
  /** Rows that are read unless said otherwise; a million unless given. */
  readonly usualRows?: number;
  /** Rows of the small data set that reads are warmed up with, and whose every character is compared: 5,000 unless given. */
  readonly smallRows?: number;
  /** Bytes that a row takes on the server's disk while it is loaded; 200 unless given. */
  readonly bytesPerRow?: number;
  /** Raised whenever a row would come out differently: data sets of another version are loaded anew. */
  readonly version: number;
  /**
   * Loads the rows, all of them in one transaction. Runs in a process of its own; what it needs is imported in there,
   * since others load the file to know what there is.
   */
  readonly load: (request: LoadRequest) => Promise<void>;
}

/**
 * Declares a workload.
 *
 * @example
 *   export default defineWorkload({ name: "orders", what: "…", table: "orders", version: 1, load: async (request) => { … } });
 */
export const defineWorkload = (workload: Workload): Workload => workload;
