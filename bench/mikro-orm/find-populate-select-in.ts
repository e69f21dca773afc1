import type { MikroORM } from "@mikro-orm/postgresql";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";
import { treeOf } from "./entities/trees.js";

/** https://mikro-orm.io/docs/6.6/loading-strategies */
export default definePattern<MikroORM, Target>()({
  name: "find-populate-select-in",
  does: "One SELECT of the roots, then one of what belongs to all of them, with all their keys in the text of one IN list.",
  yields: "entity",
  way: "statements",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ source: orm, workload: { target: entity, relations }, consume }) {
    const populate = relations.map(({ name }) => name) as never;
    const entities = await orm.em.fork().find(entity, {}, { populate, strategy: "select-in" });
    for (const one of entities) consume(treeOf(one, relations));
    return entities;
  },
});
