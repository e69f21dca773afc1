/**
 * What a data set says of itself: the comment on its table, written as the last step of loading it. A load that broke
 * off left none, and a table that was dropped took it along.
 */
import type { Client } from "pg";
import { z } from "zod";

const record = z.object({
  version: z.number().int().positive(),
  rows: z.number().int().positive(),
  digest: z.string(),
  /** Size of the table without its indexes. */
  bytes: z.number().int().nonnegative(),
});

export type DataSetRecord = z.infer<typeof record>;

/** How the comment begins, so that nobody's own comment is taken for a record. */
const prefix = "ormeter data set ";

/** The record on the table; undefined where there is no table, or none that was loaded to its end. */
export async function readRecord(client: Client, table: string): Promise<DataSetRecord | undefined> {
  const { rows } = await client.query<{ comment: string | null }>(
    "SELECT obj_description(to_regclass($1), 'pg_class') AS comment",
    [table],
  );
  const comment = rows[0]?.comment;
  if (!comment?.startsWith(prefix)) return undefined;
  try {
    return record.parse(JSON.parse(comment.slice(prefix.length)));
  } catch {
    return undefined;
  }
}

/** Writes the record. */
export async function writeRecord(client: Client, table: string, written: DataSetRecord): Promise<void> {
  const comment = client.escapeLiteral(prefix + JSON.stringify(written));
  await client.query(`COMMENT ON TABLE ${table} IS ${comment}`);
}
