import type { Knex } from "knex";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://vincit.github.io/objection.js/api/query-builder/other-methods.html#page */
export default definePattern<Knex, Target>()({
  name: "page",
  does: "One SELECT … ORDER BY id LIMIT n OFFSET m a page, and with each one that counts all rows, since page() gives their total.",
  yields: "entity",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  needsKey: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ workload: { target: model }, options: { pageSize }, consume }) {
    for (let index = 0; ; index++) {
      const { results, total } = await model.query().orderBy("id").page(index, pageSize);
      for (const one of results) consume(one);
      if ((index + 1) * pageSize >= total) return results;
    }
  },
});
