/** Transactions of ours. */
import type { ClientBase } from "pg";
import type { Ask } from "../../../project/workload.js";

/** A client as what asks the server on it. */
export const asking =
  (client: ClientBase): Ask =>
  (sql, values) =>
    client.query<Record<string, unknown>>(sql, values);

/**
 * Runs `work` in a transaction in which the time limits of the role or the database don't hold: they are meant for a
 * service's statements. Settings of the transaction's own, so that they stay with it behind a pooler as well.
 *
 * @param mode of the transaction, or the statement that begins it
 */
export async function inTransaction<T>(
  client: ClientBase,
  work: () => Promise<T>,
  mode: "READ WRITE" | "READ ONLY" | { readonly begin: string } = "READ WRITE",
): Promise<T> {
  await client.query(typeof mode === "string" ? `BEGIN ${mode}` : mode.begin);
  try {
    await withoutTimeLimits(asking(client));
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // Where the connection is gone, so is the transaction.
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/** Lifts the time limits of the transaction that is open; which there are depends on the server's version. */
export async function withoutTimeLimits(ask: Ask): Promise<void> {
  await ask(
    `SELECT set_config(name, '0', true) FROM pg_catalog.pg_settings WHERE name IN
       ('statement_timeout', 'lock_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout')`,
  );
}
