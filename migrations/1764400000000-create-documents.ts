import type { MigrationInterface, QueryRunner } from "typeorm";
import { Table } from "typeorm";

/** Creates the table, as the entity declares it. */
export class CreateDocuments1764400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: "documents",
        columns: [
          { name: "id", type: "integer", isPrimary: true },
          { name: "title", type: "text" },
          { name: "body", type: "text" },
          { name: "properties", type: "jsonb" },
          { name: "updated_at", type: "timestamptz", precision: 3 },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable("documents");
  }
}
