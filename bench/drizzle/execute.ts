import { sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { columnKeys, definePattern } from "ormeter";
import type { Database } from "./client.js";

/** https://orm.drizzle.team/docs/sql */
export default definePattern<Database, PgTable>()({
  name: "execute",
  does: "One SELECT as SQL; the driver buffers the whole result, rows stay the driver's, timestamps as text.",
  yields: "raw",
  way: "whole",
  memory: "linear",
  access: columnKeys,
  options: {},
  async read({ source: db, workload: { target }, consume }) {
    const { rows } = await db.execute(sql`select * from ${target}`);
    for (const row of rows) consume(row);
    return rows;
  },
});
