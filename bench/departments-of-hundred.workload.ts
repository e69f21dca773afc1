/** As many employees as `departments` has, a hundred a department in the mean. */
import { defineWorkload } from "ormeter";
import { departmentsVersion } from "../seeds/departments.js";

export default defineWorkload({
  name: "departments-of-hundred",
  what: "departments with their employees, a hundred in the mean",
  table: "departments",
  relations: [
    { name: "employees", holds: "many", table: "department_employees", on: { root: "id", related: "department_id" } },
  ],
  version: departmentsVersion,
  usualRows: 10_000,
  smallRows: 50,
  bytesPerRow: 17_000,
  load: async (request) => {
    const { departmentsMigrations, runMigrations } = await import("../migrations/run.js");
    await runMigrations(request, departmentsMigrations);
  },
});
