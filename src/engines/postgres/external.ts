/** The user's own server as a database: nothing is changed there but what carries ormeter's mark. */
import type pg from "pg";
import { shownUrl } from "../../config/server-url.js";
import { UsageError } from "../../errors.js";
import type { Database, DatabaseOptions } from "../engine.js";
import { connect } from "./connecting/connection.js";
import { connectionError } from "./connecting/database-error.js";
import { checkReader } from "./connecting/reader-check.js";
import { claimServer } from "./connecting/server-claim.js";
import { databaseOn } from "./database.js";
import { Releases } from "./releases.js";

/** The oldest server that has what the data set's digest needs, hash_record_extended. */
const oldestVersion = 14;

/** Connects to the server at `url`. */
export async function openExternal(options: DatabaseOptions, url: string): Promise<Database> {
  const { command, mayWrite, trialTimeout } = options;
  const releases = new Releases();
  try {
    const client = await connect(url);
    releases.add(() => client.end());
    const { version, role } = await identify(client, url);
    releases.add(await claimServer(url, command));
    if (trialTimeout !== undefined) await checkReader(url, trialTimeout);
    return await databaseOn(
      {
        kind: "external",
        version,
        client,
        workload: options.workload,
        adminUrl: url,
        readerUrl: url,
        countedRole: role,
        mayWrite,
        everythingIsOurs: false,
        readerRole: undefined,
        // The server's disk can't be seen from here; when it is full, the server says so.
        checkSpace: () => Promise.resolve(),
      },
      options,
      releases,
    );
  } catch (error) {
    await releases.run();
    // What is asked before anything is loaded, a pooler or a role's rights may refuse as well as the connection itself.
    throw error instanceof UsageError ? error : connectionError(url, error);
  }
}

async function identify(client: pg.Client, url: string): Promise<{ version: string; role: string }> {
  const { rows } = await client.query<{ number: number; version: string; role: string }>(
    `SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS version,
            session_user AS role`,
  );
  const [server] = rows;
  if (!server || server.number < oldestVersion * 10_000) {
    throw new UsageError(
      `The server at ${shownUrl(url)} is PostgreSQL ${server?.version ?? "of an unknown version"}; ` +
        `ormeter reads from version ${String(oldestVersion)} on. Use a newer server, or the embedded one (no --url).`,
    );
  }
  // Distributions append their own name and build to the version.
  return { version: server.version.split(" ")[0] ?? server.version, role: server.role };
}
