import type { MikroORM } from "@mikro-orm/postgresql";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";
import { treeOf } from "./entities/trees.js";

/** https://mikro-orm.io/docs/6.6/loading-strategies */
export default definePattern<MikroORM, Target>()({
  name: "find-populate-joined",
  does: "One SELECT with a LEFT JOIN, every column under an alias; buffered, and its rows are put together into trees of entities.",
  yields: "entity",
  way: "join",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ source: orm, workload: { target: entity, relations }, consume }) {
    const populate = relations.map(({ name }) => name) as never;
    const entities = await orm.em.fork().find(entity, {}, { populate, strategy: "joined" });
    for (const one of entities) consume(treeOf(one, relations));
    return entities;
  },
});
