import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { aliasedKeys, definePattern } from "ormeter";

/** https://typeorm.io/docs/query-builder/select-query-builder#streaming-result-data */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "stream",
  does: "One SELECT behind a portal; QueryBuilder.stream() fetches 100 raw rows at a time, which can't be changed.",
  yields: "raw",
  way: "stream",
  memory: "flat",
  access: aliasedKeys("entity"),
  query: "rows",
  options: {},
  needs: ["pg-query-stream"],
  async read({ source: dataSource, workload: { target }, consume }) {
    // A query runner of our own, because stream() gives back the one it takes by itself only when the stream ends or
    // fails: a consumer that throws, or stops early, would leak the connection.
    const queryRunner = dataSource.createQueryRunner();
    try {
      const rows = await dataSource.createQueryBuilder(target, "entity", queryRunner).stream();
      for await (const row of rows) consume(row);
    } finally {
      await queryRunner.release();
    }
  },
});
