/** What a client over a pool of pg's needs, whatever ORM keeps the pool. */
import type { Connection } from "./client.js";

/** A pool as pg has it, in all its versions. */
interface PgPool {
  readonly totalCount: number;
  readonly idleCount: number;
  connect(): Promise<PgClient & { release(): void }>;
  on(event: "connect", listener: (client: PgClient) => void): unknown;
  on(event: "error", listener: () => void): unknown;
}

interface PgClient {
  query(text: string): Promise<{ rows: readonly Readonly<Record<string, unknown>>[] }>;
}

/**
 * Makes the connections of a pool read-only: the one that is there at most, and all to come.
 *
 * A startup parameter would be enough, did it arrive: poolers refuse or drop those that they don't know, and drivers
 * before pg 8.3 don't send them. So the session is asked. Where it doesn't start its transactions read-only by itself
 * (its role's setting, as ormeter's own reader has), it is told to; but behind a pooler the session is shared with
 * others, and there one read-only transaction holds all of the read.
 *
 * In a snapshot, one read-only transaction that sees what it shows holds all of a connection's reads.
 *
 * @param end closes the pool.
 * @param snapshot the request's: the statement that begins a transaction in it.
 * @returns what {@link Connection} wants of it.
 */
export async function readOnlyPool(
  pool: unknown,
  end: () => Promise<void>,
  snapshot?: string,
): Promise<Pick<Connection, "ask" | "connectionsLeft" | "close">> {
  const ours = pool as PgPool;
  // A connection that breaks while nobody uses it; the next statement says so itself.
  ours.on("error", () => undefined);
  const ask = async (sql: string) => {
    const client = await ours.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      client.release();
    }
  };
  const connectionsLeft = (): number => ours.totalCount - ours.idleCount;
  const close = async (): Promise<void> => (connectionsLeft() === 0 ? end() : undefined);
  try {
    const client = await ours.connect();
    try {
      const statement = snapshot ?? (await statementFor(client));
      if (statement !== undefined) {
        await client.query(statement);
        // Queued by the driver before whatever the connection was wanted for. Its failure is that connection's, whose
        // next statement says so.
        ours.on("connect", (another) => void another.query(statement).catch(() => undefined));
      }
    } finally {
      client.release();
    }
  } catch (error) {
    await end();
    throw error;
  }
  return { ask, connectionsLeft, close };
}

/** The statement that makes a session read-only; undefined where it is already. */
async function statementFor(client: PgClient): Promise<string | undefined> {
  const { rows } = await client.query(
    "SELECT pg_backend_pid() AS pid, current_setting('default_transaction_read_only') AS starts",
  );
  const [session] = rows;
  if (session?.["starts"] === "on") return undefined;
  // A pooler gives its clients numbers of its own, since their connections outlive the server's processes.
  const { processID } = client as { readonly processID?: number | null };
  return processID === session?.["pid"] ? "SET default_transaction_read_only = on" : "BEGIN READ ONLY";
}
