/**
 * What a command reads: the project's data set, or one workload after another of a project's own. All that differs between
 * the two is here; how they are measured doesn't.
 */
import { join } from "node:path";
import type { PatternRequest } from "../../config/pattern-requests.js";
import { withoutCredentials } from "../../config/server-url.js";
import { writeLine } from "../../display/write-line.js";
import { UsageError } from "../../errors.js";
import { exitCode, worst } from "../../exit-codes.js";
import { projectClients } from "../../project/clients.js";
import type { ProjectClient } from "../../project/packages.js";
import { rowNamesSecret } from "../../project/row-names.js";
import { hiddenValues, shownValues } from "../../results/own-values.js";
import { findPackage } from "../../results/environment.js";
import { ownToRead } from "../../runner/run.js";
import { nodeWorker, type WorkerOptions } from "../../runner/worker-process.js";
import { dataSetTarget, type DataSetOptions } from "./data-set-target.js";
import { notesOn } from "./left-out.js";
import type { Streams } from "./measuring-command.js";
import { countReads } from "./own-functions.js";
import { applicablePatterns, inFolders } from "./own-patterns.js";
import { askQuery } from "./own-queries.js";
import type { OwnOptions, OwnRead } from "./own-read.js";
import { findOwnReads, ownWorker, readsOwn, workerSurroundings, type Looking, type OwnReads } from "./own-reads.js";
import type { Seen, Target } from "./target.js";
import { whileShown } from "./while-shown.js";

/** What of a command's options says what is read. */
export interface TargetOptions extends OwnOptions, Pick<DataSetOptions, "workload" | "sizes"> {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly rows: number;
  readonly patterns: readonly PatternRequest[];
  /** The run's folder; where there are several runs, that of all. */
  readonly out: string;
  readonly save?: string | undefined;
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
        const own = ownToRead(rows, values, read.source);
        return { read: own, otherSizes: [], rows: rowsOf, patterns: asked, leftOut: [], notes };
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
        leftOut: [],
        notes: notesOn({ requests, leftOut }),
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
