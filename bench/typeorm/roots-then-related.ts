import { In, type DataSource, type EntityTarget, type ObjectLiteral } from "typeorm";
import { definePattern, entityKeys } from "ormeter";

/** https://typeorm.io/docs/working-with-entity-manager/find-options#advanced-options, under In */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "roots-then-related",
  does: "Two statements a page: n roots behind the last key, then the rows that belong to these by their keys.",
  yields: "entity",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  relations: ["many"],
  needsKey: true,
  continuesByKey: true,
  options: { pageSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "roots a page" } },
  async read({ source: dataSource, workload: { target, relations }, options: { pageSize }, consume }) {
    const repository = dataSource.getRepository(target);
    const key = repository.metadata.primaryColumns[0]?.propertyName ?? "";
    for (let last: unknown; ;) {
      const query = repository.createQueryBuilder("entity").orderBy(`entity.${key}`).take(pageSize);
      if (last !== undefined) query.where(`entity.${key} > :last`, { last });
      const page = await query.getMany();
      for (const { name } of relations) {
        const relation = repository.metadata.findRelationWithPropertyPath(name);
        const inverse = relation?.inverseRelation;
        if (!relation || !inverse) throw new Error(`${repository.metadata.name} has no ${name} that knows it back.`);
        const foreignKey = inverse.joinColumns[0]?.propertyName ?? "";
        const related = await dataSource
          .getRepository(relation.type)
          .find({ where: { [foreignKey]: In(page.map((entity) => entity[key] as unknown)) } });
        const held = new Map(page.map((entity) => [entity[key] as unknown, [] as ObjectLiteral[]]));
        for (const each of related) held.get(each[foreignKey])?.push(each);
        for (const entity of page) entity[name] = held.get(entity[key]);
      }
      for (const entity of page) consume(entity);
      last = page.at(-1)?.[key];
      if (page.length < pageSize) return page;
    }
  },
});
