/** Preparing a data set: verified if it is there, loaded if it isn't, warm in either case. */
import type { Client } from "pg";
import { UsageError } from "../errors.js";
import type { DataSet } from "../results/schema.js";
import { employeesVersion } from "../../seeds/employees.js";
import { untilAborted } from "./abort.js";
import { digestTable } from "./data-set-digest.js";
import { dataSetSchema } from "./data-set-name.js";
import { readRecord, writeRecord, type DataSetRecord } from "./data-set-record.js";
import { databaseError } from "./database-error.js";
import { runMigrations } from "./loading.js";
import type { OnProgress } from "./progress.js";

/** The server that holds the data set, and what may be done there. */
export interface DataSetServer {
  readonly client: Client;
  /** As what the migrations connect. */
  readonly adminUrl: string;
  /** Whether a data set that isn't there, or isn't sound, may be loaded. */
  readonly mayWrite: boolean;
  /** The role that must be let in to read; undefined where reads run as the one who loads. */
  readonly readerRole: string | undefined;
  /** Throws where the rows would not fit. */
  readonly checkSpace: (rows: number) => Promise<void>;
  /** Ends a load. */
  readonly signal: AbortSignal;
}

/** What was found where the data set should be. */
type Found =
  | { readonly kind: "sound"; readonly record: DataSetRecord }
  | { readonly kind: "absent" }
  | { readonly kind: "unsound"; readonly reason: string };

/** Makes the schema of the data set of `rows` rows, empty, unless it is there; returns its name. */
export async function createSchema(server: DataSetServer, rows: number): Promise<string> {
  const schema = dataSetSchema(rows);
  try {
    await createEmptySchema(server, schema);
  } catch (error) {
    throw databaseError(`make the schema ${schema}`, error);
  }
  return schema;
}

/** The data set of `rows` rows, sound and warm. */
export async function prepareDataSet(server: DataSetServer, rows: number, onProgress: OnProgress): Promise<DataSet> {
  server.signal.throwIfAborted();
  return untilAborted(prepare(server, rows, onProgress), server.signal);
}

async function prepare(server: DataSetServer, rows: number, onProgress: OnProgress): Promise<DataSet> {
  const { client } = server;
  const schema = dataSetSchema(rows);
  const lock = `hashtextextended(${client.escapeLiteral(schema)}, 0)`;
  // Two commands on one external server must not load the same schema at the same time.
  await client.query(`SELECT pg_advisory_lock(${lock})`);
  try {
    onProgress({ step: "verifying", of: rows });
    const found = await inspect(client, schema, rows);
    const record = found.kind === "sound" ? found.record : await load(server, schema, rows, found, onProgress);
    onProgress({ step: "prewarming" });
    await prewarm(client, schema);
    return { name: "employees", schema, ...record };
  } finally {
    await client.query(`SELECT pg_advisory_unlock(${lock})`).catch(() => undefined);
  }
}

const employees = (schema: string): string => `${schema}.employees`;

/** Holds the data set against its record. */
async function inspect(client: Client, schema: string, rows: number): Promise<Found> {
  const table = employees(schema);
  const { rows: known } = await client.query<{ there: boolean; keyed: boolean }>(
    `SELECT to_regclass($1) IS NOT NULL AS there,
            EXISTS (SELECT FROM pg_index WHERE indrelid = to_regclass($1) AND indisprimary AND indisvalid) AS keyed`,
    [table],
  );
  if (!known[0]?.there) return { kind: "absent" };
  const record = await readRecord(client, table);
  if (!record) return { kind: "unsound", reason: "it was not loaded to its end" };
  if (record.version !== employeesVersion) {
    return {
      kind: "unsound",
      reason: `it is version ${String(record.version)}, and this ormeter reads version ${String(employeesVersion)}`,
    };
  }
  if (!known[0].keyed) return { kind: "unsound", reason: "its primary key is gone" };
  const found = await digestTable(client, table);
  const miscounted = [found.rows, record.rows].find((count) => count !== rows);
  if (miscounted !== undefined) {
    const says = miscounted === found.rows ? "holds" : "is recorded with";
    return { kind: "unsound", reason: `it ${says} ${String(miscounted)} rows instead of ${String(rows)}` };
  }
  if (found.digest !== record.digest) {
    return { kind: "unsound", reason: `its rows were changed (digest ${found.digest} instead of ${record.digest})` };
  }
  return { kind: "sound", record };
}

/** Loads the data set, in place of what is there. */
async function load(
  server: DataSetServer,
  schema: string,
  rows: number,
  found: Exclude<Found, { kind: "sound" }>,
  onProgress: OnProgress,
): Promise<DataSetRecord> {
  const { client } = server;
  const table = employees(schema);
  if (!server.mayWrite) {
    throw new UsageError(
      `The data set ${schema} ${found.kind === "absent" ? "is not on this server" : `can't be used: ${found.reason}`}, ` +
        `and nothing is written to a server that the environment names. Give its --url to have it loaded.`,
    );
  }
  const note = found.kind === "unsound" ? `The data set ${schema} is loaded anew: ${found.reason}.` : undefined;
  onProgress({ step: "loading", rows: 0, of: rows, ...(note !== undefined && { note }) });
  await server.checkSpace(rows);
  try {
    await dropSchema(client, schema);
    await createEmptySchema(server, schema);
    await runMigrations(
      { url: server.adminUrl, schema },
      (loaded, of) => onProgress({ step: "loading", rows: loaded, of }),
      server.signal,
    );
    onProgress({ step: "vacuuming" });
    await client.query(`VACUUM (FREEZE, ANALYZE) ${table}`);
    onProgress({ step: "digesting" });
    const { digest } = await digestTable(client, table);
    const { rows: sizes } = await client.query<{ bytes: string }>("SELECT pg_relation_size($1) AS bytes", [table]);
    const record = { version: employeesVersion, rows, digest, bytes: Number(sizes[0]?.bytes) };
    await writeRecord(client, table, record);
    return record;
  } catch (error) {
    throw databaseError(`load the data set ${schema}`, error);
  }
}

/** Makes the schema unless it is there; whoever reads may read all that will be in it. */
async function createEmptySchema({ client, readerRole }: DataSetServer, schema: string): Promise<void> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  if (readerRole === undefined) return;
  await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${readerRole}`);
  await client.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT ON TABLES TO ${readerRole}`);
}

/** Drops the schema, which must hold nothing but a data set. */
async function dropSchema(client: Client, schema: string): Promise<void> {
  const { rows: strangers } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'v', 'm', 'p', 'f')
       AND relname NOT IN ('employees', 'migrations')`,
    [schema],
  );
  if (strangers.length > 0) {
    throw new UsageError(
      `The schema ${schema} must be made anew, but holds what isn't ormeter's: ` +
        `${strangers.map(({ name }) => name).join(", ")}. Move that elsewhere, or use another number of --rows.`,
    );
  }
  await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
}

/** Brings the table and its key into the server's buffers, where the server has the extension for it. */
async function prewarm(client: Client, schema: string): Promise<void> {
  const { rows } = await client.query("SELECT FROM pg_extension WHERE extname = 'pg_prewarm'");
  // Elsewhere the digest, which has just read every row, has warmed what it can.
  if (rows.length === 0) return;
  await client.query(
    `SELECT pg_prewarm(oid) FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'i')`,
    [schema],
  );
}
