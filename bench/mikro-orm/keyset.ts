import type { MikroORM } from "@mikro-orm/postgresql";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://mikro-orm.io/docs/6.6/query-conditions; findByCursor() would count all rows with each page unless told */
export default definePattern<MikroORM, Target>()({
  name: "keyset",
  does: "One SELECT … WHERE id > last ORDER BY id LIMIT n a page; each page starts in the index where the last ended.",
  yields: "entity",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  needsKey: true,
  mergesAlike: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ source: orm, workload: { target: entity }, options: { pageSize }, consume }) {
    let last: number | undefined;
    for (;;) {
      const where = last === undefined ? {} : { id: { $gt: last } };
      // One EntityManager over all pages would keep all entities, in its identity map.
      const page = await orm.em.fork().find(entity, where, { orderBy: { id: "asc" }, limit: pageSize });
      for (const one of page) consume(one);
      last = page.at(-1)?.id;
      if (page.length < pageSize) return page;
    }
  },
});
