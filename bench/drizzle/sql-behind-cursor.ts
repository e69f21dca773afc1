import type { PgTable } from "drizzle-orm/pg-core";
import Cursor from "pg-cursor";
import { columnKeys, definePattern } from "ormeter";
import type { Database } from "./client.js";

/** Drizzle has no stream on PostgreSQL; its SQL (https://orm.drizzle.team/docs/goodies#printing-sql-query) has one by the driver. */
export default definePattern<Database, PgTable>()({
  name: "sql-behind-cursor",
  does: "The SQL of select, behind the driver's cursor, n raw rows fetched at a time: Drizzle itself can't stream here.",
  yields: "raw",
  way: "stream",
  memory: "flat",
  access: columnKeys,
  options: { batchSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ source: db, workload: { target }, options: { batchSize }, consume }) {
    const { sql, params } = db.select().from(target).toSQL();
    const client = await db.$client.connect();
    try {
      const cursor = client.query(new Cursor<Record<string, unknown>>(sql, params));
      try {
        for (let rows; (rows = await cursor.read(batchSize)).length > 0;) {
          for (const row of rows) consume(row);
        }
      } finally {
        await cursor.close();
      }
    } finally {
      client.release();
    }
  },
});
