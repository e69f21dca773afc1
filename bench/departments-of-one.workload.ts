/** As many employees as `departments` has, one a department in the mean. */
import { defineWorkload } from "ormeter";
import { departmentsVersion } from "../seeds/departments.js";

export default defineWorkload({
  name: "departments-of-one",
  what: "departments with their employees, one in the mean",
  table: "departments",
  relations: [
    { name: "employees", holds: "many", table: "department_employees", on: { root: "id", related: "department_id" } },
  ],
  version: departmentsVersion,
  usualRows: 1_000_000,
  smallRows: 5_000,
  bytesPerRow: 300,
  load: async (request) => {
    const { departmentsMigrations, runMigrations } = await import("../migrations/run.js");
    await runMigrations(request, departmentsMigrations);
  },
});
