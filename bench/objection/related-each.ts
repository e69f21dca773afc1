import type { Knex } from "knex";
import type { Model } from "objection";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://vincit.github.io/objection.js/api/model/instance-methods.html#relatedquery */
export default definePattern<Knex, Target>()({
  name: "related-each",
  does: "One SELECT of the roots, and one for each root's related rows (N+1), one after another.",
  yields: "entity",
  way: "each",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ workload: { target: model, relations }, consume }) {
    const models = await model.query();
    for (const one of models) {
      for (const { name } of relations) {
        // Of a to-one relation it is one model, or none, which the types don't know.
        const related = (await one.$relatedQuery(name)) as Model[] | Model | undefined;
        one.$setRelated(name, related ?? null);
      }
      consume(one);
    }
    return models;
  },
});
