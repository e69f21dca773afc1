/** Preparing a data set: verified if it is there, loaded if it isn't, warm in either case. */
import type { Client } from "pg";
import { UsageError } from "../../../errors.js";
import type { DataSet } from "../../../results/schema.js";
import { untilAborted } from "../abort.js";
import { connect } from "../connecting/connection.js";
import { digestTables } from "./data-set-digest.js";
import { dataSetSchema } from "../../data-set-name.js";
import { fullName, tablesOf } from "./data-set-tables.js";
import { readRecord, type DataSetRecord } from "./data-set-record.js";
import { checkRemovable, removeDataSet, removeDataSets } from "./data-set-removal.js";
import { makeSchema, schemaState } from "./data-set-schema.js";
import { databaseError } from "../connecting/database-error.js";
import { loadInProcess } from "../loading/loading.js";
import type { LoadableWorkload, OnProgress, RelatedTable, Removal, Table } from "../../engine.js";
import { shapeOfTable } from "../catalog.js";
import { asking, inTransaction } from "../connecting/transaction.js";

/** The server that holds the data set, and what may be done there. */
export interface DataSetServer {
  readonly client: Client;
  /** What is loaded and read there. */
  readonly workload: LoadableWorkload;
  /** As what the migrations connect. */
  readonly adminUrl: string;
  /** Whether a data set that isn't there, or isn't sound, may be loaded. */
  readonly mayWrite: boolean;
  /** Whether the server is ormeter's own, and with it all that older versions left there without a mark. */
  readonly everythingIsOurs: boolean;
  /** The role that must be let in to read; undefined where reads run as the one who loads. */
  readonly readerRole: string | undefined;
  /** Throws where the rows would not fit. */
  readonly checkSpace: (rows: number) => Promise<void>;
  /** Ends a load. */
  readonly signal: AbortSignal;
}

/** What was found where the data set should be. */
type Found =
  /** `vacuumed`: whether the load came to its very end. */
  | { readonly kind: "sound"; readonly record: DataSetRecord; readonly vacuumed: boolean }
  | { readonly kind: "absent" }
  | { readonly kind: "unsound"; readonly reason: string };

/** Makes the schema of the data set of `rows` rows, empty, unless it is there; returns its name. */
export async function createSchema(server: DataSetServer, rows: number): Promise<string> {
  const { client, readerRole } = server;
  const schema = schemaOf(server, rows);
  try {
    await inTransaction(client, async () => {
      const { rows: there } = await client.query("SELECT FROM pg_namespace WHERE nspname = $1", [schema]);
      if (there.length === 0) await makeSchema(asking(client), schema, readerRole);
    });
  } catch (error) {
    throw databaseError(`make the schema ${schema}`, error);
  }
  return schema;
}

/**
 * The data sets of these sizes, sound and warm, in their order. They are there all together or nothing new is: what keeps
 * one from being loaded is found out before any is, and where a load breaks off, what was loaded before it goes too.
 */
export async function prepareDataSets(
  server: DataSetServer,
  sizes: readonly number[],
  onProgress: OnProgress,
): Promise<DataSet[]> {
  const { signal } = server;
  signal.throwIfAborted();
  const plans = new Map<number, Found>();
  for (const rows of sizes) {
    onProgress({ step: "verifying", of: rows });
    const found = await untilAborted(inspect(server, rows), signal);
    if (found.kind !== "sound") await untilAborted(checkLoadable(server, rows, found), signal);
    plans.set(rows, found);
  }
  const begun: number[] = [];
  const prepared = new Map<number, DataSet>();
  try {
    for (const [rows, found] of plans) {
      if (found.kind !== "sound") begun.push(rows);
      prepared.set(rows, await prepare(server, rows, found, onProgress));
    }
  } catch (error) {
    await takeBack(server, begun, onProgress);
    throw error;
  }
  return sizes.flatMap((rows) => prepared.get(rows) ?? []);
}

/** The data set of `rows` rows, sound and warm. */
export async function prepareDataSet(server: DataSetServer, rows: number, onProgress: OnProgress): Promise<DataSet> {
  const [dataSet] = await prepareDataSets(server, [rows], onProgress);
  if (!dataSet) throw new Error(`The data set of ${String(rows)} rows was not prepared.`);
  return dataSet;
}

/** The table of the data set of `rows` rows; without columns where it isn't there yet. */
export async function tableOfDataSet(server: DataSetServer, rows: number, url: string): Promise<Table> {
  const { client, workload } = server;
  const schema = schemaOf(server, rows);
  const name = fullName(schema, workload.table);
  const relations: RelatedTable[] = [];
  for (const relation of workload.relations) {
    const table = fullName(schema, relation.table);
    relations.push({ ...relation, table, ...(await shapeOfTable(client, table)) });
  }
  const shape = await shapeOfTable(client, name);
  return { url, workload: workload.name, schema, name, ...shape, ...(relations.length > 0 && { relations }) };
}

/** Removes the data set of `rows` rows, or all; says what became of each. */
export async function removeFrom(
  server: DataSetServer,
  rows: number | undefined,
  onProgress: OnProgress,
): Promise<Removal[]> {
  const { client, everythingIsOurs, signal } = server;
  signal.throwIfAborted();
  onProgress({ step: "removing" });
  const schema = rows === undefined ? undefined : schemaOf(server, rows);
  return untilAborted(removeDataSets(client, schema, { everythingIsOurs, onProgress }), signal);
}

async function prepare(server: DataSetServer, rows: number, found: Found, onProgress: OnProgress): Promise<DataSet> {
  const { client, signal, workload } = server;
  const schema = schemaOf(server, rows);
  const record = found.kind === "sound" ? found.record : await load(server, schema, rows, found, onProgress);
  // Also where an earlier load was killed at this step.
  const unfinished = found.kind !== "sound" || (!found.vacuumed && server.mayWrite);
  if (unfinished) await untilAborted(vacuum(server, schema, onProgress), signal);
  onProgress({ step: "prewarming" });
  await untilAborted(prewarm(client, schema), signal);
  return { name: workload.name, schema, ...record };
}

/** Removes what loads that broke off, or came before one that did, have left: over a connection that surely stands. */
async function takeBack(server: DataSetServer, sizes: readonly number[], onProgress: OnProgress): Promise<void> {
  const { adminUrl, everythingIsOurs } = server;
  if (sizes.length === 0) return;
  try {
    const client = await connect(adminUrl);
    try {
      for (const rows of sizes) await removeDataSet(client, schemaOf(server, rows), { everythingIsOurs, onProgress });
    } finally {
      await client.end();
    }
  } catch {
    // What broke the load off is what must be said; what is left carries the mark, and the next load replaces it.
  }
}

const schemaOf = ({ workload }: DataSetServer, rows: number): string => dataSetSchema(workload.name, rows);

const tableOf = ({ workload }: DataSetServer, schema: string): string => fullName(schema, workload.table);

/** Holds the data set against its record. */
async function inspect(server: DataSetServer, rows: number): Promise<Found> {
  const { client, workload } = server;
  const table = tableOf(server, schemaOf(server, rows));
  const { rows: known } = await client.query<{ there: boolean; keyed: boolean; vacuumed: boolean }>(
    `SELECT to_regclass($1) IS NOT NULL AS there,
            EXISTS (SELECT FROM pg_index WHERE indrelid = to_regclass($1) AND indisprimary AND indisvalid) AS keyed,
            EXISTS (SELECT FROM pg_class WHERE oid = to_regclass($1) AND reltuples >= 0) AS vacuumed`,
    [table],
  );
  if (!known[0]?.there) return { kind: "absent" };
  const record = await readRecord(client, table);
  if (!record) return { kind: "unsound", reason: "it was not loaded to its end" };
  if (record.version !== workload.version) {
    return {
      kind: "unsound",
      reason: `it is version ${String(record.version)}, and this project reads version ${String(workload.version)}`,
    };
  }
  if (!known[0].keyed) return { kind: "unsound", reason: "its primary key is gone" };
  const found = await digestTables(client, tablesOf(workload, schemaOf(server, rows)));
  const miscounted = [found.rows, record.rows].find((count) => count !== rows);
  if (miscounted !== undefined) {
    const says = miscounted === found.rows ? "holds" : "is recorded with";
    return { kind: "unsound", reason: `it ${says} ${String(miscounted)} rows instead of ${String(rows)}` };
  }
  if (found.digest !== record.digest) {
    return { kind: "unsound", reason: `its rows were changed (digest ${found.digest} instead of ${record.digest})` };
  }
  return { kind: "sound", record, vacuumed: known[0].vacuumed };
}

/** @throws UsageError where the data set could not be loaded, as far as that can be known before */
async function checkLoadable(
  server: DataSetServer,
  rows: number,
  found: Exclude<Found, { kind: "sound" }>,
): Promise<void> {
  const schema = schemaOf(server, rows);
  if (!server.mayWrite) {
    throw new UsageError(
      `The data set ${schema} ${found.kind === "absent" ? "is not on this server" : `can't be used: ${found.reason}`}, ` +
        `and nothing is written to a server that only the environment names, or with --read-only. Give its --url, and not ` +
        `--read-only, to have it loaded.`,
    );
  }
  // Also where there is no table: an empty schema may be ours or somebody else's.
  checkRemovable(schema, await schemaState(server.client, schema, server.everythingIsOurs));
  await server.checkSpace(rows);
}

/** Loads the data set, in place of what is there. */
async function load(
  server: DataSetServer,
  schema: string,
  rows: number,
  found: Exclude<Found, { kind: "sound" }>,
  onProgress: OnProgress,
): Promise<DataSetRecord> {
  const { client, workload, adminUrl, everythingIsOurs, readerRole, signal } = server;
  const note = found.kind === "unsound" ? `The data set ${schema} is loaded anew: ${found.reason}.` : undefined;
  onProgress({ step: "loading", rows: 0, of: rows, ...(note !== undefined && { note }) });
  await untilAborted(removeDataSet(client, schema, { everythingIsOurs, onProgress }), signal);
  return loadInProcess({ url: adminUrl, schema, rows, readerRole, module: workload.module }, onProgress, signal);
}

/** The last step of a load, which no transaction can hold. */
async function vacuum(server: DataSetServer, schema: string, onProgress: OnProgress): Promise<void> {
  onProgress({ step: "vacuuming" });
  try {
    await server.client.query(`VACUUM (FREEZE, ANALYZE) ${tablesOf(server.workload, schema).join(", ")}`);
  } catch (error) {
    throw databaseError(`load the data set ${schema}`, error);
  }
}

/** Brings the tables and their keys into the server's buffers, where the server has the extension for it. */
async function prewarm(client: Client, schema: string): Promise<void> {
  const { rows } = await client.query("SELECT FROM pg_extension WHERE extname = 'pg_prewarm'");
  // Elsewhere the digest, which has just read every row, has warmed what it can.
  if (rows.length === 0) return;
  await client.query(
    `SELECT pg_prewarm(oid) FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'i')`,
    [schema],
  );
}
