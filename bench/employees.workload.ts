/** The article's table: flat rows of eleven columns, a million of them unless `--rows` says otherwise. */
import { defineWorkload } from "ormeter";
import { employeesVersion } from "../seeds/employees.js";

export default defineWorkload({
  name: "employees",
  isUsual: true,
  what: "flat rows with text, numeric, date, instant, boolean and nullable columns",
  table: "employees",
  version: employeesVersion,
  load: async (request) => {
    const { employeesMigrations, runMigrations } = await import("../migrations/run.js");
    await runMigrations(request, employeesMigrations);
  },
});
