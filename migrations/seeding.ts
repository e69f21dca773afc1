/** How a migration loads a table that a data set's schema is for, in pieces, so that there is a sign of life. */
import type { QueryRunner } from "typeorm";
import { loadingMessage } from "./loading-message.js";

/** What is loaded into which table. */
export interface Seeding {
  /** The table, which is the workload too. */
  readonly table: string;
  /** Rows that one INSERT loads: often enough a sign of life, seldom enough to cost nothing. */
  readonly chunk: number;
  /** A SELECT of the rows with these ids. */
  readonly select: (first: number, last: number) => string;
}

/**
 * Loads the rows, as many as the schema's name says, inside the one transaction that TypeORM opens for the migration: a load
 * that breaks off leaves nothing behind.
 */
export async function seed(queryRunner: QueryRunner, { table: name, chunk, select }: Seeding): Promise<void> {
  const { dataSource } = queryRunner;
  const schema = dataSource.options.type === "postgres" ? dataSource.options.schema : undefined;
  const rows = rowsOfSchema(schema, name);
  const table = dataSource.driver.buildTableName(name, schema);

  // Building the key once over all rows is cheaper than growing it row by row, and a table truncated in this very
  // transaction needs no write-ahead log where wal_level is minimal.
  const key = await primaryKeyOf(queryRunner, table);
  await queryRunner.query(`ALTER TABLE ${table} DROP CONSTRAINT "${key}"`);
  await queryRunner.query(`TRUNCATE ${table}`);
  for (let first = 1; first <= rows; first += chunk) {
    const last = Math.min(first + chunk - 1, rows);
    await queryRunner.query(`INSERT INTO ${table} ${select(first, last)}`);
    dataSource.logger.logMigration(loadingMessage(last, rows), queryRunner);
  }
  await queryRunner.query(`ALTER TABLE ${table} ADD CONSTRAINT "${key}" PRIMARY KEY (id)`);
}

/** The rows that a data set's schema is for: ormeter calls it `ormeter_<workload>_<rows>`. */
function rowsOfSchema(schema: string | undefined, workload: string): number {
  const rows = Number(new RegExp(`^ormeter_${workload}_([1-9]\\d*)$`).exec(schema ?? "")?.[1]);
  if (!Number.isNaN(rows)) return rows;
  throw new Error(`The schema must be ormeter_${workload}_<rows>; got ${String(schema)}.`);
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
