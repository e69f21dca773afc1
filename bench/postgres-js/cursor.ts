import type { Sql } from "postgres";
import { columnKeys, definePattern } from "ormeter";

/** https://github.com/porsager/postgres#await-sqlcursorrows--1-fn */
export default definePattern<Sql>()({
  name: "cursor",
  does: "One SELECT behind a portal, n rows fetched at a time; without a number it would be one row a round trip.",
  yields: "raw",
  way: "stream",
  memory: "flat",
  access: columnKeys,
  options: { batchSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ source: sql, workload: { table }, options: { batchSize }, consume }) {
    for await (const rows of sql.unsafe<Record<string, unknown>[]>(`SELECT * FROM ${table}`).cursor(batchSize)) {
      for (const row of rows) consume(row);
    }
  },
});
