import type { Kysely } from "kysely";
import { columnKeys, definePattern } from "ormeter";
import type { Database } from "./client.js";

/** https://kysely-org.github.io/kysely-apidoc/interfaces/ExpressionBuilder.html#refTuple */
export default definePattern<Kysely<Database>, string>()({
  name: "keyset",
  does: "One SELECT … WHERE key > last ORDER BY key LIMIT n a page; each page starts in the index where the last ended.",
  yields: "raw",
  way: "pages",
  memory: "flat",
  access: columnKeys,
  needsKey: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ source: db, workload: { target, key }, options: { pageSize }, consume }) {
    const [first, second] = key;
    let last: Record<string, unknown> | undefined;
    for (;;) {
      let query = db.selectFrom(target).selectAll().limit(pageSize);
      for (const column of key) query = query.orderBy(column);
      const seen = last;
      if (seen !== undefined && first !== undefined) {
        query =
          second === undefined
            ? query.where(first, ">", seen[first])
            : query.where((eb) => eb(eb.refTuple(first, second), ">", eb.tuple(seen[first], seen[second])));
      }
      const page = await query.execute();
      for (const row of page) consume(row);
      last = page.at(-1);
      if (page.length < pageSize) return page;
    }
  },
});
