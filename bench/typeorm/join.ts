import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { definePattern, entityKeys } from "ormeter";

/** https://typeorm.io/docs/query-builder/select-query-builder#joining-relations */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "join",
  does: "One SELECT with a LEFT JOIN; the driver buffers a row for each related row, and TypeORM makes trees of them all.",
  yields: "entity",
  way: "join",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ source: dataSource, workload: { target, relations }, consume }) {
    const query = dataSource.getRepository(target).createQueryBuilder("entity");
    for (const { name } of relations) query.leftJoinAndSelect(`entity.${name}`, name);
    const entities = await query.getMany();
    for (const entity of entities) consume(entity);
    return entities;
  },
});
