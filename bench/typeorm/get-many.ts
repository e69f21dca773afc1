import type { DataSource } from "typeorm";
import { Employee } from "../../entities/employee.js";
import { definePattern, entityKeys } from "ormeter";

export default definePattern<DataSource>()({
  name: "get-many",
  does: "One SELECT through the query builder; the driver buffers the whole result, TypeORM hydrates it into one array.",
  yields: "entity",
  access: entityKeys,
  options: {},
  async read({ dataSource, consume }) {
    const employees = await dataSource.getRepository(Employee).createQueryBuilder("employee").getMany();
    for (const employee of employees) consume(employee);
    return employees;
  },
});
