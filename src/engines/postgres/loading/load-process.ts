/**
 * Loads one data set by what its workload says, all of it in one transaction, and ends. A process of its own, so that the
 * parent stays small and an ORM's memory goes with it.
 */
import type { Ask, Workload } from "../../../project/workload.js";
import { withoutTimeLimits } from "../connecting/transaction.js";
import { digestInTransaction } from "../data-set/data-set-digest.js";
import { writeRecord, type DataSetRecord } from "../data-set/data-set-record.js";
import { makeSchema, markTables } from "../data-set/data-set-schema.js";
import { fullName, tablesOf } from "../data-set/data-set-tables.js";
import type { LoadMessage, LoadRequest } from "./loading.js";

const send = (message: LoadMessage): void => void process.send?.(message);

async function load({ url, schema, rows, readerRole, module }: LoadRequest): Promise<LoadMessage> {
  const { default: workload } = (await import(module)) as { default: Workload };
  const { table, version } = workload;
  const tables = tablesOf(workload, schema);
  let record: DataSetRecord | undefined;
  await workload.load({
    url,
    schema,
    rows,
    onRows: (loaded) => send({ kind: "progress", rows: loaded, of: rows }),
    begun: async (ask) => {
      await withoutTimeLimits(ask);
      await makeSchema(ask, schema, readerRole);
    },
    loaded: async (ask) => {
      send({ kind: "digesting" });
      await markTables(ask, schema);
      record = { version, bytes: await sizeOf(ask, tables), ...(await digestInTransaction(ask, tables)) };
      await writeRecord(ask, fullName(schema, table), record);
    },
  });
  if (!record) throw new Error(`${workload.name}.workload.ts ended without having said that its rows are loaded.`);
  return { kind: "loaded", record };
}

async function sizeOf(ask: Ask, tables: readonly string[]): Promise<number> {
  const { rows } = await ask("SELECT sum(pg_relation_size(name)) AS bytes FROM unnest($1::text[]) AS name", [tables]);
  return Number(rows[0]?.["bytes"]);
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
