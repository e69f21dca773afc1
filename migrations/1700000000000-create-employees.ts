import type { MigrationInterface, QueryRunner } from "typeorm";
import { Table } from "typeorm";

/** Creates the table, as the entity declares it, and marks it and TypeORM's own as ormeter's. */
export class CreateEmployees1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: "employees",
        columns: [
          { name: "id", type: "integer", isPrimary: true },
          { name: "first_name", type: "text" },
          { name: "last_name", type: "text" },
          { name: "email", type: "text" },
          { name: "job_title", type: "text" },
          { name: "salary", type: "numeric", precision: 10, scale: 2 },
          { name: "hired_on", type: "date" },
          { name: "last_seen_at", type: "timestamptz", precision: 3 },
          { name: "active", type: "boolean" },
          { name: "manager_id", type: "integer", isNullable: true },
          { name: "notes", type: "text", isNullable: true },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable("employees");
  }
}
