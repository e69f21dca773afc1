/**
 * Departments and their employees, as SQL that generates them inside the server, from integer arithmetic alone: every machine
 * holds the same.
 */
import { selectEmployees } from "./employees.js";

/** Raised whenever a row would come out differently; loaded data sets of another version are loaded anew. */
export const departmentsVersion = 1;

/** A SELECT that yields the departments with ids `first` to `last`, columns in the table's order. */
export const selectDepartments = (first: number, last: number): string => `
SELECT
  n::integer AS id,
  (ARRAY['Sales', 'Support', 'Research', 'Entwicklung', 'Achats', '物流', 'Legal & "Compliance"'])[(1 + n % 7)::integer]
    || ' ' || n AS name,
  (ARRAY['Lisbon', 'Kraków', 'Aarhus', 'Osaka', 'Nairobi', 'Quito'])[(1 + n % 6)::integer] AS city,
  (100000 + (n * 7919) % 90000000)::numeric(12, 2) + 0.25 AS budget,
  date '1970-01-01' + ((n * 131) % 18000)::integer AS founded_on
FROM generate_series(${String(first)}::bigint, ${String(last)}::bigint) AS n`;

/** The department of the employee `id`, an SQL expression: every twentieth has none, and the one behind it twice as many. */
const departmentOf = (id: string, departments: number, fanOut: number): string => {
  const even = `((${id} - 1) / ${String(fanOut)} + 1)`;
  return `CASE WHEN ${even} % 20 = 0 AND ${even} < ${String(departments)} THEN ${even} + 1 ELSE ${even} END`;
};

/**
 * A SELECT that yields the employees with ids `first` to `last`, columns in the table's order.
 *
 * @param departments how many there are.
 * @param fanOut how many employees a department has in the mean.
 * @param unassigned of so many employees one has no department; all have one unless given.
 */
export const selectDepartmentEmployees =
  ({ departments, fanOut, unassigned }: { departments: number; fanOut: number; unassigned?: number }) =>
  (first: number, last: number): string => {
    const department = departmentOf("id", departments, fanOut);
    return `
SELECT
  id,
  ${unassigned === undefined ? department : `CASE WHEN id % ${String(unassigned)} <> 0 THEN ${department} END`} AS department_id,
  first_name, last_name, email, job_title, salary, hired_on, last_seen_at, active, notes
FROM (${selectEmployees(first, last)}) AS employee`;
  };
