import type { Knex } from "knex";
import { columnKeys, definePattern } from "ormeter";
import type { Target } from "./client.js";

/** https://knexjs.org/guide/interfaces.html#streams */
export default definePattern<Knex, Target>()({
  name: "knex-stream",
  does: "One SELECT behind a portal by knex' stream() over pg-query-stream, n rows fetched at a time; rows stay the driver's.",
  yields: "raw",
  way: "stream",
  memory: "flat",
  access: columnKeys,
  needs: ["pg-query-stream"],
  options: { batchSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ source: knex, workload: { target: model }, options: { batchSize }, consume }) {
    for await (const row of knex.select("*").from(model.tableName).stream({ batchSize })) consume(row);
  },
});
