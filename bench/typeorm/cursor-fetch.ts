import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { aliasedKeys, definePattern } from "ormeter";

/** https://www.postgresql.org/docs/current/sql-fetch.html, through https://typeorm.io/docs/query-runner */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "cursor-fetch",
  does: "DECLARE … CURSOR in a transaction, then one FETCH FORWARD n after another, through a QueryRunner.",
  yields: "raw",
  way: "stream",
  memory: "flat",
  access: aliasedKeys("entity"),
  query: "rows",
  options: { batchSize: { default: 100, sweep: [10, 100, 1_000, 10_000], means: "rows a FETCH" } },
  async read({ source: dataSource, workload: { target }, options: { batchSize }, consume }) {
    const [sql, parameters] = dataSource.createQueryBuilder(target, "entity").getQueryAndParameters();
    const queryRunner = dataSource.createQueryRunner();
    try {
      await queryRunner.startTransaction();
      await queryRunner.query(`DECLARE entities_cursor NO SCROLL CURSOR FOR ${sql}`, parameters);
      for (;;) {
        const rows = (await queryRunner.query(`FETCH FORWARD ${batchSize} FROM entities_cursor`)) as unknown[];
        for (const row of rows) consume(row);
        if (rows.length < batchSize) break;
      }
      await queryRunner.commitTransaction();
    } finally {
      if (queryRunner.isTransactionActive) await queryRunner.rollbackTransaction();
      await queryRunner.release();
    }
  },
});
