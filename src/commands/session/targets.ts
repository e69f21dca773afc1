/**
 * What a command reads: the project's data set, or one workload after another of a project's own. All that differs between
 * the two is here; how they are measured doesn't.
 */
import { join } from "node:path";
import { commandLine } from "../../config/invocation.js";
import { packageRoot } from "../../config/project.js";
import type { PatternRequest } from "../../config/pattern-requests.js";
import { withoutCredentials } from "../../config/server-url.js";
import { writeLine } from "../../display/write-line.js";
import type { Database } from "../../engines/engine.js";
import { UsageError } from "../../errors.js";
import { exitCode, worst } from "../../exit-codes.js";
import type { ServerChoice } from "../../flags/reading.js";
import { projectClients, projectPackages } from "../../project/clients.js";
import { folderOf, type ProjectClient } from "../../project/packages.js";
import { rowNamesSecret } from "../../project/row-names.js";
import type { ProjectWorkload } from "../../project/workloads.js";
import { hiddenValues, shownValues } from "../../results/own-values.js";
import { findPackage, installedVariant } from "../../results/environment.js";
import { dataSetToRead, ownToRead, type RowsToRead } from "../../runner/run.js";
import { installOnDemand, onDemand, type OnDemandOptions } from "../../runner/variants/on-demand.js";
import { placeProgram, type OwnFiles } from "../../runner/variants/place-program.js";
import { installedWorker, nodeWorker, type WorkerOptions } from "../../runner/worker-process.js";
import type { PatternDescription } from "../../trial/protocol.js";
import type { OtherWorker } from "./other-worker.js";
import type { OwnRead } from "./own-read.js";
import { whileShown } from "./while-shown.js";
import type { RowsOf } from "./cases.js";
import type { Streams } from "./measuring-command.js";
import { countReads } from "./own-functions.js";
import { askQuery } from "./own-queries.js";
import { applicablePatterns, inFolders, readsRelations } from "./own-patterns.js";
import { findOwnReads, ownWorker, readsOwn, workerSurroundings, type Looking, type OwnReads } from "./own-reads.js";
import type { OwnOptions } from "./own-read.js";

/** What a command reads, before its database is open. */
export interface Target {
  /** What it is called beside others: the workload. */
  readonly name: string;
  /** Whether it is one of a DataSource's entities. */
  readonly isEntity: boolean;
  /** The folder whose installed packages are measured. */
  readonly root: string;
  /** What a project brings into the worker's program. */
  readonly files?: OwnFiles;
  /** The Node and the worker that read with what is installed. */
  readonly program: () => Promise<typeof installedWorker>;
  /** Workers with other packages, for the patterns that need these: installs them. */
  readonly others?: (installing: OnDemandOptions & { readonly nodeArgs: readonly string[] }) => Promise<OtherWorker[]>;
  /** What every worker runs in. */
  readonly surroundings: Pick<WorkerOptions, "cwd" | "env">;
  readonly server: ServerChoice;
  /** Whose data sets the database is opened for. */
  readonly workload: ProjectWorkload;
  /** Those of the patterns that have to do with it. */
  readonly patterns: readonly PatternRequest[];
  /** Rows that there are, or a guess. */
  readonly rows: number;
  /**
   * Looks at the rows in the open database.
   *
   * @param worker for what the project's own code is asked, with what is installed.
   * @throws UsageError where they aren't there, or none of the patterns can read them.
   */
  readonly look: (
    database: Database,
    descriptions: readonly PatternDescription[],
    worker: Pick<WorkerOptions, "signal" | "timeout" | "watchdog">,
  ) => Promise<Seen>;
}

/** What there is to read. */
export interface Seen {
  readonly read: RowsToRead;
  /** The same rows in other numbers, fewer, where several were asked for. */
  readonly otherSizes: readonly { readonly rows: number; readonly read: RowsToRead }[];
  readonly rows: RowsOf;
  /** Those that can read it. */
  readonly patterns: readonly PatternRequest[];
  /** Sentences on those that can't. */
  readonly notes: readonly string[];
}

/** What of a command's options says what is read. */
export interface TargetOptions extends OwnOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whose data set is read, where it is that. */
  readonly workload: ProjectWorkload;
  readonly rows: number;
  /** Other numbers of rows to read, fewer than `rows`. */
  readonly sizes?: readonly number[];
  readonly patterns: readonly PatternRequest[];
  /** The run's folder; where there are several runs, that of all. */
  readonly out: string;
  readonly save?: string | undefined;
}

/** The data set of one of the project's workloads. */
export const dataSetTarget = ({
  workload,
  rows,
  patterns,
  server: given,
  readOnly = false,
  sizes = [],
}: Pick<TargetOptions, "rows" | "sizes" | "patterns" | "server" | "workload"> &
  Partial<Pick<TargetOptions, "readOnly">>): Target => ({
  name: workload.name,
  isEntity: false,
  workload,
  root: packageRoot(),
  program: () => Promise.resolve(installedWorker),
  surroundings: {},
  server: { ...given, mayWrite: given.mayWrite && !readOnly },
  patterns,
  rows,
  others: async ({ nodeArgs, ...installing }) => {
    const folders = new Set(patterns.map(({ id }) => folderOf(id)));
    const workers: OtherWorker[] = [];
    const known = await projectPackages();
    for (const folder of folders) {
      const demanded = onDemand(folder);
      if (!demanded) continue;
      if (demanded.unfit !== undefined) throw new UsageError(`bench/${folder} can't be read with: ${demanded.unfit}.`);
      const at = await installOnDemand(demanded, installing);
      const { packages } = installedVariant(folder, at, known);
      // A generator's own packages lie there, too, and another ORM may be read through one of them.
      const read = Object.entries(packages).filter(([name]) => known.touches(name, folder));
      workers.push({
        reads: (pattern) => folderOf(pattern) === folder,
        command: nodeWorker(nodeArgs, { node: process.execPath, worker: await placeProgram(at) }),
        packages: Object.fromEntries(read),
      });
    }
    return workers;
  },
  look: (database, descriptions) => {
    const able = patterns.filter(({ id }) =>
      descriptions.some((each) => each.id === id && readsRelations(each, workload.relations)),
    );
    if (able.length === 0) throw noneReads(workload, patterns);
    return Promise.resolve({
      read: dataSetToRead(database, rows, workload),
      otherSizes: sizes.map((size) => ({ rows: size, read: dataSetToRead(database, size, workload) })),
      rows,
      patterns: able,
      notes: [],
    });
  },
});

function noneReads({ name, relations }: ProjectWorkload, patterns: readonly PatternRequest[]): UsageError {
  const what = relations.length > 0 ? `trees, roots with their ${relations[0]?.name ?? ""}` : "flat rows";
  return new UsageError(
    `None of ${patterns.map(({ id }) => id).join(", ")} reads ${name}, which has ${what}: ` +
      `${commandLine("patterns", "")} shows which do.`,
  );
}

/** Rows for a first guess at how long a run takes, before it is known how many there are. */
const guessedRows = 100_000;

/** Most rows of a table of the project's own that reads are warmed up with. */
const ownSmallRows = 5_000;

/** A workload of a project's own. */
function ownTarget(
  { env, patterns, workload, sample = guessedRows, sizes = [], showValues, snapshot: inSnapshot }: TargetOptions,
  { project, url }: OwnReads,
  read: OwnRead,
  clients: readonly ProjectClient[],
): Target {
  const isFunctions = read.kind === "functions";
  const asked = isFunctions
    ? read.reads.map(({ pattern }) => ({ id: pattern, options: {} }))
    : inFolders(patterns, read, clients);
  return {
    name: read.workload,
    isEntity: read.kind === "rows" && read.source !== undefined,
    root: project.folder,
    files: project.files,
    program: () => ownWorker(project),
    surroundings: workerSurroundings(project, env),
    server: { url, mayWrite: false },
    workload,
    patterns: asked,
    rows: sample,
    look: async (database, descriptions, limits) => {
      // Placed only for what their code has to be asked.
      const worker = async (): Promise<WorkerOptions> => ({
        ...limits,
        command: nodeWorker([], await ownWorker(project)),
        ...workerSurroundings(project, env),
      });
      const values = showValues ? shownValues : hiddenValues(await rowNamesSecret(project.folder));
      const snapshot = inSnapshot ? await database.holdSnapshot() : undefined;
      if (isFunctions) {
        if (sizes.length > 0) {
          throw new UsageError(
            `${read.workload}: what a function reads is as much as it reads, and not of several sizes.`,
          );
        }
        const { rows, rowsOf, notes } = await countReads(read, { database, values, snapshot }, await worker());
        return { read: ownToRead(rows, values, read.source), rows: rowsOf, otherSizes: [], patterns: asked, notes };
      }
      const asks =
        read.kind === "query"
          ? await askQuery(read, database, await worker())
          : { relation: read.relation, cannot: {} };
      const { relation, cannot } = asks;
      const looking = { smallRows: ownSmallRows, values, snapshot };
      const rows = await database.ownRows(relation, looking);
      const otherSizes: Seen["otherSizes"][number][] = [];
      for (const sample of sizes.filter((size) => size < rows.dataSet.rows)) {
        const fewer = await database.ownRows({ ...relation, sample }, looking);
        otherSizes.push({ rows: fewer.dataSet.rows, read: ownToRead(fewer, values, read.source) });
      }
      const isInstalled = (name: string) => findPackage(name, project.folder) !== undefined;
      const { requests, leftOut } = applicablePatterns(read, rows, asked, descriptions, isInstalled, cannot);
      const { dataSet } = rows;
      const own = dataSet.own && { own: { ...dataSet.own, ...(leftOut.length > 0 && { leftOut: [...leftOut] }) } };
      return {
        read: ownToRead({ ...rows, dataSet: { ...dataSet, ...own } }, values, read.source),
        otherSizes,
        rows: dataSet.rows,
        patterns: requests,
        notes: leftOut.map(({ pattern, why }) => `${pattern} isn't read: ${why}.`),
      };
    },
  };
}

/**
 * Finds what there is to read: the data set, or the workloads of a project's own, one at least.
 *
 * @throws UsageError where it can't be found, or there are several and one result is asked for (`save`).
 */
export async function findTargets(options: TargetOptions, looking: Looking): Promise<readonly Target[]> {
  if (!readsOwn(options)) return [dataSetTarget(options)];
  const found = await findOwnReads(options, looking);
  const clients = await projectClients();
  const targets = found.reads.map((read) => ownTarget(options, found, read, clients));
  if (options.save !== undefined && targets.length > 1) {
    const names = targets.map(({ name }) => name).join(", ");
    throw new UsageError(`--save keeps one result, and there would be one for each of ${names}: name one of them.`);
  }
  refuseOneFolder(targets, options.out);
  return targets;
}

/** Two that would be kept in one folder: the second would take the place of the first. */
function refuseOneFolder(targets: readonly Target[], out: string): void {
  const taken = new Map<string, Target>();
  for (const target of targets) {
    const folder = folderOfTarget(out, target);
    const other = taken.get(folder);
    if (other) {
      const names = [...new Set([other.name, target.name])].join(" and ");
      throw new UsageError(
        `Two workloads, ${names}, would both be kept in ${folder}: read one at a time, or rename one.`,
      );
    }
    taken.set(folder, target);
  }
}

/** The run's folder of one of several targets. */
export const folderOfTarget = (out: string, { name }: Target): string => join(out, name.replaceAll(/[^\w.-]+/g, "-"));

/** Whether one of several targets may be passed over where it can't be read: an entity that nobody asked for by name. */
export const mayPassOver = ({ entity }: Pick<TargetOptions, "entity">, { isEntity }: Target): boolean =>
  isEntity && entity.length === 0;

/** Where all were passed over. */
export const noneWasRead = (): UsageError => new UsageError("None of the entities could be read: each says above why.");

/** Measures a target into the run's folder; gives the exit code. */
export type MeasureTarget = (target: Target, out: string) => Promise<number>;

/**
 * Measures what there is to read: one run a workload, each in a folder of its own where there are several.
 *
 * @returns the worst of their exit codes.
 * @throws UsageError for what the user can fix; nothing was measured then.
 */
export async function measureTargets(
  options: TargetOptions,
  streams: Streams,
  measure: MeasureTarget,
): Promise<number> {
  if (!readsOwn(options)) return measure(dataSetTarget(options), options.out);
  const targets = await findInteractively(options, streams);
  if (typeof targets === "number") return targets;
  const [only] = targets;
  if (only && targets.length === 1) return measure(only, options.out);
  const codes: number[] = [];
  for (const target of targets) {
    writeLine(streams.stderr, `${target.name}:`);
    const code = await goingOn(
      () => measure(target, folderOfTarget(options.out, target)),
      streams,
      !mayPassOver(options, target),
    );
    codes.push(code);
    // Interrupted: whoever did that wants nothing more.
    if (code > 128) break;
  }
  if (codes.every((code) => code === passedOver)) throw noneWasRead();
  return worst(codes);
}

/** Stands for an entity that nobody asked for by name, and that can't be read. */
const passedOver = -1;

/** One of several that can't be read doesn't keep the others from being read. */
async function goingOn(session: () => Promise<number>, { stderr }: Streams, isNamed: boolean): Promise<number> {
  try {
    return await session();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    writeLine(stderr, `ormeter: ${withoutCredentials(error.message)}`);
    return isNamed ? exitCode.usage : passedOver;
  }
}

/** Finds what is read, before any folder is made for it; gives an exit code where that was interrupted. */
const findInteractively = (options: TargetOptions, streams: Streams): Promise<readonly Target[] | number> =>
  whileShown(streams, ({ display, ...shown }) =>
    findTargets(options, { env: options.env, ...shown, onBusy: display.doing }),
  );
