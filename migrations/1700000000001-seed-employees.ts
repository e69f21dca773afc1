import type { MigrationInterface, QueryRunner } from "typeorm";
import { selectEmployees } from "../seeds/employees.js";
import { seedRoots } from "./seeding.js";

/** Loads the rows. */
export class SeedEmployees1700000000001 implements MigrationInterface {
  up(queryRunner: QueryRunner): Promise<void> {
    return seedRoots(queryRunner, { table: "employees", chunk: 50_000, select: selectEmployees });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.clearTable("employees");
  }
}
