import type { DataSource } from "typeorm";
import { Employee } from "../../entities/employee.js";
import { aliasedKeys, definePattern } from "ormeter";

export default definePattern<DataSource>()({
  name: "get-raw-many",
  does: "One SELECT through the query builder; the driver buffers the whole result, rows stay raw.",
  yields: "raw",
  access: aliasedKeys("employee"),
  options: {},
  async read({ dataSource, consume }) {
    const rows = await dataSource
      .getRepository(Employee)
      .createQueryBuilder("employee")
      .getRawMany<Record<string, unknown>>();
    for (const row of rows) consume(row);
    return rows;
  },
});
