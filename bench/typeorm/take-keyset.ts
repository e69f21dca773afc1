import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { definePattern, entityKeys } from "ormeter";

/** https://typeorm.io/docs/query-builder/select-query-builder#using-pagination, behind a key */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "take-keyset",
  does: "One SELECT … WHERE id > last ORDER BY id LIMIT n a page; each page starts in the index where the last ended.",
  yields: "entity",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  needsKey: true,
  continuesByKey: true,
  mergesAlike: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ source: dataSource, workload: { target }, options: { pageSize }, consume }) {
    const repository = dataSource.getRepository(target);
    const keys = repository.metadata.primaryColumns;
    const columns = keys.map(({ propertyPath }) => `entity.${propertyPath}`);
    const parameters = keys.map((_, index) => `:last${index}`);
    let last: ObjectLiteral | undefined;
    for (;;) {
      const query = repository.createQueryBuilder("entity").take(pageSize);
      for (const column of columns) query.addOrderBy(column);
      if (last !== undefined) {
        const entity = last;
        const values = keys.map((key, index) => [`last${index}`, key.getEntityValue(entity, true)] as const);
        const isOne = keys.length === 1;
        const [left, right] = [columns.join(", "), parameters.join(", ")];
        query.where(isOne ? `${left} > ${right}` : `(${left}) > (${right})`, Object.fromEntries(values));
      }
      const page = await query.getMany();
      for (const entity of page) consume(entity);
      last = page.at(-1);
      if (page.length < pageSize) return page;
    }
  },
});
