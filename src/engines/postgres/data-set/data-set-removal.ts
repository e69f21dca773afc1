/** Removing a data set: what carries ormeter's mark and nothing else, object by object, or nothing at all. */
import type { ClientBase } from "pg";
import { UsageError } from "../../../errors.js";
import { databaseError } from "../connecting/database-error.js";
import type { OnProgress, Removal } from "../../engine.js";
import { schemaState, type SchemaState } from "./data-set-schema.js";
import { lockTables } from "./table-locks.js";
import { inTransaction } from "../connecting/transaction.js";

/** How data sets are removed. */
export interface Removing {
  /** Whether the server is ormeter's own. */
  readonly everythingIsOurs: boolean;
  readonly onProgress: OnProgress;
}

/** Most names in one sentence. */
const mostNames = 10;

/**
 * Removes a data set with its schema, in one transaction.
 *
 * @returns whether there was one
 * @throws UsageError, and nothing is changed, where the schema isn't ormeter's, or something else is in the way
 */
export async function removeDataSet(
  client: ClientBase,
  schema: string,
  { everythingIsOurs, onProgress }: Removing,
): Promise<boolean> {
  try {
    return await inTransaction(client, async () => {
      const tablesNow = async () => checkRemovable(schema, await schemaState(client, schema, everythingIsOurs));
      const before = await tablesNow();
      if (!before) return false;
      // Until they are locked, others may still add what depends on them.
      await lockTables(client, before, onProgress);
      const tables = (await tablesNow()) ?? [];
      for (const table of tables) await client.query(`DROP TABLE ${table} RESTRICT`);
      await client.query(`DROP SCHEMA ${schema} RESTRICT`);
      return true;
    });
  } catch (error) {
    throw databaseError(`remove the data set ${schema}`, error);
  }
}

/**
 * @returns the tables to be removed; undefined where there is no such schema
 * @throws UsageError where it must stay
 */
export function checkRemovable(schema: string, state: SchemaState): readonly string[] | undefined {
  const reason = reasonToStay(schema, state);
  if (reason !== undefined) {
    throw new UsageError(`${reason} Move that elsewhere, or use another number of --rows; nothing was changed.`);
  }
  return state.kind === "ours" ? state.tables : undefined;
}

/** Why the schema can't be removed; undefined where it can, or isn't there. */
function reasonToStay(schema: string, state: SchemaState): string | undefined {
  switch (state.kind) {
    case "absent":
      return undefined;
    case "foreign":
      return `There is a schema ${schema} on this server that isn't ormeter's: it doesn't carry its mark, a comment.`;
    case "ours": {
      const { inTheWay } = state;
      if (inTheWay.length === 0) return undefined;
      const names = inTheWay.slice(0, mostNames).join(", ");
      const more = inTheWay.length > mostNames ? ` and ${String(inTheWay.length - mostNames)} more` : "";
      return `In the way of ${schema} is what isn't ormeter's: ${names}${more}.`;
    }
  }
}

/** Removes the data sets of a database, or the one of `schema`; what must stay stays, and is said. */
export async function removeDataSets(
  client: ClientBase,
  schema: string | undefined,
  removing: Removing,
): Promise<Removal[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_catalog.pg_namespace WHERE nspname ~ '^ormeter_'
     AND nspname = coalesce($1, nspname) ORDER BY length(nspname), nspname`,
    [schema],
  );
  const removals: Removal[] = [];
  for (const { name } of rows) {
    try {
      if (await removeDataSet(client, name, removing)) removals.push({ kind: "removed", schema: name });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const state = await schemaState(client, name, removing.everythingIsOurs);
      const reason = reasonToStay(name, state) ?? error.message;
      removals.push({ kind: "left", schema: name, ours: state.kind === "ours", reason });
    }
  }
  return removals;
}
