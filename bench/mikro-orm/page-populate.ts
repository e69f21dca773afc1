import type { MikroORM } from "@mikro-orm/postgresql";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";
import { treeOf } from "./entities/trees.js";

/** https://mikro-orm.io/docs/6.6/entity-manager#fetching-paginated-results */
export default definePattern<MikroORM, Target>()({
  name: "page-populate",
  does: "One SELECT with a LEFT JOIN a page, behind the last key; of a to-many relation with the join once more inside, grouped to find n roots; by version 7 with a second SELECT for it.",
  yields: "entity",
  way: "pages",
  access: entityKeys,
  relations: ["many", "one"],
  needsKey: true,
  options: { pageSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "roots a page" } },
  async read({ source: orm, workload: { target: entity, relations }, options: { pageSize }, consume }) {
    const populate = relations.map(({ name }) => name) as never;
    let last: number | undefined;
    for (;;) {
      const where = last === undefined ? {} : { id: { $gt: last } };
      // One EntityManager over all pages would keep all entities, in its identity map.
      const page = await orm.em.fork().find(entity, where, { populate, orderBy: { id: "asc" }, limit: pageSize });
      for (const one of page) consume(treeOf(one, relations));
      last = page.at(-1)?.id;
      if (page.length < pageSize) return page;
    }
  },
});
