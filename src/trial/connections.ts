/** How a worker connects for each folder of `bench/`: one entry an ORM. Each is loaded only when it is needed. */
import type { Pool } from "pg";
import type { ReadableDataSet } from "./protocol.js";
import { makeReadOnly } from "./read-only.js";

/** What a pattern reads from, and what the trial asks of it afterwards. */
export interface Connection {
  /** What `read` gets as `dataSource`. */
  readonly dataSource: unknown;
  /** The full name of the table to read, quoted. */
  readonly table: string;
  /** Connections that were taken from the pool and not given back. */
  readonly connectionsLeft: () => number;
  /** Ends the pool; but where connections weren't given back it would wait for them for ever: they go with the process. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a pool that may only read, and whose first connection stands already, so that the window holds no connecting.
 *
 * @throws UnfitSession where the session isn't fit to be read in; what the driver throws where there is none.
 */
export type Connect = (dataSet: ReadableDataSet, applicationName: string) => Promise<Connection>;

/** Enough for patterns that take a second connection; a leak of more is found out by waiting in vain. */
const poolSize = 4;

/** A connection over a pool that `end` closes. */
async function over(pool: Pool, dataSource: unknown, table: string, end: () => Promise<void>): Promise<Connection> {
  try {
    await makeReadOnly(pool);
  } catch (error) {
    await end();
    throw error;
  }
  const connectionsLeft = (): number => pool.totalCount - pool.idleCount;
  return { dataSource, table, connectionsLeft, close: async () => (connectionsLeft() === 0 ? end() : undefined) };
}

const connectors: Readonly<Record<string, () => Promise<Connect>>> = {
  typeorm: async () => {
    const { employeesDataSource } = await import("../engines/postgres/loading/data-source.js");
    return async ({ url, schema, table }, applicationName) => {
      const dataSource = employeesDataSource({ url, schema, applicationName, poolSize });
      await dataSource.initialize();
      // TypeORM's PostgreSQL driver keeps its pg pool under this name.
      const { master: pool } = dataSource.driver as unknown as { master: Pool };
      return over(pool, dataSource, table, () => dataSource.destroy());
    };
  },
  pg: async () => {
    const { default: pg } = await import("pg");
    return async ({ url, table }, applicationName) => {
      const pool = new pg.Pool({
        connectionString: url,
        max: poolSize,
        application_name: applicationName,
      });
      // A connection that breaks while nobody uses it; the next statement says so itself.
      pool.on("error", () => undefined);
      return over(pool, pool, table, () => pool.end());
    };
  },
};

function entryOf(folder: string): () => Promise<Connect> {
  const entry = connectors[folder];
  if (entry) return entry;
  const known = Object.keys(connectors).join(", ");
  throw new Error(`bench/${folder} has no entry in src/trial/connections.ts; there are ${known}.`);
}

/** @throws Error with a sentence where nothing here connects for a folder of `bench/`. */
export const checkConnectable = (folder: string): void => void entryOf(folder);

/**
 * Loads what connects for a folder of `bench/`.
 *
 * @throws Error with a sentence where nothing here does.
 */
export async function connectorOf(folder: string): Promise<Connect> {
  return entryOf(folder)();
}
