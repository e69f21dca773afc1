/**
 * One ormeter at a time on a server: two would disturb each other's figures, and count each other's statements. An
 * advisory lock says so, held by a transaction that stays open on a connection of its own: it goes when the connection
 * goes, and unlike a session's lock it is held by the right one behind a pooler, too.
 */
import type { ClientBase } from "pg";
import { UsageError } from "../../../errors.js";
import { connect } from "./connection.js";
import { describeSession, sessionColumns, type OtherSession } from "./other-sessions.js";
import { asking, withoutTimeLimits } from "./transaction.js";

/** The lock's two keys: "orme" and "ter" in ASCII. */
const [firstKey, secondKey] = [0x6f726d65, 0x746572];

/**
 * Claims the server for a command.
 *
 * @returns gives it back
 * @throws UsageError where another ormeter is at work there, in whatever database, saying which
 */
export async function claimServer(url: string, command: string): Promise<() => Promise<void>> {
  const client = await connect(url, `ormeter ${command}`);
  try {
    // A session that waits in a transaction holds no snapshot: it keeps no VACUUM from anything.
    await client.query("BEGIN READ ONLY");
    await withoutTimeLimits(asking(client));
    let holder: OtherSession | undefined;
    for (let claimed = false; !claimed && !holder;) {
      claimed = await tryLock(client);
      holder = await otherHolder(client);
    }
    if (!holder) return () => client.end();
    throw new UsageError(
      `Another ormeter is at work on this server: ${describeSession(holder)}. Two at once would disturb each other's ` +
        `figures: wait until it is done, or end it (SELECT pg_terminate_backend(${String(holder.pid)})).`,
    );
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function tryLock(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_xact_lock($1, $2) AS locked", [
    firstKey,
    secondKey,
  ]);
  return rows[0]?.locked === true;
}

/** Advisory locks are a database's own, but all are seen from each. */
async function otherHolder(client: ClientBase): Promise<OtherSession | undefined> {
  const { rows } = await client.query<OtherSession>(
    `SELECT ${sessionColumns} FROM pg_catalog.pg_locks JOIN pg_catalog.pg_stat_activity AS session USING (pid)
     WHERE granted AND locktype = 'advisory' AND classid = $1 AND objid = $2 AND objsubid = 2
       AND pid <> pg_backend_pid()`,
    [firstKey, secondKey],
  );
  return rows[0];
}
