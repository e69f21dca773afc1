import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { definePattern, entityKeys } from "ormeter";

/** https://typeorm.io/docs/query-builder/relational-query-builder, with the statement that a lazy relation sends when it is awaited */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "load-each",
  does: "One SELECT of the roots, and one for each root's related rows (N+1), one after another.",
  yields: "entity",
  way: "each",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ source: dataSource, workload: { target, relations }, consume }) {
    const entities = await dataSource.getRepository(target).createQueryBuilder("entity").getMany();
    for (const entity of entities) {
      for (const { name, holds } of relations) {
        const related = dataSource.createQueryBuilder().relation(target, name).of(entity);
        const held: unknown = holds === "many" ? await related.loadMany() : await related.loadOne();
        entity[name] = held ?? null;
      }
      consume(entity);
    }
    return entities;
  },
});
