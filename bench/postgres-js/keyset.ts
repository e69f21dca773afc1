import type { Sql } from "postgres";
import { columnKeys, definePattern } from "ormeter";

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** https://github.com/porsager/postgres#sqlunsafe: the names of the columns are known only when it runs */
export default definePattern<Sql>()({
  name: "keyset",
  does: "One SELECT … WHERE key > last ORDER BY key LIMIT n a page; each page starts in the index where the last ended.",
  yields: "raw",
  way: "pages",
  memory: "flat",
  access: columnKeys,
  needsKey: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ source: sql, workload: { table, key }, options: { pageSize }, consume }) {
    const columns = key.map(quoted).join(", ");
    const parameters = key.map((_, index) => `$${index + 2}`).join(", ");
    let last: Record<string, unknown> | undefined;
    for (;;) {
      const seen = last;
      const where = seen ? `WHERE (${columns}) > (${parameters})` : "";
      const page = await sql.unsafe<Record<string, unknown>[]>(
        `SELECT * FROM ${table} ${where} ORDER BY ${columns} LIMIT $1`,
        [pageSize, ...(seen ? key.map((column) => seen[column] as string) : [])],
      );
      for (const row of page) consume(row);
      last = page.at(-1);
      if (page.length < pageSize) return page;
    }
  },
});
