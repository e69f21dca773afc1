import type { Kysely } from "kysely";
import { columnKeys, definePattern } from "ormeter";
import type { Database } from "./client.js";

/** https://kysely-org.github.io/kysely-apidoc/interfaces/SelectQueryBuilder.html#offset */
export default definePattern<Kysely<Database>, string>()({
  name: "limit-offset",
  does: "One SELECT … ORDER BY key LIMIT n OFFSET m a page; the server walks past all skipped rows again for each page.",
  yields: "raw",
  way: "pages",
  memory: "flat",
  access: columnKeys,
  needsKey: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ source: db, workload: { target, key }, options: { pageSize }, consume }) {
    for (let offset = 0; ; offset += pageSize) {
      let query = db.selectFrom(target).selectAll().limit(pageSize).offset(offset);
      for (const column of key) query = query.orderBy(column);
      const page = await query.execute();
      for (const row of page) consume(row);
      if (page.length < pageSize) return page;
    }
  },
});
