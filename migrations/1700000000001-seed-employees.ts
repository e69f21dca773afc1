import type { MigrationInterface, QueryRunner } from "typeorm";
import { selectEmployees } from "../seeds/employees.js";
import { loadingMessage } from "./loading-message.js";

/** Rows that one INSERT loads: often enough a sign of life, seldom enough to cost nothing. */
const chunk = 50_000;

/**
 * Loads the rows, as many as the schema's name says, inside the one transaction that TypeORM opens for the migration:
 * a load that breaks off leaves nothing behind.
 */
export class SeedEmployees1700000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { dataSource } = queryRunner;
    const schema = dataSource.options.type === "postgres" ? dataSource.options.schema : undefined;
    const rows = rowsOfSchema(schema);
    const table = dataSource.driver.buildTableName("employees", schema);

    // Building the key once over all rows is cheaper than growing it row by row, and a table truncated in this very
    // transaction needs no write-ahead log where wal_level is minimal.
    const key = await primaryKeyOf(queryRunner, table);
    await queryRunner.query(`ALTER TABLE ${table} DROP CONSTRAINT "${key}"`);
    await queryRunner.query(`TRUNCATE ${table}`);
    for (let first = 1; first <= rows; first += chunk) {
      const last = Math.min(first + chunk - 1, rows);
      await queryRunner.query(`INSERT INTO ${table} ${selectEmployees(first, last)}`);
      dataSource.logger.logMigration(loadingMessage(last, rows), queryRunner);
    }
    await queryRunner.query(`ALTER TABLE ${table} ADD CONSTRAINT "${key}" PRIMARY KEY (id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.clearTable("employees");
  }
}

/** The rows that a data set's schema is for: ormeter calls it `ormeter_employees_<rows>`. */
function rowsOfSchema(schema: string | undefined): number {
  const rows = Number(/^ormeter_employees_([1-9]\d*)$/.exec(schema ?? "")?.[1]);
  if (!Number.isNaN(rows)) return rows;
  throw new Error(`The schema must be ormeter_employees_<rows>; got ${String(schema)}.`);
}

/** The name that TypeORM gave the table's primary key. */
async function primaryKeyOf(queryRunner: QueryRunner, table: string): Promise<string> {
  const [key] = (await queryRunner.query(
    "SELECT conname AS name FROM pg_constraint WHERE conrelid = to_regclass($1) AND contype = 'p'",
    [table],
  )) as { name: string }[];
  if (!key) throw new Error(`The table ${table} has no primary key; revert its migrations and run them again.`);
  return key.name;
}
