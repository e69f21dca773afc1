/** The parent's own connections to a database. */
import pg from "pg";
import { shownUrl } from "../../../config/server-url.js";
import { UsageError } from "../../../errors.js";
import { connectionError } from "./database-error.js";

/**
 * Connects to the server at `url`.
 *
 * @param applicationName what the server's lists of sessions show
 * @throws UsageError where it can't be reached or refuses; the message holds nothing of who connects
 */
export async function connect(url: string, applicationName = "ormeter"): Promise<pg.Client> {
  const client = newClient(url, applicationName);
  // A connection that breaks between two queries; the next query says so itself.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await keepWhileIdle(client);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (error instanceof Error && /timeout/i.test(error.message)) {
      throw new UsageError(
        `Could not connect to ${shownUrl(url)}: no answer within 10 s. Is the host's address right?`,
        { cause: error },
      );
    }
    throw connectionError(url, error);
  }
}

/**
 * Has the server keep a connection that waits while others load and read. Not behind a pooler, which shares the session:
 * it shows other numbers than the server's own.
 */
async function keepWhileIdle(client: pg.Client): Promise<void> {
  const { processID } = client as unknown as { readonly processID: number | null };
  await client.query(
    `SELECT set_config(name, '0', false) FROM pg_settings
     WHERE name = 'idle_session_timeout' AND setting <> '0' AND pg_backend_pid() = $1`,
    [processID],
  );
}

/** @throws UsageError also for a file that the URL names, such as sslrootcert, and that can't be read */
function newClient(url: string, applicationName: string): pg.Client {
  try {
    return new pg.Client({ connectionString: url, application_name: applicationName, connectionTimeoutMillis: 10_000 });
  } catch (error) {
    throw connectionError(url, error);
  }
}
