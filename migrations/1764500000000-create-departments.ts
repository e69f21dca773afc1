import type { MigrationInterface, QueryRunner } from "typeorm";
import { Table } from "typeorm";

/** Creates both tables, as the entities declare them. */
export class CreateDepartments1764500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: "departments",
        columns: [
          { name: "id", type: "integer", isPrimary: true },
          { name: "name", type: "text" },
          { name: "city", type: "text" },
          { name: "budget", type: "numeric", precision: 12, scale: 2 },
          { name: "founded_on", type: "date" },
        ],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: "department_employees",
        columns: [
          { name: "id", type: "integer", isPrimary: true },
          { name: "department_id", type: "integer", isNullable: true },
          { name: "first_name", type: "text" },
          { name: "last_name", type: "text" },
          { name: "email", type: "text" },
          { name: "job_title", type: "text" },
          { name: "salary", type: "numeric", precision: 10, scale: 2 },
          { name: "hired_on", type: "date" },
          { name: "last_seen_at", type: "timestamptz", precision: 3 },
          { name: "active", type: "boolean" },
          { name: "notes", type: "text", isNullable: true },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable("department_employees");
    await queryRunner.dropTable("departments");
  }
}
