/** The server's own digest of a data set. docs/adr/0012-digest.md says why it is this one. */
import type { ClientBase } from "pg";
import type { Ask } from "../../../project/workload.js";
import { asking, inTransaction } from "../connecting/transaction.js";
import { hashSum, hexOfSum } from "../hash-sum.js";

/** How many rows the first of some tables has, and what is in all. */
export interface TableDigest {
  readonly rows: number;
  /** 64 bits in hexadecimal: the sum of the rows' hashes, so their order is of no account. */
  readonly digest: string;
}

/**
 * Reads every column of every row once, with as many of the server's processes as it grants.
 *
 * @param tables the roots', then those of what belongs to them; qualified, and quoted where that is needed
 */
export const digestTables = (client: ClientBase, tables: readonly string[]): Promise<TableDigest> =>
  inTransaction(client, () => digestInTransaction(asking(client), tables), "READ ONLY");

/** {@link digestTables} in the transaction that is open. */
export async function digestInTransaction(ask: Ask, tables: readonly string[]): Promise<TableDigest> {
  // Without these a small table is read by one process, and a large one compiled first where the server has a JIT.
  await ask("SET LOCAL max_parallel_workers_per_gather = 4; SET LOCAL parallel_setup_cost = 0; SET LOCAL jit = off");
  const counts: number[] = [];
  let sum = 0n;
  for (const table of tables) {
    const { rows } = await ask(
      `SELECT count(*) AS rows, sum(hash_record_extended(root, 0))::text AS sum FROM ${table} AS root`,
    );
    counts.push(Number(rows[0]?.["rows"]));
    sum += hashSum(rows[0]?.["sum"]);
  }
  const [roots] = counts;
  if (roots === undefined) throw new Error("There is no table to be digested.");
  return { rows: roots, digest: hexOfSum(sum) };
}
