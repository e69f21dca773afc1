import type { PgTable } from "drizzle-orm/pg-core";
import { definePattern, entityKeys } from "ormeter";
import type { Database } from "./client.js";

/** https://orm.drizzle.team/docs/select */
export default definePattern<Database, PgTable>()({
  name: "select",
  does: "One SELECT; the driver buffers the whole result, Drizzle maps it into one array of plain objects.",
  yields: "object",
  way: "whole",
  memory: "linear",
  access: entityKeys,
  options: {},
  async read({ source: db, workload: { target }, consume }) {
    const rows = await db.select().from(target);
    for (const row of rows) consume(row);
    return rows;
  },
});
