/** How an ORM connects: the contract of `bench/<orm>/client.ts`. */
import type { Column, Way } from "./pattern.js";

/** The user's own way to connect: a compiled file of theirs, and what of it is read. */
export interface OwnSource {
  /** The folder of `bench/` whose client reads with it. */
  readonly folder: string;
  /** The file's path below the worker's program. */
  readonly file: string;
  /** The name under which the file exports it; whatever fits, unless given. */
  readonly exported?: string;
  /** Compiled files that the file names by globs, below the worker's program. */
  readonly named?: readonly string[];
  /** The entity or the model that is read; none for a table or a query that no ORM knows. */
  readonly entity?: string;
  /** The user's function that gives a query of the ORM's, which is read. */
  readonly query?: OwnFunction;
}

/** A function of the user's: a compiled file below the worker's program, and the name under which it exports it. */
export interface OwnFunction {
  readonly file: string;
  readonly exported?: string;
}

/** It, with what loads the file. */
export interface LoadableSource extends OwnSource {
  /** Gives what the file exports; throws what it throws. */
  readonly load: () => Promise<Readonly<Record<string, unknown>>>;
  /** Loads files that the file names by globs, and gives all that they export. */
  readonly loadNamed: () => Promise<readonly unknown[]>;
  /** Gives the function of `query`; throws an Error with a sentence where the file exports none. */
  readonly loadQuery: () => Promise<(...args: readonly unknown[]) => unknown>;
}

/** An entity of the user's, by the ORM's own metadata. */
export interface EntityDescription {
  readonly name: string;
  readonly kind: "table" | "view";
  /** Unquoted; undefined where the session's search path decides. */
  readonly schema?: string;
  /** Unquoted. */
  readonly table: string;
  /** The columns that the ORM selects by itself, by the database's names. */
  readonly columns: readonly string[];
  /** Those of them whose values the entity doesn't hold as the database does, and why. */
  readonly unchecked: readonly { readonly column: string; readonly why: string }[];
  /** Those of them that some entities don't have, where they are null. */
  readonly missing: readonly string[];
  /** Names of the key's columns. */
  readonly key: readonly string[];
  /** Why rows can't be read in the order of the key: what follows "since". */
  readonly unordered?: string;
  /** Why the key's values don't come back as the server has them: what follows "since". */
  readonly inexactKey?: string;
  /** Names of the columns by which the ORM tells rows apart: it may make one entity of all that are alike there. */
  readonly identity: readonly string[];
  /** The condition that the ORM adds by itself, in SQL. */
  readonly where?: string;
}

/** What a client finds in a file of the user's. */
export interface OwnDescription {
  /** Where the file itself would connect to, as a URL with its password; undefined where it doesn't say. */
  readonly url?: string;
  readonly entities: readonly EntityDescription[];
  /** Files that the user's file names by globs and not by imports, as it does. */
  readonly globs: readonly string[];
}

/** A query of the user's, by the ORM's own metadata. */
export interface QueryDescription {
  /** One statement, with $1 for its first parameter. */
  readonly sql: string;
  /** As the driver sends them. */
  readonly parameters: readonly (string | null)[];
  /** Names of the statement's columns by which its rows are told apart; none where it isn't known. */
  readonly key: readonly string[];
  /** Names of the columns that entities have; not there where it gives no entities. */
  readonly held?: readonly string[];
  /** Columns whose values entities don't hold as the database does, and why. */
  readonly unchecked: readonly { readonly column: string; readonly why: string }[];
  /** Columns that some entities don't have, where they are null. */
  readonly missing: readonly string[];
  /**
   * The table of which each row gives a row of the query: its full name, quoted, its key, and the statement with `mark` in
   * its place. Where it is there, `part` is of that table, otherwise of the query.
   */
  readonly roots?: {
    readonly table: string;
    readonly key: readonly string[];
    readonly sql: string;
    readonly mark: string;
  };
  /** Why it can't be read in a way that patterns name as theirs: a sentence without its end. */
  readonly cannot: Readonly<Record<string, string>>;
}

/** What a worker asks a client for. */
export interface ConnectRequest {
  /** A PostgreSQL connection URL. */
  readonly url: string;
  /** The workload that is read; a client knows it by the name of its entity, model or table. */
  readonly workload: string;
  /** The schema of the table, unquoted, and the table's full name, quoted. */
  readonly schema: string;
  readonly table: string;
  /** Where only a part of the table is read: a query of it, in brackets, with every column of the table. */
  readonly part?: string;
  /**
   * The statement that begins a read-only transaction in a snapshot that the server holds: every connection begins with
   * it (readOnlyPool sees to that). Not given where rows are read as they are at each moment.
   */
  readonly snapshot?: string;
  /** The user's own way to connect. */
  readonly own?: LoadableSource;
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
  /** Connections that were taken and not given back: by the library's own count, or by the server's list of sessions. */
  readonly connectionsLeft: () => number | Promise<number>;
  /** Which midnight a Date stands for, where the library gives one for a day without a time: `local` unless said. */
  readonly midnight?: "local" | "utc";
  /** Ends all connections, but where some weren't given back it may not wait for them: they go with the process. */
  readonly close: () => Promise<void>;
  /**
   * Under which property an entity has a column; dots between the properties of embedded ones. Not needed where rows
   * have the database's names.
   *
   * @param relation the name of the relation whose rows' column it is; undefined for the roots'.
   */
  readonly propertyOf?: (column: Column, relation?: string) => string;
  /** Under which key a raw row has a column, where that isn't the pattern's to say: of a query of the user's. */
  readonly rawKeyOf?: (column: Column) => string;
  /** What the user's query is. */
  readonly query?: QueryDescription;
}

/** What every client says of itself. */
interface ClientWords {
  /** What people call it. */
  readonly name: string;
  /**
   * The npm packages that a read goes through, those first that `upgrade` is mostly asked about: `--from` and `--to` take
   * their versions, and a version of one is measured with the patterns of all folders that name it. None for an ORM of
   * another language.
   */
  readonly packages: Readonly<Record<string, PackageRule>>;
  /** Whether this is no ORM but what ORMs are measured against: listed after them. */
  readonly isFloor?: boolean;
  /** Of a floor: the pattern that ORMs' are held against, by the way that they read; of several the first that is read. */
  readonly floors?: Partial<Readonly<Record<Way, readonly string[]>>>;
  /** The pattern that most services start with, by its name: reports hold the others against it. */
  readonly usual?: string;
  /** The patterns that matter most, by their names: `bench --quick` reads these alone. All of them unless given. */
  readonly quick?: readonly string[];
  /** Patterns that are read only where they are named: they take minutes where others take seconds. */
  readonly onRequest?: readonly string[];
}

/** An ORM, or a driver alone. */
export interface NodeClient<Source = unknown> extends ClientWords {
  readonly runtime?: "node";
  /** Opens it with one connection standing, so that the measured window holds no connecting. Sessions must be read-only. */
  readonly connect: (request: ConnectRequest) => Promise<Connection<Source>>;
  /**
   * Finds what there is to read in a file of the user's, without connecting.
   *
   * @throws Error with a sentence where the file exports nothing of the kind
   */
  readonly describe?: (own: LoadableSource) => Promise<OwnDescription>;
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
  /**
   * The oldest version that the reads can run on, and why: the rest of a sentence. Of several clients' the oldest counts.
   */
  readonly oldest?: { readonly version: string; readonly why: string };
  /**
   * The package that brings it along: in a version of its own only where one is asked for. What reads with the one reads
   * with the other, so this needs no mention in every client.
   */
  readonly broughtBy?: string;
  /** The package that it comes out with, in the same versions: where a version of one is asked for, both have it. */
  readonly releasedWith?: string;
}

/**
 * Declares a client. What it needs of its ORM it imports in `connect`: to know what there is, ormeter's main process
 * loads the file too.
 *
 * @example
 *   export default defineClient({ name: "pg", packages: { pg: {} }, connect: async ({ url }) => { … } });
 */
export const defineClient = <Source>(client: Client<Source>): Client<Source> => client;
