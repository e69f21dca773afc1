import type { Kysely } from "kysely";
import { columnKeys, definePattern } from "ormeter";
import type { Database } from "./client.js";
import { treesOf } from "./json-from.js";

/** https://kysely.dev/docs/recipes/relations, behind a key */
export default definePattern<Kysely<Database>, string>()({
  name: "keyset-json",
  does: "One SELECT a page: n roots behind the last key, with a correlated subquery that makes JSON of what belongs to each.",
  yields: "raw",
  way: "pages",
  memory: "flat",
  access: columnKeys,
  relations: ["many", "one"],
  needsKey: true,
  options: { pageSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "roots a page" } },
  async read({ source: db, workload: { target, relations }, options: { pageSize }, consume }) {
    for (let last: unknown; ;) {
      const query = treesOf(db, target, relations).orderBy("root.id").limit(pageSize);
      const page = await (last === undefined ? query : query.where("root.id", ">", last)).execute();
      for (const row of page) consume(row);
      last = (page.at(-1) as { readonly id?: unknown } | undefined)?.id;
      if (page.length < pageSize) return page;
    }
  },
});
