import type { MikroORM } from "@mikro-orm/postgresql";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://mikro-orm.io/docs/6.6/entity-manager#fetching-paginated-results */
export default definePattern<MikroORM, Target>()({
  name: "limit-offset",
  does: "One SELECT … ORDER BY id LIMIT n OFFSET m a page; the server walks past all skipped rows again for each page.",
  yields: "entity",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  needsKey: true,
  mergesAlike: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ source: orm, workload: { target: entity }, options: { pageSize }, consume }) {
    for (let offset = 0; ; offset += pageSize) {
      // One EntityManager over all pages would keep all entities, in its identity map.
      const page = await orm.em.fork().find(entity, {}, { orderBy: { id: "asc" }, limit: pageSize, offset });
      for (const one of page) consume(one);
      if (page.length < pageSize) return page;
    }
  },
});
