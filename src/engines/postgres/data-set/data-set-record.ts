/**
 * What a data set says of itself: the comment on its table, written in the transaction that loads it. A table that was
 * dropped took it along.
 */
import pg, { type ClientBase } from "pg";
import { z } from "zod";
import type { Ask } from "../../../project/workload.js";
import { isMark, markPrefix } from "./mark.js";

const record = z.object({
  version: z.number().int().positive(),
  rows: z.number().int().positive(),
  digest: z.string(),
  /** Size of the tables without their indexes. */
  bytes: z.number().int().nonnegative(),
});

export type DataSetRecord = z.infer<typeof record>;

/** The record on the table; undefined where there is no table, or none that was loaded to its end. */
export async function readRecord(client: ClientBase, table: string): Promise<DataSetRecord | undefined> {
  const { rows } = await client.query<{ comment: string | null }>(
    "SELECT obj_description(to_regclass($1), 'pg_class') AS comment",
    [table],
  );
  const comment = rows[0]?.comment;
  if (!comment || !isMark(comment)) return undefined;
  try {
    // The brace is the record's own.
    return record.parse(JSON.parse(comment.slice(markPrefix.length - 1)));
  } catch {
    return undefined;
  }
}

/** Writes the record. */
export async function writeRecord(ask: Ask, table: string, written: DataSetRecord): Promise<void> {
  const comment = pg.escapeLiteral(markPrefix.slice(0, -1) + JSON.stringify(written));
  await ask(`COMMENT ON TABLE ${table} IS ${comment}`);
}
