import type { MikroORM } from "@mikro-orm/postgresql";
import { columnKeys, definePattern } from "ormeter";
import type { Target } from "./client.js";

/**
 * MikroORM 6 has no stream; the query of its builder has one by knex: https://mikro-orm.io/docs/6.6/query-builder#using-knexjs and
 * https://knexjs.org/guide/interfaces.html#streams
 */
export default definePattern<MikroORM, Target>()({
  name: "knex-stream",
  does: "One SELECT behind a portal by knex' stream() over pg-query-stream, n raw rows fetched at a time, timestamps as text.",
  yields: "raw",
  way: "stream",
  access: columnKeys,
  needs: ["@mikro-orm/knex", "pg-query-stream"],
  options: { batchSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ source: orm, workload: { target: entity }, options: { batchSize }, consume }) {
    const query = orm.em.fork().createQueryBuilder(entity).getKnexQuery();
    for await (const row of query.stream({ batchSize })) consume(row);
  },
});
