/**
 * Loads one data set through TypeORM's migrations, all of it in one transaction, and ends. A process of its own, so that
 * the parent stays small and TypeORM's memory goes with it.
 */
import type { ClientBase } from "pg";
import { MigrationExecutor, type Logger } from "typeorm";
import { CreateEmployees1700000000000 } from "../../../../migrations/1700000000000-create-employees.js";
import { SeedEmployees1700000000001 } from "../../../../migrations/1700000000001-seed-employees.js";
import { employeesVersion } from "../../../../seeds/employees.js";
import { digestInTransaction } from "../data-set/data-set-digest.js";
import { writeRecord, type DataSetRecord } from "../data-set/data-set-record.js";
import { makeSchema } from "../data-set/data-set-schema.js";
import { employeesDataSource } from "./data-source.js";
import type { LoadMessage, LoadRequest } from "./loading.js";
import { parseLoadingMessage } from "./loading-message.js";
import { withoutTimeLimits } from "../connecting/transaction.js";

const send = (message: LoadMessage): void => void process.send?.(message);

/** Passes on what the seed migration reports, and nothing else. */
const progressLogger: Logger = {
  logMigration: (message: string) => {
    const progress = parseLoadingMessage(message);
    if (progress) send({ kind: "progress", ...progress });
  },
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  log: () => undefined,
};

async function load({ url, schema, readerRole }: LoadRequest): Promise<LoadMessage> {
  const dataSource = employeesDataSource({
    url,
    schema,
    poolSize: 1,
    applicationName: "ormeter load",
    migrations: [CreateEmployees1700000000000, SeedEmployees1700000000001],
    logger: progressLogger,
  });
  await dataSource.initialize();
  try {
    const queryRunner = dataSource.createQueryRunner();
    // TypeORM's name for the driver's client, which what isn't TypeORM's shares the transaction by.
    const client = (await queryRunner.connect()) as ClientBase;
    await queryRunner.startTransaction();
    await withoutTimeLimits(client);
    await makeSchema(client, schema, readerRole);
    // Finds the transaction open and stays in it.
    await new MigrationExecutor(dataSource, queryRunner).executePendingMigrations();
    send({ kind: "digesting" });
    const record = await recordOf(client, `${schema}.employees`);
    await queryRunner.commitTransaction();
    await queryRunner.release();
    return { kind: "loaded", record };
  } finally {
    await dataSource.destroy();
  }
}

async function recordOf(client: ClientBase, table: string): Promise<DataSetRecord> {
  const { rows, digest } = await digestInTransaction(client, table);
  const { rows: sizes } = await client.query<{ bytes: string }>("SELECT pg_relation_size($1) AS bytes", [table]);
  const record = { version: employeesVersion, rows, digest, bytes: Number(sizes[0]?.bytes) };
  await writeRecord(client, table, record);
  return record;
}

const failed = (error: unknown): LoadMessage => ({
  kind: "failed",
  message: error instanceof Error ? error.message : String(error),
  ...(typeof (error as { code?: unknown }).code === "string" && { code: (error as { code: string }).code }),
});

// The parent is gone, or doesn't want the rows any more: the open transaction goes with this process.
process.once("disconnect", () => process.exit(1));
process.once("message", (request: LoadRequest) => {
  void load(request)
    .catch(failed)
    .then((message) => process.send?.(message, () => process.exit()));
});
