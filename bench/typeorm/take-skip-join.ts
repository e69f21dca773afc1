import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { definePattern, entityKeys } from "ormeter";

/** https://typeorm.io/docs/query-builder/select-query-builder#using-pagination */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "take-skip-join",
  does: "Two statements a page: the keys of n roots behind an OFFSET, then these roots with a LEFT JOIN.",
  yields: "entity",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  relations: ["many", "one"],
  needsKey: true,
  options: { pageSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "roots a page" } },
  async read({ source: dataSource, workload: { target, relations }, options: { pageSize }, consume }) {
    const repository = dataSource.getRepository(target);
    for (let skip = 0; ; skip += pageSize) {
      const query = repository.createQueryBuilder("entity").take(pageSize).skip(skip);
      for (const { name } of relations) query.leftJoinAndSelect(`entity.${name}`, name);
      for (const { propertyPath } of repository.metadata.primaryColumns) query.addOrderBy(`entity.${propertyPath}`);
      const page = await query.getMany();
      for (const entity of page) consume(entity);
      if (page.length < pageSize) return page;
    }
  },
});
