/** Queries of a project's own: SQL in a file, or what a function of theirs makes of their DataSource. */
import { readFile } from "node:fs/promises";
import { basename, extname, relative } from "node:path";
import type { Database, OwnRelation } from "../../engines/engine.js";
import { UsageError } from "../../errors.js";
import type { ExportedFrom } from "../../flags/own.js";
import { isCode } from "../../project/compile/layout.js";
import type { OwnProject } from "../../project/own/own-project.js";
import { readingStatement, withParameters } from "../../project/own/sql-text.js";
import { readableDataSet } from "../../runner/readable.js";
import { askWorker, type WorkerOptions } from "../../runner/worker-process.js";
import type { OwnSource, QueryDescription } from "../../trial/client.js";
import type { OwnOptions, OwnRead, Sampled } from "./own-read.js";

/** Whether a query is made by code. */
export const isFunction = ({ file }: ExportedFrom): boolean => isCode(file);

/** What a file's query is called: by its export where that is named, otherwise by the file. */
export const nameOf = ({ file, exported }: ExportedFrom): string => exported ?? basename(file, extname(file));

/**
 * Sees to it that what needs a DataSource has one.
 *
 * @throws UsageError where it hasn't
 */
export function refuseWithoutSource({ query, dataSource }: Pick<OwnOptions, "query" | "dataSource">): void {
  const lone = query.find(isFunction);
  if (!lone || dataSource) return;
  throw new UsageError(
    `--query ${basename(lone.file)}: a function makes its query of your DataSource: name the file that exports that, with ` +
      `--data-source. SQL needs none: a file that ends with .sql.`,
  );
}

/** What queries are made into workloads with. */
interface QuerySurroundings extends Sampled {
  readonly project: OwnProject;
  readonly source: OwnSource | undefined;
}

/**
 * The workloads of queries.
 *
 * @throws UsageError for a file that holds none
 */
export function queriesToRead(
  queries: readonly ExportedFrom[],
  { project, source, ...sampled }: QuerySurroundings,
): Promise<OwnRead[]> {
  return Promise.all(
    queries.map(async (query): Promise<OwnRead> => {
      const workload = nameOf(query);
      const file = relative(project.folder, query.file);
      if (isFunction(query) && source) {
        const { exported } = query;
        const own = { file: project.fileOf(query.file), ...(exported !== undefined && { exported }) };
        return { kind: "query", workload, file, source: { ...source, query: own }, sampled };
      }
      if (extname(query.file).toLowerCase() !== ".sql") {
        throw new UsageError(
          `--query ${file} must be SQL (.sql) or code (.ts, .js) that makes a query of your DataSource.`,
        );
      }
      const sql = readingStatement(await readFile(query.file, "utf8"), file);
      return { kind: "rows", workload, relation: { kind: "query", workload, sql, file, ...sampled } };
    }),
  );
}

/** A query that was asked what it is. */
export interface AskedQuery {
  readonly relation: OwnRelation;
  readonly cannot: QueryDescription["cannot"];
}

/**
 * Asks a query what it is, on the server.
 *
 * @throws UsageError where its function throws, or gives no query
 */
export async function askQuery(
  { workload, file, source, sampled }: OwnRead & { kind: "query" },
  { readerUrl: url }: Pick<Database, "readerUrl">,
  worker: WorkerOptions,
): Promise<AskedQuery> {
  const dataSet = readableDataSet({ url, workload, schema: "", name: "", columns: [], key: [] }, source);
  let query: QueryDescription;
  try {
    query = (await askWorker({ kind: "describe-query", dataSet }, ["described-query"], worker)).query;
  } catch (error) {
    worker.signal.throwIfAborted();
    throw new UsageError(`${file} gives no query that can be read: ${(error as Error).message}`, { cause: error });
  }
  const { sql, parameters, roots, cannot, ...rest } = query;
  return {
    cannot,
    relation: {
      kind: "query",
      workload,
      file,
      sql: withParameters(sql, parameters),
      ...rest,
      ...(roots && { roots: { ...roots, sql: withParameters(roots.sql, parameters) } }),
      ...sampled,
    },
  };
}
