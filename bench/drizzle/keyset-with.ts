import { definePattern, entityKeys } from "ormeter";
import type { Database } from "./client.js";

/** https://orm.drizzle.team/docs/rqb#include-relations, with https://orm.drizzle.team/docs/guides/cursor-based-pagination */
export default definePattern<Database>()({
  name: "keyset-with",
  does: "One SELECT a page: n roots behind the last key, with a lateral join that makes JSON of what belongs to each.",
  yields: "object",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  relations: ["many", "one"],
  needsKey: true,
  options: { pageSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "roots a page" } },
  async read({ source: db, workload: { name, relations }, options: { pageSize }, consume }) {
    const wanted = Object.fromEntries(relations.map((relation) => [relation.name, true as const]));
    for (let last: unknown; ;) {
      const seen = last;
      const page =
        (await db.query[name]?.findMany({
          with: wanted as never,
          where: (table, { gt }) => (seen === undefined ? undefined : gt(table["id"] as never, seen)),
          orderBy: (table, { asc }) => asc(table["id"] as never),
          limit: pageSize,
        })) ?? [];
      for (const row of page) consume(row);
      last = page.at(-1)?.["id"];
      if (page.length < pageSize) return page;
    }
  },
});
