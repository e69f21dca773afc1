import type { MigrationInterface, QueryRunner } from "typeorm";
import { selectDepartmentEmployees, selectDepartments } from "../seeds/departments.js";
import { dataSetOf, seed } from "./seeding.js";

/** What the data sets of each workload hold, by how many roots are asked for. */
const contents: Readonly<Record<string, (roots: number) => Parameters<typeof selectDepartmentEmployees>[0]>> = {
  departments: (roots) => ({ departments: roots, fanOut: 10 }),
  departments_of_one: (roots) => ({ departments: roots, fanOut: 1 }),
  departments_of_hundred: (roots) => ({ departments: roots, fanOut: 100 }),
  employees_with_department: (roots) => ({ departments: Math.ceil(roots / 10), fanOut: 10, unassigned: 25 }),
};

/** Loads the rows of both tables, and makes the index by which a department's employees are found. */
export class SeedDepartments1764500000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { workload, rows } = dataSetOf(queryRunner, Object.keys(contents));
    const held = contents[workload]?.(rows);
    if (!held) throw new Error(`There is no workload ${workload} of departments.`);
    const { departments, fanOut } = held;
    const areRoots = workload === "employees_with_department";
    const employees = areRoots ? rows : departments * fanOut;
    await seed(queryRunner, { table: "departments", rows: departments, chunk: 50_000, select: selectDepartments });
    await seed(queryRunner, {
      table: "department_employees",
      rows: employees,
      chunk: 50_000,
      select: selectDepartmentEmployees(held),
      roots: (loaded) => (areRoots ? loaded : Math.floor(loaded / fanOut)),
    });
    const { dataSource } = queryRunner;
    const { schema } = dataSource.options as { readonly schema?: string };
    const table = dataSource.driver.buildTableName("department_employees", schema);
    await queryRunner.query(`CREATE INDEX department_employees_department_id ON ${table} (department_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("DROP INDEX department_employees_department_id");
    await queryRunner.clearTable("department_employees");
    await queryRunner.clearTable("departments");
  }
}
