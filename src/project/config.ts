/** What `ormeter.config.ts` says: every key is a flag by that name, and a flag that is typed wins. */

/** A project's config. Paths are relative to its file. */
export interface Config {
  /** What an editor can check a config of JSON by: `./node_modules/ormeter/schema/config.json`. */
  readonly $schema?: string;
  /** The file that exports the project's DataSource, such as `src/data-source.ts`, or `src/db.ts#appDataSource`. */
  readonly dataSource?: string;
  /** Entities to read, by name; all of them unless given. */
  readonly entity?: string | readonly string[];
  /** Tables or views to read without an ORM: `orders`, `sales.orders`. */
  readonly table?: string | readonly string[];
  /** Queries to read: files of SQL, or `src/queries.ts#open`: a function from the DataSource to a query builder. */
  readonly query?: string | readonly string[];
  /** Functions that read, measured as they are: `src/reads/report.ts`, `src/reads.ts#report`. */
  readonly read?: string | readonly string[];
  /** The name of the environment variable that holds the server's URL: the URL itself has a password. */
  readonly urlFrom?: string;
  /** Reads only the first so many rows by key, where a table has more. */
  readonly sample?: number | string;
  /** Whether all trials read one snapshot of the rows, however they change meanwhile. */
  readonly snapshot?: boolean;
  /** Whether results may hold values out of the tables. */
  readonly showValues?: boolean;
  /** Whether not even the data set is made on a server of yours; for your own tables it never is. */
  readonly readOnly?: boolean;
  /** Which of ormeter's own workloads is read, where nothing of the project's is: `employees` unless given. */
  readonly workload?: string;
  /** The folder with patterns and clients of the project's own, a folder an ORM; `bench` unless given. */
  readonly bench?: string;
  /** Patterns, folders, globs, with options, as `--patterns` has them. */
  readonly patterns?: string | readonly string[];
  readonly rows?: number | string;
  readonly rounds?: number;
  /** How long a trial may take: seconds, or `90s`, `10m`. */
  readonly timeout?: number | string;
  /** How long an upgrade may measure. */
  readonly budget?: number | string;
  readonly nodeArgs?: string;
  readonly rngSeed?: number;
  /** Blocks the reader for so long after every so many rows, like `50ms/10000`. */
  readonly slowConsumer?: string;
  /** The name of a baseline that every bench is held against. */
  readonly baseline?: string;
  /** Metrics that fail where they regress, with thresholds: `allocated:2%,peakRss:5%`. */
  readonly failOn?: string | readonly string[];
  /** Whether "can't tell" fails, too. */
  readonly strict?: boolean;
}

/**
 * Declares a config; exists for its types only.
 *
 * @example
 *   export default defineConfig({ dataSource: "src/data-source.ts", entity: ["Order"], urlFrom: "DATABASE_URL" });
 */
export const defineConfig = (config: Config): Config => config;
