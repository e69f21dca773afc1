import type { DataSource } from "typeorm";
import { Employee } from "../../entities/employee.js";
import { aliasedKeys, definePattern } from "ormeter";

export default definePattern<DataSource>()({
  name: "stream",
  does: "One SELECT behind a portal; QueryBuilder.stream() fetches 100 raw rows at a time, which can't be changed.",
  yields: "raw",
  access: aliasedKeys("employee"),
  options: {},
  async read({ dataSource, consume }) {
    // A query runner of our own, because stream() gives back the one it takes by itself only when the stream ends or
    // fails: a consumer that throws, or stops early, would leak the connection.
    const queryRunner = dataSource.createQueryRunner();
    try {
      const rows = await dataSource.createQueryBuilder(Employee, "employee", queryRunner).stream();
      for await (const row of rows) consume(row);
    } finally {
      await queryRunner.release();
    }
  },
});
