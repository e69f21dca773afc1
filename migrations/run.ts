/** Loads a data set by the migrations, all of them in one transaction. */
import { MigrationExecutor, type Logger, type MigrationInterface } from "typeorm";
import type { LoadRequest } from "ormeter";
import { ourDataSource } from "../bench/typeorm/client.js";
import { CreateDocuments1764400000000 } from "./1764400000000-create-documents.js";
import { SeedDocuments1764400000001 } from "./1764400000001-seed-documents.js";
import { CreateDepartments1764500000000 } from "./1764500000000-create-departments.js";
import { SeedDepartments1764500000001 } from "./1764500000001-seed-departments.js";
import { CreateEmployees1700000000000 } from "./1700000000000-create-employees.js";
import { SeedEmployees1700000000001 } from "./1700000000001-seed-employees.js";
import { loadedIn } from "./loading-message.js";

type Migration = new () => MigrationInterface;

/** Migrations in the order in which they run: of the employees. */
export const employeesMigrations: readonly Migration[] = [CreateEmployees1700000000000, SeedEmployees1700000000001];

/** Of the documents. */
export const documentsMigrations: readonly Migration[] = [CreateDocuments1764400000000, SeedDocuments1764400000001];

/** Of departments and their employees, in all the workloads that read them. */
export const departmentsMigrations: readonly Migration[] = [
  CreateDepartments1764500000000,
  SeedDepartments1764500000001,
];

/** Passes on what the seed migration reports, and nothing else. */
const progressLogger = (onRows: LoadRequest["onRows"]): Logger => ({
  logMigration: (message: string) => {
    const rows = loadedIn(message);
    if (rows !== undefined) onRows(rows);
  },
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  log: () => undefined,
});

/** Runs migrations in `schema`. */
export async function runMigrations(
  { url, schema, onRows, begun, loaded }: LoadRequest,
  migrations: readonly Migration[],
): Promise<void> {
  const dataSource = await ourDataSource({
    url,
    schema,
    poolSize: 1,
    applicationName: "ormeter load",
    migrations: [...migrations],
    logger: progressLogger(onRows),
  });
  await dataSource.initialize();
  try {
    const queryRunner = dataSource.createQueryRunner();
    const ask = async (sql: string, values?: unknown[]) => {
      const { records } = await queryRunner.query(sql, values, true);
      return { rows: records as Record<string, unknown>[] };
    };
    await queryRunner.startTransaction();
    await begun(ask);
    // Finds the transaction open and stays in it.
    await new MigrationExecutor(dataSource, queryRunner).executePendingMigrations();
    await loaded(ask);
    await queryRunner.commitTransaction();
    await queryRunner.release();
  } finally {
    await dataSource.destroy();
  }
}
