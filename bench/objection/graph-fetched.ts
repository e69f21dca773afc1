import type { Knex } from "knex";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/**
 * https://vincit.github.io/objection.js/api/query-builder/eager-methods.html#withgraphfetched; of more than 10,000 roots it sends up to
 * four statements at a time, each on a connection of its own.
 */
export default definePattern<Knex, Target>()({
  name: "graph-fetched",
  does: "One SELECT of the roots, then for every 10,000 of them one of what belongs to them, their keys in an IN list of parameters.",
  yields: "entity",
  way: "statements",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ workload: { target: model, relations }, consume }) {
    const models = await model.query().withGraphFetched(`[${relations.map(({ name }) => name).join()}]`);
    for (const one of models) consume(one);
    return models;
  },
});
