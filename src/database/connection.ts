/** The parent's own connections to a database. */
import pg from "pg";
import { UsageError } from "../errors.js";
import { databaseError } from "./database-error.js";
import { comparedSettings } from "./server-settings.js";

/**
 * Connects to the server at `url`.
 *
 * @param applicationName what the server's lists of sessions show
 * @throws UsageError where it can't be reached or refuses, without its password in the message
 */
export async function connect(url: string, applicationName = "ormeter"): Promise<pg.Client> {
  const client = newClient(url, applicationName);
  // A connection that breaks between two queries; the next query says so itself.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (error instanceof Error && /timeout/i.test(error.message)) {
      throw new UsageError(
        `Could not connect to ${withoutPassword(url)}: no answer within 10 s. Is the host's address right?`,
        { cause: error },
      );
    }
    throw databaseError(`connect to ${withoutPassword(url)}`, error);
  }
}

/** @throws UsageError also for a file that the URL names, such as sslrootcert, and that can't be read */
function newClient(url: string, applicationName: string): pg.Client {
  const connectionString = parsable(url);
  try {
    return new pg.Client({ connectionString, application_name: applicationName, connectionTimeoutMillis: 10_000 });
  } catch (error) {
    throw databaseError(`connect to ${withoutPassword(url)}`, error);
  }
}

/** The settings that decide whether results may be compared; those the server doesn't have are left out. */
export async function readSettings(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; value: string }>(
    "SELECT name, current_setting(name) AS value FROM pg_settings WHERE name = ANY($1) ORDER BY name",
    [comparedSettings],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

function parsable(url: string): string {
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new UsageError(
    `The database's URL must read postgresql://user:password@host:port/database; what was given doesn't. ` +
      `Letters like @, / and # in a password must be percent-encoded.`,
  );
}

/** The URL with a setting of the server's for each of its connections, beside those that it has. */
export function withSetting(url: string, name: string, value: string): string {
  const changed = new URL(url);
  const options = changed.searchParams.get("options");
  const flag = `-c ${name}=${value}`;
  changed.searchParams.set("options", options ? `${options} ${flag}` : flag);
  return changed.href;
}

/** The URL as it may be shown. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = "";
  shown.search = "";
  return shown.href;
}
