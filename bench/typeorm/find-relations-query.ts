import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { definePattern, entityKeys } from "ormeter";

/** https://typeorm.io/docs/data-source/data-source-options#common-data-source-options, under relationLoadStrategy */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "find-relations-query",
  does: 'One SELECT of the roots and one a relation with all their keys, by find() with relationLoadStrategy "query".',
  yields: "entity",
  way: "statements",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ source: dataSource, workload: { target, relations }, consume }) {
    const entities = await dataSource.getRepository(target).find({
      relations: Object.fromEntries(relations.map(({ name }) => [name, true])),
      relationLoadStrategy: "query",
    });
    for (const entity of entities) consume(entity);
    return entities;
  },
});
