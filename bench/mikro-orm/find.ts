import type { MikroORM } from "@mikro-orm/postgresql";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://mikro-orm.io/docs/6.6/entity-manager#fetching-entities-with-entitymanager */
export default definePattern<MikroORM, Target>()({
  name: "find",
  does: "One SELECT; the driver buffers the whole result, a forked EntityManager makes an entity of each row and keeps all of them.",
  yields: "entity",
  way: "whole",
  memory: "linear",
  access: entityKeys,
  mergesAlike: true,
  options: {},
  async read({ source: orm, workload: { target: entity }, consume }) {
    const entities = await orm.em.fork().find(entity, {});
    for (const one of entities) consume(one);
    return entities;
  },
});
