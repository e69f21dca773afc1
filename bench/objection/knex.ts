import type { Knex } from "knex";
import { columnKeys, definePattern } from "ormeter";
import type { Target } from "./client.js";

/** https://knexjs.org/guide/query-builder.html#select */
export default definePattern<Knex, Target>()({
  name: "knex",
  does: "The same SELECT by knex, which Objection is built on: the driver buffers the whole result, rows stay its own.",
  yields: "raw",
  way: "whole",
  memory: "linear",
  access: columnKeys,
  options: {},
  async read({ source: knex, workload: { target: model }, consume }) {
    const rows = await knex.select<Record<string, unknown>[]>("*").from(model.tableName);
    for (const row of rows) consume(row);
    return rows;
  },
});
