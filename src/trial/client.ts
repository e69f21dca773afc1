/** How an ORM connects: the contract of `bench/<orm>/client.ts`. */
import type { Column } from "./pattern.js";

/** What a worker asks a client for. */
export interface ConnectRequest {
  /** A PostgreSQL connection URL. */
  readonly url: string;
  /** The workload that is read; a client knows it by the name of its entity, model or table. */
  readonly workload: string;
  /** The schema of the table, unquoted, and the table's full name, quoted. */
  readonly schema: string;
  readonly table: string;
  /** What the server's lists of sessions show. */
  readonly applicationName: string;
  /** Most connections at a time: enough for patterns that take a second one. */
  readonly connections: number;
}

/** An open connection, or a pool of them, with what ormeter asks of it. */
export interface Connection<Source = unknown> {
  /** What patterns read from: a TypeORM DataSource, a pg Pool. */
  readonly source: Source;
  /** What the workload is called there, where patterns need it: an entity, a model. */
  readonly target?: unknown;
  /** Executes a statement of ormeter's on a connection that patterns may get, and gives its rows. */
  readonly ask: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Connections that were taken and not given back; undefined where the library doesn't say. */
  readonly connectionsLeft: () => number;
  /** Ends all connections, but where some weren't given back it may not wait for them: they go with the process. */
  readonly close: () => Promise<void>;
  /**
   * Under which property an entity has a column; dots between the properties of embedded ones. Not needed where rows
   * have the database's names.
   */
  readonly propertyOf?: (column: Column) => string;
}

/** What every client says of itself. */
interface ClientWords {
  /** What people call it. */
  readonly name: string;
  /**
   * The npm packages that a read goes through, those first that `upgrade` is mostly asked about. Nothing is said of a
   * package that comes with another.
   */
  readonly packages: Readonly<Record<string, PackageRule>>;
}

/** An ORM, or a driver alone. */
export interface NodeClient<Source = unknown> extends ClientWords {
  readonly runtime?: "node";
  /** Opens it with one connection standing, so that the measured window holds no connecting. Sessions must be read-only. */
  readonly connect: (request: ConnectRequest) => Promise<Connection<Source>>;
}

/**
 * An ORM of Python's: its reads are `.py` files beside the client, and `worker/worker.py` there speaks what other workers
 * speak. Its rows are checked by Node, to which it hands them as lines of COPY's text format.
 */
export interface PythonClient extends ClientWords {
  readonly runtime: "python";
}

/** How the patterns of a folder are read. */
export type Client<Source = unknown> = NodeClient<Source> | PythonClient;

/** What is known of a package's versions. */
export interface PackageRule {
  /** The oldest version that the reads can run on, and why. */
  readonly oldest?: { readonly version: string; readonly why: string };
  /** The package that brings it along: in a version of its own only where one is asked for. */
  readonly broughtBy?: string;
}

/**
 * Declares a client. What it needs of its ORM it imports in `connect`: to know what there is, ormeter's main process
 * loads the file too.
 *
 * @example
 *   export default defineClient({ name: "pg", packages: { pg: {} }, connect: async ({ url }) => { … } });
 */
export const defineClient = <Source>(client: Client<Source>): Client<Source> => client;
