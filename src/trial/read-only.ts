/** Makes every connection of a worker's pool read-only, and asks the server whether it is. */
import type { Pool, PoolClient } from "pg";

/** What a session says of itself. */
interface Session {
  /** The server's process that answers. */
  readonly pid: number;
  /** Whether its transactions start read-only: `on` or `off`. */
  readonly starts: string;
  readonly encoding: string;
  readonly dates: string;
}

/** Where a connection can't be made what it must be; the message is for the user. */
export class UnfitSession extends Error {
  override readonly name = "UnfitSession";
}

/**
 * Makes the connections of `pool` read-only: those that are there, of which there is one at most, and all to come.
 *
 * A startup parameter would be enough, did it arrive: poolers refuse or drop those that they don't know, and drivers
 * before pg 8.3 don't send them. So the session is asked. Where it doesn't start its transactions read-only by itself
 * (its role's setting, as ormeter's own reader has), it is told to; but behind a pooler the session is shared with
 * others, and there one read-only transaction holds all of the read.
 *
 * @throws UnfitSession where it isn't read-only after that, or gives what the driver would misread.
 */
export async function makeReadOnly(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    const session = await describe(client);
    const statement = statementFor(client, session);
    if (statement !== undefined) {
      await client.query(statement);
      // Queued by the driver before whatever the connection was wanted for. Its failure is that connection's, whose next
      // statement says so.
      pool.on("connect", (another) => void another.query(statement).catch(() => undefined));
    }
    const { rows } = await client.query<{ on: string }>("SELECT current_setting('transaction_read_only') AS on");
    if (rows[0]?.on !== "on") throw new UnfitSession(notReadOnly);
    checkReadable(session);
  } finally {
    client.release();
  }
}

async function describe(client: PoolClient): Promise<Session> {
  const { rows } = await client.query<Session>(
    `SELECT pg_backend_pid() AS pid, current_setting('default_transaction_read_only') AS starts,
            current_setting('client_encoding') AS encoding, current_setting('DateStyle') AS dates`,
  );
  const [session] = rows;
  if (!session) throw new UnfitSession("The server doesn't say what holds in the session that would be read in.");
  return session;
}

/** The statement that makes a session read-only; undefined where it is already. */
function statementFor(client: PoolClient, { pid, starts }: Session): string | undefined {
  if (starts === "on") return undefined;
  // A pooler gives its clients numbers of its own, since their connections outlive the server's processes.
  const { processID } = client as unknown as { readonly processID: number | null };
  return processID === pid ? "SET default_transaction_read_only = on" : "BEGIN READ ONLY";
}

const notReadOnly =
  "Reads must be read-only, and the session isn't, though it was told to be. If a pooler is in between, connect to the " +
  "server itself, have the pooler keep a client's session (pool_mode = session), or give the role its setting: " +
  "ALTER ROLE … SET default_transaction_read_only = on.";

/** Text of another form would be other data, or none. */
function checkReadable({ encoding, dates }: Session): void {
  if (encoding !== "UTF8") {
    throw new UnfitSession(
      `The session's client_encoding is ${encoding}, and the driver reads UTF8 only. If a pooler is in between, have it ` +
        `pass client_encoding on.`,
    );
  }
  if (!dates.startsWith("ISO")) {
    throw new UnfitSession(
      `The session's DateStyle is "${dates}", and drivers read ISO dates only: ALTER ROLE … SET DateStyle = 'ISO, YMD'.`,
    );
  }
}
