import type { Pool } from "pg";
import Cursor from "pg-cursor";
import { columnKeys, definePattern } from "ormeter";

/** https://node-postgres.com/apis/cursor */
export default definePattern<Pool>()({
  name: "cursor",
  does: "One SELECT behind the driver's cursor, n rows fetched at a time.",
  yields: "raw",
  way: "stream",
  memory: "flat",
  access: columnKeys,
  options: { batchSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ source: pool, workload: { table }, options: { batchSize }, consume }) {
    const client = await pool.connect();
    try {
      const cursor = client.query(new Cursor<Record<string, unknown>>(`SELECT * FROM ${table}`));
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
