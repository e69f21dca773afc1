/** Connects for a folder of `bench/`, by the client that it declares. */
import type {
  Client,
  Connection,
  LoadableSource,
  NodeClient,
  OwnDescription,
  OwnSource,
  PythonClient,
  QueryDescription,
} from "./client.js";
import { functionOf } from "./exported-function.js";
import { watchUnsetVariables } from "./unset-variables.js";
import { codeOf, loadingError, reasonOf } from "./loading-error.js";
import type { Rows } from "./digest.js";
import type { Column, Pattern, RowShape } from "./pattern.js";
import type { ReadableDataSet } from "./protocol.js";
import { checkSession } from "./session-check.js";

export type { Connection };

/** Enough for patterns that take a second connection; a leak of more is found out by waiting in vain. */
const connections = 4;

/** Opens a read-only connection to a data set's table. */
export type Connect = (dataSet: ReadableDataSet, applicationName: string) => Promise<Connection>;

/** The compiled client of a folder, as this compiled file imports it. */
const fileOf = (folder: string): string => `../../bench/${folder}/client.js`;

/**
 * The client of a folder of `bench/`, as the worker reads by it.
 *
 * @throws Error with a sentence where there is none, or it can't be loaded.
 */
export const clientOf = (folder: string): Promise<Client> => loadClient(fileOf(folder), folder);

/**
 * The client that a compiled file declares.
 *
 * @param file by its URL, or relative to this one.
 * @param folder its folder of `bench/`, for the messages.
 * @throws Error with a sentence where there is none, or it can't be loaded.
 */
export async function loadClient(file: string, folder: string): Promise<Client> {
  let loaded: { readonly default?: unknown };
  try {
    loaded = (await import(file)) as typeof loaded;
  } catch (cause) {
    const isMissing = codeOf(cause) === "ERR_MODULE_NOT_FOUND" && reasonOf(cause).includes(`bench/${folder}/client.js`);
    const reason = isMissing
      ? "has no client.ts, which says how to connect"
      : `has a client.ts that ends with an error when it is loaded: ${reasonOf(cause)}`;
    throw new Error(`bench/${folder} ${reason}; see docs/writing-a-pattern.md.`, { cause });
  }
  return checkedClient(loaded.default, folder);
}

/**
 * What a file of a folder of `bench/` exports, as a client.
 *
 * @throws Error with a sentence where it isn't one.
 */
export function checkedClient(exported: unknown, folder: string): Client {
  const client = exported as Partial<NodeClient> | PythonClient | undefined;
  const isRead = client?.runtime === "python" || typeof client?.connect === "function";
  if (!isRead || !client.packages || client.name === undefined) {
    throw new Error(`bench/${folder}/client.ts has no client as its default export: see docs/writing-a-pattern.md.`);
  }
  return client as Client;
}

/**
 * What its client says of a query of the user's.
 *
 * @throws Error with a sentence where the file gives no query
 */
export async function describeQuery(dataSet: ReadableDataSet): Promise<QueryDescription> {
  const connect = await connectorOf(dataSet.own?.folder ?? "");
  const { query, close } = await connect(dataSet, "ormeter query");
  await close();
  if (!query) throw new Error("No queries are read through this client.");
  return query;
}

/** With what loads its files, which lie below this program's folder. */
export function loadableSource(own: OwnSource): LoadableSource {
  const load = async (file: string) =>
    (await import(new URL(`../../${file}`, import.meta.url).href)) as Readonly<Record<string, unknown>>;
  const explained = (file: string) =>
    load(file).catch((error: unknown) => {
      throw loadingError(error);
    });
  return {
    ...own,
    load: () => explained(own.file),
    loadNamed: async () => {
      const exported: unknown[] = [];
      // One after another: Node 20 was seen to leave one of many imports that began at once waiting for ever.
      for (const file of own.named ?? []) exported.push(...Object.values(await explained(file)));
      return exported;
    },
    loadQuery: async () => {
      if (!own.query) throw new Error("No query was named.");
      return functionOf(await explained(own.query.file), own.query.exported);
    },
  };
}

/**
 * What its client finds in a file of the user's.
 *
 * @throws Error with a sentence where that client reads no such files, or finds nothing
 */
export async function describeSource(own: OwnSource): Promise<OwnDescription> {
  const client = await clientOf(own.folder);
  const unset = watchUnsetVariables();
  if (client.runtime === "python" || !client.describe) {
    throw new Error(`${client.name} has no entities: name a table or a query to read.`);
  }
  try {
    return await client.describe(loadableSource(own));
  } catch (error) {
    const names = unset();
    if (names.length > 0 && error instanceof Error) {
      error.message += ` It asks for variables that aren't set: ${names.join(", ")}.`;
    }
    throw error;
  }
}

/**
 * Loads what connects for a folder of `bench/`.
 *
 * @throws Error with a sentence where nothing there does.
 */
export async function connectorOf(folder: string): Promise<Connect> {
  const client = await clientOf(folder);
  if (client.runtime === "python") throw new Error(`bench/${folder} is read by its own worker, in Python.`);
  return async ({ url, workload, schema, table, part, snapshot, own }, applicationName) => {
    const connection = await client.connect({
      url,
      workload,
      schema,
      table,
      ...(part !== undefined && { part }),
      ...(snapshot !== undefined && { snapshot }),
      ...(own?.folder === folder && { own: loadableSource(own) }),
      applicationName,
      connections,
    });
    try {
      await checkSession(connection.ask, { client: client.name, inSnapshot: snapshot !== undefined });
    } catch (error) {
      await connection.close();
      throw error;
    }
    return connection;
  };
}

/** A data set with its columns as a client gives them. */
export function asReadBy<DataSet extends Rows>({ midnight }: Connection, dataSet: DataSet): DataSet {
  if (midnight === undefined) return dataSet;
  const given = (columns: readonly Column[]) => columns.map((column) => ({ ...column, midnight }));
  const { relations } = dataSet;
  return {
    ...dataSet,
    columns: given(dataSet.columns),
    ...(relations && { relations: relations.map((each) => ({ ...each, columns: given(each.columns) })) }),
  };
}

/** How the rows of a pattern hold their columns on this connection. */
export function shapeOf(
  { name, access }: Pick<Pattern, "name" | "access">,
  { propertyOf, rawKeyOf }: Connection,
): RowShape {
  if (access.kind === "keys" && rawKeyOf) return { kind: "keys", key: rawKeyOf };
  if (access.kind !== "properties") return access;
  if (propertyOf) return { kind: "keys", key: propertyOf };
  throw new Error(`${name} reads columns by properties, and its client.ts doesn't say by which.`);
}
