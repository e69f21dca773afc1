import type { Knex } from "knex";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://vincit.github.io/objection.js/guide/query-examples.html#find-queries */
export default definePattern<Knex, Target>()({
  name: "query",
  does: "One SELECT; the driver buffers the whole result, Objection makes a model of each row.",
  yields: "entity",
  way: "whole",
  memory: "linear",
  access: entityKeys,
  options: {},
  async read({ workload: { target: model }, consume }) {
    const models = await model.query();
    for (const one of models) consume(one);
    return models;
  },
});
