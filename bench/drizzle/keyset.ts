import { asc, gt } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { definePattern, entityKeys } from "ormeter";
import type { Database } from "./client.js";

/** https://orm.drizzle.team/docs/guides/cursor-based-pagination */
export default definePattern<Database, PgTable & { readonly id: AnyPgColumn }>()({
  name: "keyset",
  does: "One SELECT … WHERE id > last ORDER BY id LIMIT n a page; each page starts in the index where the last ended.",
  yields: "object",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  needsKey: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ source: db, workload: { target }, options: { pageSize }, consume }) {
    let last: unknown;
    for (;;) {
      const page = await db
        .select()
        .from(target)
        .where(last === undefined ? undefined : gt(target.id, last))
        .orderBy(asc(target.id))
        .limit(pageSize);
      for (const row of page) consume(row);
      last = page.at(-1)?.["id"];
      if (page.length < pageSize) return page;
    }
  },
});
