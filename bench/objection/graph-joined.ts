import type { Knex } from "knex";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/**
 * https://vincit.github.io/objection.js/api/query-builder/eager-methods.html#withgraphjoined; it asks for the columns of all tables at
 * once, each on a connection of its own, and only once in a process.
 */
export default definePattern<Knex, Target>()({
  name: "graph-joined",
  does: "One SELECT with a LEFT JOIN, every column under an alias; before the first one information_schema is asked for each table's columns.",
  yields: "entity",
  way: "join",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ workload: { target: model, relations }, consume }) {
    const models = await model.query().withGraphJoined(`[${relations.map(({ name }) => name).join()}]`);
    for (const one of models) consume(one);
    return models;
  },
});
