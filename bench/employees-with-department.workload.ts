/** Employees with their department: a to-one relation. */
import { defineWorkload } from "ormeter";
import { departmentsVersion } from "../seeds/departments.js";

export default defineWorkload({
  name: "employees-with-department",
  what: "employees, each with the department that it belongs to, or with none",
  table: "department_employees",
  relations: [{ name: "department", holds: "one", table: "departments", on: { root: "department_id", related: "id" } }],
  version: departmentsVersion,
  usualRows: 1_000_000,
  smallRows: 5_000,
  bytesPerRow: 200,
  load: async (request) => {
    const { departmentsMigrations, runMigrations } = await import("../migrations/run.js");
    await runMigrations(request, departmentsMigrations);
  },
});
