import type { PgTable } from "drizzle-orm/pg-core";
import { definePattern, entityKeys } from "ormeter";
import type { Database } from "./client.js";

/** https://orm.drizzle.team/docs/rqb */
export default definePattern<Database, PgTable>()({
  name: "find-many",
  does: "One SELECT through the relational queries; buffered and mapped into one array like select.",
  yields: "object",
  way: "whole",
  memory: "linear",
  access: entityKeys,
  options: {},
  async read({ source: db, workload: { name }, consume }) {
    const rows = (await db.query[name]?.findMany()) ?? [];
    for (const row of rows) consume(row);
    return rows;
  },
});
