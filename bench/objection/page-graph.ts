import type { Knex } from "knex";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://vincit.github.io/objection.js/api/query-builder/eager-methods.html#withgraphfetched: of the root query pages can be had */
export default definePattern<Knex, Target>()({
  name: "page-graph",
  does: "Two SELECTs a page: n roots behind the last key, then what belongs to them, their keys in an IN list of parameters.",
  yields: "entity",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  relations: ["many", "one"],
  needsKey: true,
  options: { pageSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "roots a page" } },
  async read({ workload: { target: model, relations }, options: { pageSize }, consume }) {
    const graph = `[${relations.map(({ name }) => name).join()}]`;
    let last: number | undefined;
    for (;;) {
      const query = model.query().withGraphFetched(graph).orderBy("id").limit(pageSize);
      if (last !== undefined) query.where("id", ">", last);
      const page = await query;
      for (const one of page) consume(one);
      last = page.at(-1)?.id;
      if (page.length < pageSize) return page;
    }
  },
});
