/** Loads a data set by the migrations, all of them in one transaction. */
import { MigrationExecutor, type Logger } from "typeorm";
import type { LoadRequest } from "ormeter";
import { ourDataSource } from "../bench/typeorm/client.js";
import { CreateEmployees1700000000000 } from "./1700000000000-create-employees.js";
import { SeedEmployees1700000000001 } from "./1700000000001-seed-employees.js";
import { loadedIn } from "./loading-message.js";

/** In the order in which they run. */
export const migrations = [CreateEmployees1700000000000, SeedEmployees1700000000001];

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

/** Runs the migrations in `schema`. */
export async function runMigrations({ url, schema, onRows, begun, loaded }: LoadRequest): Promise<void> {
  const dataSource = await ourDataSource({
    url,
    schema,
    poolSize: 1,
    applicationName: "ormeter load",
    migrations,
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
