import type { PoolClient } from "pg";
import QueryStream from "pg-query-stream";
import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { aliasedKeys, definePattern } from "ormeter";

/** https://www.npmjs.com/package/pg-query-stream, of which https://typeorm.io/docs/query-builder/select-query-builder#streaming-result-data takes the default */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "stream-batched",
  does: "The SQL of stream(), given to pg-query-stream directly, so that the rows fetched at a time can be chosen.",
  yields: "raw",
  way: "stream",
  memory: "flat",
  access: aliasedKeys("entity"),
  query: "rows",
  options: { batchSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ source: dataSource, workload: { target }, options: { batchSize }, consume }) {
    const [sql, parameters] = dataSource.createQueryBuilder(target, "entity").getQueryAndParameters();
    const queryRunner = dataSource.createQueryRunner();
    try {
      const client = (await queryRunner.connect()) as PoolClient;
      for await (const row of client.query(new QueryStream(sql, parameters, { batchSize }))) consume(row);
    } finally {
      await queryRunner.release();
    }
  },
});
