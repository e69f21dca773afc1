/** Making the schema of a data set, marked as ormeter's from its first moment. */
import pg from "pg";
import type { Ask } from "../../../trial/workload.js";
import { mark } from "./mark.js";

/**
 * Makes the schema, in the transaction that is open; whoever reads may read all that will be in it.
 *
 * @param readerRole the role that must be let in; undefined where reads run as the one who makes it
 */
export async function makeSchema(ask: Ask, schema: string, readerRole: string | undefined): Promise<void> {
  await ask(`CREATE SCHEMA "${schema}"`);
  await ask(`COMMENT ON SCHEMA "${schema}" IS ${pg.escapeLiteral(mark)}`);
  if (readerRole === undefined) return;
  await ask(`GRANT USAGE ON SCHEMA "${schema}" TO ${readerRole}`);
  await ask(`ALTER DEFAULT PRIVILEGES IN SCHEMA "${schema}" GRANT SELECT ON TABLES TO ${readerRole}`);
}

/** Marks all tables that the transaction has made in the schema. */
export async function markTables(ask: Ask, schema: string): Promise<void> {
  const { rows } = await ask(
    "SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p')",
    [`"${schema}"`],
  );
  for (const { name } of rows) await ask(`COMMENT ON TABLE ${String(name)} IS ${pg.escapeLiteral(mark)}`);
}
