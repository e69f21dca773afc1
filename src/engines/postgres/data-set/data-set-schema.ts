/** Making the schema of a data set, marked as ormeter's from its first moment. */
import type { ClientBase } from "pg";
import { mark } from "./mark.js";

/**
 * Makes the schema, in the transaction that is open; whoever reads may read all that will be in it.
 *
 * @param readerRole the role that must be let in; undefined where reads run as the one who makes it
 */
export async function makeSchema(client: ClientBase, schema: string, readerRole: string | undefined): Promise<void> {
  await client.query(`CREATE SCHEMA ${schema}`);
  await client.query(`COMMENT ON SCHEMA ${schema} IS ${client.escapeLiteral(mark)}`);
  if (readerRole === undefined) return;
  await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${readerRole}`);
  await client.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT ON TABLES TO ${readerRole}`);
}
