import type { MigrationInterface, QueryRunner } from "typeorm";
import { selectDocuments } from "../seeds/documents.js";
import { seedRoots } from "./seeding.js";

/** Loads the rows. */
export class SeedDocuments1764400000001 implements MigrationInterface {
  up(queryRunner: QueryRunner): Promise<void> {
    return seedRoots(queryRunner, { table: "documents", chunk: 500, select: selectDocuments });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.clearTable("documents");
  }
}
