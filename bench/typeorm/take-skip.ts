import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { definePattern, entityKeys } from "ormeter";

/** https://typeorm.io/docs/query-builder/select-query-builder#using-pagination */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "take-skip",
  does: "One SELECT … ORDER BY id LIMIT n OFFSET m a page; the server walks past all skipped rows again for each page.",
  yields: "entity",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  needsKey: true,
  mergesAlike: true,
  query: "pages",
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ source: dataSource, workload: { target }, options: { pageSize }, consume }) {
    const repository = dataSource.getRepository(target);
    const key = repository.metadata.primaryColumns.map(({ propertyPath }) => propertyPath);
    for (let skip = 0; ; skip += pageSize) {
      const query = repository.createQueryBuilder("entity").skip(skip).take(pageSize);
      for (const property of key) query.addOrderBy(`${query.alias}.${property}`);
      const page = await query.getMany();
      for (const entity of page) consume(entity);
      if (page.length < pageSize) return page;
    }
  },
});
