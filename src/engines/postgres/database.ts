/** An open PostgreSQL as a database to read from, whoever runs it. */
import type { Database, DatabaseOptions } from "../engine.js";
import { connectionError } from "./connecting/database-error.js";
import { comesBack, isConnectionLost } from "./connecting/session.js";
import {
  createSchema,
  prepareDataSet,
  prepareDataSets,
  tableOfDataSet,
  removeFrom,
  type DataSetServer,
} from "./data-set/data-set.js";
import type { Releases } from "./releases.js";
import { readSettings } from "./settings.js";
import { ownRows } from "./own-rows.js";
import { holdSnapshot } from "./connecting/held-snapshot.js";
import { openStatementStatistics } from "./statement-statistics.js";

/** A server that our own connection to stands. */
export interface OpenServer extends Omit<DataSetServer, "signal"> {
  readonly kind: Database["kind"];
  readonly version: string;
  /** As what the workers connect. */
  readonly readerUrl: string;
  /** Whom the workers' statements are counted under. */
  readonly countedRole: string;
  readonly breakdown?: Database["breakdown"];
}

/**
 * The database on a server.
 *
 * @param releases what closing the database runs: whatever was opened for it before
 */
export async function databaseOn(
  open: OpenServer,
  { onProgress = () => undefined, signal = new AbortController().signal }: DatabaseOptions,
  releases: Releases,
): Promise<Database> {
  const { kind, version, adminUrl, readerUrl, countedRole } = open;
  const settings = await readSettings(open.client);
  const closing = new AbortController();
  releases.add(() => closing.abort(new Error("The database was closed.")));
  const server: DataSetServer = { ...open, signal: AbortSignal.any([signal, closing.signal]) };
  return {
    kind,
    version,
    settings,
    adminUrl,
    readerUrl,
    createSchema: (rows) => createSchema(server, rows),
    prepare: (rows, onStep = onProgress) => prepareDataSet(server, rows, onStep),
    table: (rows) => tableOfDataSet(server, rows, readerUrl),
    ownRows: (wanted, looking) => ownRows(open.client, readerUrl, wanted, looking),
    holdSnapshot: async () => {
      const held = await holdSnapshot(readerUrl);
      releases.add(held.release);
      return held.begin;
    },
    prepareAll: (sizes, onStep = onProgress) => prepareDataSets(server, sizes, onStep),
    removeDataSets: (rows) => removeFrom(server, rows, onProgress),
    statistics: () => openStatementStatistics(adminUrl, { role: countedRole, shared: kind === "external" }),
    refusal: (error, whose) => connectionError(readerUrl, error, whose),
    breakdown: () => open.breakdown?.(),
    hasEnded: async (failure) => isConnectionLost(failure) && !(await comesBack(adminUrl, kind === "external")),
    close: () => releases.run(),
  };
}
