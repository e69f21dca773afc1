/** The user's own server as a database: nothing is changed there but what carries ormeter's mark. */
import { readFile } from "node:fs/promises";
import type pg from "pg";
import { isLocalUrl, shownUrl } from "../config/server-url.js";
import { UsageError } from "../errors.js";
import { connect, readSettings } from "./connection.js";
import { createSchema, prepareDataSet, prepareDataSets, removeFrom, type DataSetServer } from "./data-set.js";
import type { Database, DatabaseOptions } from "./database.js";
import { connectionError } from "./database-error.js";
import { checkReader } from "./reader-check.js";
import { Releases } from "./releases.js";
import { claimServer } from "./server-claim.js";

/** The oldest server that has what the data set's digest needs, hash_record_extended. */
const oldestVersion = 14;

/** Connects to the server at `url`. */
export async function openExternal(options: DatabaseOptions, url: string): Promise<Database> {
  const {
    command,
    mayWrite,
    trialTimeout,
    onProgress = () => undefined,
    signal = new AbortController().signal,
  } = options;
  const releases = new Releases();
  try {
    const client = await connect(url);
    releases.add(() => client.end());
    const { version, role } = await identify(client, url);
    releases.add(await claimServer(url, command));
    if (trialTimeout !== undefined) await checkReader(url, trialTimeout);
    const closing = new AbortController();
    releases.add(() => closing.abort(new Error("The database was closed.")));
    const server: DataSetServer = {
      client,
      adminUrl: url,
      mayWrite,
      everythingIsOurs: false,
      readerRole: undefined,
      // The server's disk can't be seen from here; when it is full, the server says so.
      checkSpace: () => Promise.resolve(),
      signal: AbortSignal.any([signal, closing.signal]),
    };
    return {
      kind: "external",
      version,
      settings: await readSettings(client),
      adminUrl: url,
      readerUrl: url,
      readerRole: role,
      local: await isLocal(client, url),
      createSchema: (wanted) => createSchema(server, wanted),
      prepare: (wanted, onStep = onProgress) => prepareDataSet(server, wanted, onStep),
      prepareAll: (sizes, onStep = onProgress) => prepareDataSets(server, sizes, onStep),
      removeDataSets: (wanted) => removeFrom(server, wanted, onProgress),
      close: () => releases.run(),
    };
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

/** Whether the server's process for this connection can be seen on this machine. */
async function isLocal(client: pg.Client, url: string): Promise<boolean> {
  if (!isLocalUrl(url)) return false;
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  try {
    // In a container the number would be another process's here, or nobody's.
    const title = await readFile(`/proc/${String(rows[0]?.pid)}/cmdline`, "utf8");
    return title.startsWith("postgres:") && title.includes(` ${client.database ?? ""} `);
  } catch {
    return false;
  }
}
