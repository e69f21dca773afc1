import type { Sql } from "postgres";
import { columnKeys, definePattern } from "ormeter";

/** https://github.com/porsager/postgres#queries */
export default definePattern<Sql>()({
  name: "limit-offset",
  does: "One SELECT … ORDER BY key LIMIT n OFFSET m a page; the server walks past all skipped rows again for each page.",
  yields: "raw",
  way: "pages",
  memory: "flat",
  access: columnKeys,
  needsKey: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ source: sql, workload: { table, key }, options: { pageSize }, consume }) {
    const order = key.map((column) => `"${column}"`).join(", ");
    const text = `SELECT * FROM ${table} ORDER BY ${order} LIMIT $1 OFFSET $2`;
    for (let offset = 0; ; offset += pageSize) {
      const page = await sql.unsafe<Record<string, unknown>[]>(text, [pageSize, offset]);
      for (const row of page) consume(row);
      if (page.length < pageSize) return page;
    }
  },
});
