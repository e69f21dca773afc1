/** What a command reads of a project's own: its entities, its tables; through its files, with its packages. */
import { join } from "node:path";
import { nearestTo } from "../../config/said-options.js";
import { serverUrl } from "../../config/server-url.js";
import { UsageError } from "../../errors.js";
import type { ExportedFrom } from "../../flags/own.js";
import { quickRows } from "../../flags/reading.js";
import { projectClients, projectPackages } from "../../project/clients.js";
import { makeHome } from "../../project/home.js";
import { globFiles } from "../../project/own/glob-files.js";
import { benchFiles, compileProject, type OwnBenchFile, type OwnProject } from "../../project/own/own-project.js";
import { mainOf, type ProjectClient } from "../../project/packages.js";
import { findPackage } from "../../results/environment.js";
import { placeProgram } from "../../runner/variants/place-program.js";
import type { Watchdog } from "../../runner/watchdog.js";
import {
  askWorker,
  nodeWorker,
  WorkerEnded,
  type installedWorker,
  type WorkerOptions,
} from "../../runner/worker-process.js";
import type { EntityDescription, OwnDescription, OwnSource } from "../../trial/client.js";
import { entityRead } from "./entity-read.js";
import { withFunctions } from "./own-functions.js";
import { isFunction, queriesToRead, refuseWithoutSource } from "./own-queries.js";
import type { OwnOptions, OwnRead } from "./own-read.js";

/** All that is read of a project's own. */
export interface OwnReads {
  readonly project: OwnProject;
  /** Where it is; holds a password. */
  readonly url: string;
  readonly reads: readonly OwnRead[];
}

/** What of a command's options names something to read. */
export type NamedToRead = Pick<OwnOptions, "dataSource" | "entity" | "table" | "query" | "read">;

/** Whether a command reads something of the project's own, and not the data set. */
export const readsOwn = ({ dataSource, entity, table, query, read }: NamedToRead): boolean =>
  dataSource !== undefined || [entity, table, query, read].some((each) => each.length > 0);

/** The files of the project's `bench/`. */
export const ownBench = ({ bench, projectDir }: Pick<OwnOptions, "bench" | "projectDir">): OwnBenchFile[] =>
  benchFiles(projectDir, bench);

/** Milliseconds in which a file of the project's must be loaded. */
const loadingTime = 60_000;

/** What looking at a project's files takes. */
export interface Looking {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly watchdog: Watchdog;
  readonly onBusy: (what: string) => void;
  /** Variables that the project's files are loaded with besides. */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Finds what there is to read.
 *
 * @throws UsageError where a file can't be compiled or loaded, or there is no such entity, or it isn't known where the
 *   database is.
 */
export async function findOwnReads(options: OwnOptions, looking: Looking): Promise<OwnReads> {
  const { projectDir: folder, dataSource, entity, table, query, read, sample } = options;
  const bench = ownBench(options);
  if (entity.length > 0 && !dataSource) {
    throw new UsageError(
      `--entity ${entity.join(",")}: entities are read through your DataSource: name the file that exports it, with --data-source.`,
    );
  }
  refuseWithoutSource(options);
  looking.onBusy("Compiling the project's files");
  const besides = [...query.filter(isFunction), ...read].map(({ file }) => file);
  const found = dataSource && (await describeSource(dataSource, folder, { besides, bench }, looking));
  const compiled = found?.project ?? (await compileProject(folder, besides, bench));
  const { project, reads: functions } = withFunctions(compiled, read, found?.source);
  const sampled = sample === undefined ? (options.quick ? { sampleIfKeyed: quickRows } : {}) : { sample };
  // Whoever names queries or functions means these, and of entities those that they name, too.
  const isAll = entity.length > 0 || (query.length === 0 && read.length === 0);
  const entities = found && isAll ? chosen(found.description.entities, entity, dataSource.file) : [];
  const reads: OwnRead[] = [
    ...(found ? entities.map((each) => entityRead(each, found.source, sampled)) : []),
    ...table.map((name): OwnRead => {
      const at = name.lastIndexOf(".");
      const schema = at === -1 ? undefined : name.slice(0, at);
      const relation = { kind: "table", workload: name, table: name.slice(at + 1), schema, ...sampled } as const;
      return { kind: "rows", workload: name, relation };
    }),
    ...(await queriesToRead(query, { project, source: found?.source, ...sampled })),
    ...functions,
  ];
  return { project, url: urlOf(options, found?.description), reads };
}

/** Where the database is: as the command line says, else the config, else the project's own file, else DATABASE_URL. */
function urlOf({ server, urlFrom, dataSource }: OwnOptions, description: OwnDescription | undefined): string {
  const its = description?.url === undefined ? undefined : serverUrl(description.url, "the DataSource's url");
  const url = (server.mayWrite ? server.url : undefined) ?? urlFrom ?? its ?? server.url;
  if (url !== undefined) return url;
  const asked = dataSource === undefined ? "" : " The DataSource names no server either.";
  throw new UsageError(
    `It isn't known where your database is.${asked} Give its --url, or name the variable that has it with --url-from ` +
      `(urlFrom in ormeter.config.ts), or set DATABASE_URL.`,
  );
}

/** The entities that were asked for; all of them where none was. */
function chosen(
  entities: readonly EntityDescription[],
  names: readonly string[],
  file: string,
): readonly EntityDescription[] {
  if (entities.length === 0)
    throw new UsageError(`The DataSource in ${file} has no entities: there is nothing to read.`);
  if (names.length === 0) return entities;
  return names.map((name) => {
    const exact = entities.find((each) => each.name === name);
    const loose = entities.filter((each) =>
      [each.name, each.table].some((own) => own.toLowerCase() === name.toLowerCase()),
    );
    const found = exact ?? (loose.length === 1 ? loose[0] : undefined);
    if (found) return found;
    const known = entities.map((each) => each.name);
    const nearest = nearestTo(name, known);
    throw new UsageError(
      `--entity: the DataSource has no entity "${name}"${nearest === undefined ? "." : `; did you mean ${nearest}?`} ` +
        `It has ${known.join(", ")}.`,
    );
  });
}

/** A project's DataSource, described. */
export interface Described {
  readonly project: OwnProject;
  readonly source: OwnSource;
  readonly description: OwnDescription;
}

/**
 * Loads the project's DataSource in a process of its own, and asks its ORM what there is.
 *
 * @throws UsageError where it can't be compiled or loaded, or the project has no ORM that is known.
 */
export async function describeSource(
  { file, exported }: ExportedFrom,
  folder: string,
  { besides, bench }: { readonly besides: readonly string[]; readonly bench: readonly OwnBenchFile[] },
  looking: Looking,
): Promise<Described> {
  const client = await clientFor(folder);
  let project = await compileProject(folder, [file, ...besides], bench);
  const asked: OwnSource = {
    folder: client.folder,
    file: project.fileOf(file),
    ...(exported !== undefined && { exported }),
  };
  looking.onBusy("Loading the project's DataSource");
  const { worker } = await ownWorker(project);
  const description = await ask(asked, file, optionsOf(project, worker, looking));
  if (description.globs.length === 0) return { project, source: asked, description };
  // Files that are named by globs are compiled now that it is known which.
  const named = globFiles(description.globs, folder, join(programFolder(worker), "project"));
  project = await compileProject(folder, [file, ...besides, ...named], bench);
  const source = { ...asked, named: named.map(project.fileOf) };
  const all = await ask(source, file, optionsOf(project, (await ownWorker(project)).worker, looking));
  if (all.entities.length === 0) {
    throw new UsageError(
      `The DataSource in ${file} names its entities by ${description.globs.map((glob) => `"${glob}"`).join(", ")}, ` +
        `and no entity is in what is there. Is the glob relative to the project's folder, ${folder}?`,
    );
  }
  return { project, source, description: all };
}

/** The folder of the program that a worker, `src/trial/worker.js`, is part of. */
const programFolder = (worker: string): string => join(worker, "..", "..", "..");

function optionsOf(project: OwnProject, worker: string, looking: Looking): WorkerOptions {
  const { cwd, env } = workerSurroundings(project, looking.env);
  const { signal, watchdog, variables } = looking;
  const command = nodeWorker([], { node: process.execPath, worker });
  return { command, timeout: loadingTime, signal, watchdog, cwd, env: { ...env, ...variables } };
}

async function ask(own: OwnSource, file: string, worker: WorkerOptions): Promise<OwnDescription> {
  try {
    return (await askWorker({ kind: "describe-source", own }, ["described-source"], worker)).description;
  } catch (error) {
    worker.signal.throwIfAborted();
    const reason =
      error instanceof WorkerEnded
        ? `The process that loads it ended before it was loaded: ${error.how}. It must be a file that exports a DataSource and does nothing else.`
        : (error as Error).message.replace(/\.?$/, ".");
    throw new UsageError(`${file} can't be read from: ${reason}`, { cause: error });
  }
}

/** Clients that find what there is to read in a project's files. */
const describing = async (): Promise<ProjectClient[]> => (await projectClients()).filter(({ describes }) => describes);

/** The client whose ORM is installed in the project and can say what it has; undefined where there is none. */
export const ormOf = async (folder: string): Promise<ProjectClient | undefined> =>
  (await describing()).find((client) => findPackage(mainOf(client) ?? "", folder));

async function clientFor(folder: string): Promise<ProjectClient> {
  const client = await ormOf(folder);
  if (client) return client;
  const able = (await describing()).flatMap((client) => mainOf(client) ?? []);
  throw new UsageError(
    `${folder} has none of ${able.join(", ")} installed, which a DataSource is read with: npm i ${able[0] ?? ""}.`,
  );
}

/** Variables that a project's file may read to find its server: the URL that is connected to says all of them. */
const serverVariables = ["PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE"];

/** What the project's files are loaded in: its folder, and the variables that may say where its server is. */
export const workerSurroundings = (
  { folder }: Pick<OwnProject, "folder">,
  env: Looking["env"],
): Pick<WorkerOptions, "cwd" | "env"> => ({
  cwd: folder,
  env: Object.fromEntries(serverVariables.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
});

/** The worker with the project's files, placed where the project's packages are found. */
export async function ownWorker({ folder, files }: OwnProject): Promise<typeof installedWorker> {
  const { ofFloors } = await projectPackages();
  const worker = await placeProgram(join(await makeHome(folder), "program"), files, ofFloors);
  return { node: process.execPath, worker };
}
