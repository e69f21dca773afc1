/**
 * Runs the migrations of one data set through TypeORM and ends. A process of its own, so that the parent stays small
 * and TypeORM's memory goes with it.
 */
import type { Logger } from "typeorm";
import { CreateEmployees1700000000000 } from "../../migrations/1700000000000-create-employees.js";
import { SeedEmployees1700000000001 } from "../../migrations/1700000000001-seed-employees.js";
import { employeesDataSource } from "./data-source.js";
import type { LoadMessage, LoadRequest } from "./load-messages.js";
import { parseLoadingMessage } from "./loading-message.js";

/** Passes on what the seed migration reports, and nothing else. */
const progressLogger: Logger = {
  logMigration: (message: string) => {
    const progress = parseLoadingMessage(message);
    if (progress) process.send?.({ kind: "progress", ...progress } satisfies LoadMessage);
  },
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  log: () => undefined,
};

async function load({ url, schema }: LoadRequest): Promise<LoadMessage> {
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
    await dataSource.runMigrations();
    return { kind: "loaded" };
  } finally {
    await dataSource.destroy();
  }
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
