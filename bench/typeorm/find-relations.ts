import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { definePattern, entityKeys } from "ormeter";

/** https://typeorm.io/docs/working-with-entity-manager/find-options#basic-options */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "find-relations",
  does: "One SELECT with a LEFT JOIN, by find() with relations; the driver buffers it, and TypeORM makes trees of it.",
  yields: "entity",
  way: "join",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ source: dataSource, workload: { target, relations }, consume }) {
    const wanted = Object.fromEntries(relations.map(({ name }) => [name, true]));
    const entities = await dataSource.getRepository(target).find({ relations: wanted });
    for (const entity of entities) consume(entity);
    return entities;
  },
});
