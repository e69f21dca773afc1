/** Departments with their employees: a to-many relation, where ORMs cost most. */
import { defineWorkload } from "ormeter";
import { departmentsVersion } from "../seeds/departments.js";

export default defineWorkload({
  name: "departments",
  what: "departments with their employees, ten in the mean",
  table: "departments",
  relations: [
    { name: "employees", holds: "many", table: "department_employees", on: { root: "id", related: "department_id" } },
  ],
  version: departmentsVersion,
  usualRows: 100_000,
  smallRows: 500,
  bytesPerRow: 1_800,
  load: async (request) => {
    const { departmentsMigrations, runMigrations } = await import("../migrations/run.js");
    await runMigrations(request, departmentsMigrations);
  },
});
