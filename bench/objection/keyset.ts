import type { Knex } from "knex";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://vincit.github.io/objection.js/api/query-builder/find-methods.html#where */
export default definePattern<Knex, Target>()({
  name: "keyset",
  does: "One SELECT … WHERE id > last ORDER BY id LIMIT n a page; each page starts in the index where the last ended.",
  yields: "entity",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  needsKey: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ workload: { target: model }, options: { pageSize }, consume }) {
    let last: number | undefined;
    for (;;) {
      const query = model.query().orderBy("id").limit(pageSize);
      if (last !== undefined) query.where("id", ">", last);
      const page = await query;
      for (const one of page) consume(one);
      last = page.at(-1)?.id;
      if (page.length < pageSize) return page;
    }
  },
});
