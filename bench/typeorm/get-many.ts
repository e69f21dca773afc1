import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { definePattern, entityKeys } from "ormeter";

/** https://typeorm.io/docs/query-builder/select-query-builder#getting-values-of-query */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "get-many",
  does: "One SELECT through the query builder; the driver buffers the whole result, TypeORM hydrates it into one array.",
  yields: "entity",
  way: "whole",
  memory: "linear",
  access: entityKeys,
  mergesAlike: true,
  query: "entities",
  options: {},
  async read({ source: dataSource, workload: { target }, consume }) {
    const entities = await dataSource.getRepository(target).createQueryBuilder("entity").getMany();
    for (const entity of entities) consume(entity);
    return entities;
  },
});
