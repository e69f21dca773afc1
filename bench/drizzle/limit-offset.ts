import { asc } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { definePattern, entityKeys } from "ormeter";
import type { Database } from "./client.js";

/** https://orm.drizzle.team/docs/guides/limit-offset-pagination */
export default definePattern<Database, PgTable & { readonly id: AnyPgColumn }>()({
  name: "limit-offset",
  does: "One SELECT … ORDER BY id LIMIT n OFFSET m a page; the server walks past all skipped rows again for each page.",
  yields: "object",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  needsKey: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ source: db, workload: { target }, options: { pageSize }, consume }) {
    for (let offset = 0; ; offset += pageSize) {
      const page = await db.select().from(target).orderBy(asc(target.id)).limit(pageSize).offset(offset);
      for (const row of page) consume(row);
      if (page.length < pageSize) return page;
    }
  },
});
