import type { Kysely } from "kysely";
import { columnKeys, definePattern } from "ormeter";
import type { Database } from "./client.js";

/** https://kysely-org.github.io/kysely-apidoc/interfaces/SelectQueryBuilder.html#stream */
export default definePattern<Kysely<Database>, string>()({
  name: "stream",
  does: "One SELECT behind the driver's cursor, n rows fetched at a time, by Kysely's stream().",
  yields: "raw",
  way: "stream",
  memory: "flat",
  access: columnKeys,
  options: { chunkSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ source: db, workload: { target }, options: { chunkSize }, consume }) {
    for await (const row of db.selectFrom(target).selectAll().stream(chunkSize)) consume(row);
  },
});
