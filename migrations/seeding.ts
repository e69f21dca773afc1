/** How a migration loads a table that a data set's schema is for, in pieces, so that there is a sign of life. */
import type { QueryRunner } from "typeorm";
import { loadingMessage } from "./loading-message.js";

/** What is loaded into which table. */
export interface Seeding {
  readonly table: string;
  readonly rows: number;
  /** Rows that one INSERT loads: often enough a sign of life, seldom enough to cost nothing. */
  readonly chunk: number;
  /** A SELECT of the rows with these ids. */
  readonly select: (first: number, last: number) => string;
  /** How many roots are there when so many rows are; nothing is said of a table that tells nothing of them. */
  readonly roots?: (loaded: number) => number;
}

/**
 * Loads the rows inside the one transaction that TypeORM opens for the migration: a load
 * that breaks off leaves nothing behind.
 */
export async function seed(
  queryRunner: QueryRunner,
  { table: name, rows, chunk, select, roots }: Seeding,
): Promise<void> {
  const { dataSource } = queryRunner;
  const table = dataSource.driver.buildTableName(name, schemaOf(queryRunner));

  // Building the key once over all rows is cheaper than growing it row by row, and a table truncated in this very
  // transaction needs no write-ahead log where wal_level is minimal.
  const key = await primaryKeyOf(queryRunner, table);
  await queryRunner.query(`ALTER TABLE ${table} DROP CONSTRAINT "${key}"`);
  await queryRunner.query(`TRUNCATE ${table}`);
  for (let first = 1; first <= rows; first += chunk) {
    const last = Math.min(first + chunk - 1, rows);
    await queryRunner.query(`INSERT INTO ${table} ${select(first, last)}`);
    if (roots) dataSource.logger.logMigration(loadingMessage(roots(last), roots(rows)), queryRunner);
  }
  await queryRunner.query(`ALTER TABLE ${table} ADD CONSTRAINT "${key}" PRIMARY KEY (id)`);
}

const schemaOf = ({ dataSource: { options } }: QueryRunner): string | undefined =>
  options.type === "postgres" ? options.schema : undefined;

/** The workload that a data set's schema is for, and how many roots: ormeter calls it `ormeter_<workload>_<rows>`. */
export function dataSetOf(
  queryRunner: QueryRunner,
  workloads: readonly string[],
): { readonly workload: string; readonly rows: number } {
  const schema = schemaOf(queryRunner);
  const [, workload = "", rows] = /^ormeter_(\w+)_([1-9]\d*)$/.exec(schema ?? "") ?? [];
  if (workloads.includes(workload)) return { workload, rows: Number(rows) };
  const names = workloads.map((name) => `ormeter_${name}_<rows>`);
  throw new Error(`The schema must be ${names.join(" or ")}; got ${String(schema)}.`);
}

/** Loads the only table of a workload, which is called as that is. */
export const seedRoots = (queryRunner: QueryRunner, seeding: Omit<Seeding, "rows" | "roots">): Promise<void> =>
  seed(queryRunner, {
    ...seeding,
    rows: dataSetOf(queryRunner, [seeding.table]).rows,
    roots: (loaded) => loaded,
  });

/** The name that TypeORM gave the table's primary key. */
async function primaryKeyOf(queryRunner: QueryRunner, table: string): Promise<string> {
  const [key] = (await queryRunner.query(
    "SELECT conname AS name FROM pg_constraint WHERE conrelid = to_regclass($1) AND contype = 'p'",
    [table],
  )) as { name: string }[];
  if (!key) throw new Error(`The table ${table} has no primary key; revert its migrations and run them again.`);
  return key.name;
}
