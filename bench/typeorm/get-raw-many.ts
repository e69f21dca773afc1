import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { aliasedKeys, definePattern } from "ormeter";

/** https://typeorm.io/docs/query-builder/select-query-builder#getting-raw-results */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "get-raw-many",
  does: "One SELECT through the query builder; the driver buffers the whole result, rows stay raw.",
  yields: "raw",
  way: "whole",
  memory: "linear",
  access: aliasedKeys("entity"),
  query: "rows",
  options: {},
  async read({ source: dataSource, workload: { target }, consume }) {
    const rows = await dataSource.createQueryBuilder(target, "entity").getRawMany<Record<string, unknown>>();
    for (const row of rows) consume(row);
    return rows;
  },
});
