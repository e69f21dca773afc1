/** The server's own digest of a data set. docs/adr/0012-digest.md says why it is this one. */
import type { ClientBase } from "pg";
import type { Ask } from "../../../project/workload.js";
import { asking, inTransaction } from "../connecting/transaction.js";
import { hexOfSum } from "../hash-sum.js";

/** How many rows a table has, and what is in them. */
export interface TableDigest {
  readonly rows: number;
  /** 64 bits in hexadecimal: the sum of the rows' hashes, so their order is of no account. */
  readonly digest: string;
}

/**
 * Reads every column of every row of `table` once, with as many of the server's processes as it grants.
 *
 * @param table qualified, and quoted where that is needed
 */
export const digestTable = (client: ClientBase, table: string): Promise<TableDigest> =>
  inTransaction(client, () => digestInTransaction(asking(client), table), "READ ONLY");

/** {@link digestTable} in the transaction that is open. */
export async function digestInTransaction(ask: Ask, table: string): Promise<TableDigest> {
  // Without these a small table is read by one process, and a large one compiled first where the server has a JIT.
  await ask("SET LOCAL max_parallel_workers_per_gather = 4; SET LOCAL parallel_setup_cost = 0; SET LOCAL jit = off");
  const { rows } = await ask(
    `SELECT count(*) AS rows, sum(hash_record_extended(root, 0))::text AS sum FROM ${table} AS root`,
  );
  const [found] = rows;
  if (!found) throw new Error(`The digest of ${table} came back empty.`);
  return { rows: Number(found["rows"]), digest: hexOfSum(found["sum"]) };
}
