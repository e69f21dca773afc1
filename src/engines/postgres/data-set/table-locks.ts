/** Waiting for others' locks, and saying so. */
import type { ClientBase } from "pg";
import type { OnProgress } from "../../engine.js";
import { describeSession, sessionColumns, type OtherSession } from "../connecting/other-sessions.js";

/** Locks tables against everyone, in the transaction that is open; says whom it waits for where it must. */
export async function lockTables(client: ClientBase, tables: readonly string[], onProgress: OnProgress): Promise<void> {
  if (tables.length === 0) return;
  const lock = `LOCK TABLE ${tables.join(", ")} IN ACCESS EXCLUSIVE MODE`;
  await client.query("SAVEPOINT before_locking");
  try {
    await client.query(`${lock} NOWAIT`);
  } catch (error) {
    if ((error as { code?: string }).code !== lockNotAvailable) throw error;
    await client.query("ROLLBACK TO SAVEPOINT before_locking");
    const holders = await holdersOf(client, tables);
    onProgress({
      step: "waiting",
      note: `Waiting for ${holders.map(describeSession).join(" and ") || "another session"} to release ${tables.join(" and ")}.`,
    });
    await client.query(lock);
  }
}

const lockNotAvailable = "55P03";

async function holdersOf(client: ClientBase, tables: readonly string[]): Promise<OtherSession[]> {
  const { rows } = await client.query<OtherSession>(
    `SELECT DISTINCT ${sessionColumns} FROM pg_catalog.pg_locks JOIN pg_catalog.pg_stat_activity AS session USING (pid)
     WHERE granted AND locktype = 'relation' AND pid <> pg_backend_pid()
       AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
       AND relation = ANY (SELECT to_regclass(name) FROM unnest($1::text[]) AS name)`,
    [tables],
  );
  return rows;
}
