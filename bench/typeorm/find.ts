import type { DataSource } from "typeorm";
import { Employee } from "../../entities/employee.js";
import { definePattern, entityKeys } from "ormeter";

export default definePattern<DataSource>()({
  name: "find",
  does: "One SELECT through the repository; buffered and hydrated like get-many.",
  yields: "entity",
  access: entityKeys,
  options: {},
  async read({ dataSource, consume }) {
    const employees = await dataSource.getRepository(Employee).find();
    for (const employee of employees) consume(employee);
    return employees;
  },
});
