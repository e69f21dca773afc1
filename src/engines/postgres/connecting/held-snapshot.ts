/** A snapshot of the rows that others can read in, for as long as one transaction on a connection of its own is open. */
import { UsageError } from "../../../errors.js";
import { connect } from "./connection.js";
import { databaseError } from "./database-error.js";
import { asking, withoutTimeLimits } from "./transaction.js";

/** A snapshot that is held. */
export interface HeldSnapshot {
  /** The statement that begins a read-only transaction in it, on any other connection. */
  readonly begin: string;
  /** Lets it go. Until then VACUUM removes no row that it shows. */
  readonly release: () => Promise<void>;
}

/**
 * Holds a snapshot of the rows as they are now.
 *
 * @throws UsageError where the server has none to give: a standby hasn't, nor has one behind a pooler that balances.
 */
export async function holdSnapshot(url: string): Promise<HeldSnapshot> {
  const client = await connect(url, "ormeter snapshot");
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await withoutTimeLimits(asking(client));
    const { rows } = await client.query<{ snapshot: string }>("SELECT pg_export_snapshot() AS snapshot");
    const snapshot = rows[0]?.snapshot;
    if (snapshot === undefined) throw new Error("The server gave no snapshot.");
    const begin = beginIn(snapshot);
    // Whether another connection can read in it, which not every pooler lets it, is known before anything is measured.
    const other = await connect(url, "ormeter snapshot");
    try {
      await other.query(begin);
    } finally {
      await other.end();
    }
    return { begin, release: () => client.end() };
  } catch (error) {
    await client.end();
    const found = databaseError("hold a snapshot", error);
    if (found instanceof UsageError) throw found;
    throw new UsageError(
      `Could not hold a snapshot: ${found.message}. A snapshot is one server's own, and a standby has none to give: ` +
        `connect to the server itself, or do without --snapshot.`,
      { cause: error },
    );
  }
}

/** Nothing ends such a transaction because it waits: the role's limits are meant for a service's. */
const beginIn = (snapshot: string): string =>
  `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '${snapshot.replaceAll("'", "''")}'; ` +
  "SET LOCAL idle_in_transaction_session_timeout = 0";
