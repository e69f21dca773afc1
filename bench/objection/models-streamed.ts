import type { Knex } from "knex";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/**
 * Objection has no stream of its own. Its query as knex has it has one:
 * https://vincit.github.io/objection.js/api/query-builder/other-methods.html#toknexquery; and it makes a model of a row:
 * https://vincit.github.io/objection.js/api/model/static-methods.html#static-fromdatabasejson
 */
export default definePattern<Knex, Target>()({
  name: "models-streamed",
  does: "The SELECT of query behind a portal by knex' stream(), n rows fetched at a time, each made a model as it comes.",
  yields: "entity",
  way: "stream",
  memory: "flat",
  access: entityKeys,
  needs: ["pg-query-stream"],
  options: { batchSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ workload: { target: model }, options: { batchSize }, consume }) {
    const rows = model.query().toKnexQuery().stream({ batchSize }) as AsyncIterable<object>;
    for await (const row of rows) consume(model.fromDatabaseJson(row));
  },
});
