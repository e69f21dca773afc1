import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { definePattern, entityKeys } from "ormeter";

/** https://typeorm.io/docs/working-with-entity-manager/find-options */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "find",
  does: "One SELECT through the repository; buffered and hydrated like get-many.",
  yields: "entity",
  way: "whole",
  memory: "linear",
  access: entityKeys,
  mergesAlike: true,
  options: {},
  async read({ source: dataSource, workload: { target }, consume }) {
    const entities = await dataSource.getRepository(target).find();
    for (const entity of entities) consume(entity);
    return entities;
  },
});
