/** What `ormeter bench` does with entities and tables of the project's own: a run for each. */
import { join } from "node:path";
import { withoutCredentials } from "../config/server-url.js";
import { createDisplay, type Display } from "../display/display.js";
import { showRun } from "../display/progress.js";
import { writeLine } from "../display/write-line.js";
import type { OwnRows } from "../engines/engine.js";
import { UsageError } from "../errors.js";
import { exitCode, worst } from "../exit-codes.js";
import { only, recorded } from "../flags/flag.js";
import { trialFlags } from "../flags/measuring.js";
import { projectClients, projectPackages } from "../project/clients.js";
import { findPackage, installedVariant } from "../results/environment.js";
import type { Result } from "../results/schema.js";
import { ownToRead, run, smallRows } from "../runner/run.js";
import { startWatchdog, type Watchdog } from "../runner/watchdog.js";
import { nodeWorker, type WorkerOptions } from "../runner/worker-process.js";
import { benchFlags, type BenchOptions } from "./bench.js";
import { casesOf } from "./session/cases.js";
import { describePatterns, patternInfos } from "./session/describe-patterns.js";
import { keeping, type Keep } from "./session/draft.js";
import { judgingOf } from "./session/exit-code.js";
import { withInterruption } from "./session/interruption.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";
import { applicablePatterns, inFolders, type LeftOut } from "./session/own-patterns.js";
import { findOwnReads, ownWorker, type OwnRead, type OwnReads } from "./session/own-reads.js";
import { withDatabase } from "./session/with-database.js";

export type OwnBenchOptions = Omit<BenchOptions, "baseline">;

/**
 * Runs the command: one run a workload, each in a folder of its own where there are several.
 *
 * @returns the worst of their exit codes.
 * @throws UsageError for what the user can mend; nothing was measured then.
 */
export async function runOwnBench(options: OwnBenchOptions, streams: Streams): Promise<number> {
  const watchdog = startWatchdog();
  try {
    const found = await look(options, streams, watchdog);
    if (typeof found === "number") return found;
    const { reads } = found;
    if (reads.length > 1 && options.save !== undefined) {
      const names = reads.map(({ relation }) => relation.workload).join(", ");
      throw new UsageError(`--save keeps one result, and there would be one for each of ${names}: name one of them.`);
    }
    const codes: number[] = [];
    for (const read of reads) {
      const { workload } = read.relation;
      if (reads.length > 1) writeLine(streams.stderr, `${workload}:`);
      const out = reads.length > 1 ? join(options.out, fileName(workload)) : options.out;
      const session = () =>
        runMeasuringCommand({ ...options, out, judging: judgingOf() }, streams, (display, signal, keep) =>
          measure({ ...options, out }, found, read, { display, signal, keep, watchdog }),
        );
      codes.push(reads.length > 1 ? await goingOn(session, streams, options.entity.length > 0) : await session());
      // Interrupted: whoever did that wants nothing more.
      if (codes.some((code) => code > 128)) break;
    }
    if (codes.every((code) => code === passedOver)) {
      throw new UsageError("None of the entities could be read: each says above why.");
    }
    return worst(codes);
  } finally {
    watchdog.stop();
  }
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

const fileName = (workload: string): string => workload.replaceAll(/[^\w.-]+/g, "-");

/** Finds what is read, before any folder is made for it; gives an exit code where that was interrupted. */
function look(options: OwnBenchOptions, { stderr }: Streams, watchdog: Watchdog): Promise<OwnReads | number> {
  return withInterruption(async ({ signal, exitCode: interrupted }) => {
    const display = createDisplay(stderr);
    try {
      return await findOwnReads(options, { env: options.env, signal, watchdog, onBusy: display.doing });
    } catch (error) {
      const code = interrupted();
      if (code === undefined) throw error;
      return code;
    } finally {
      display.close();
    }
  });
}

/** What a run is made in. */
interface Session {
  readonly display: Display;
  readonly signal: AbortSignal;
  readonly keep: Keep;
  readonly watchdog: Watchdog;
}

/** Rows for a first guess at how long a run takes, before it is known how many there are. */
const guessedRows = 100_000;

async function measure(
  options: OwnBenchOptions,
  { project, url }: OwnReads,
  read: OwnRead,
  { display, signal, keep, watchdog }: Session,
): Promise<Result> {
  const startedAt = new Date();
  const { rounds, rngSeed, nodeArgs, timeout, heapDiff, sample = guessedRows } = options;
  const observer = keeping(showRun(display, sample, rounds, timeout), keep);
  const own = await ownWorker(project, { env: options.env, signal, watchdog });
  const worker: WorkerOptions = { ...own, timeout, command: nodeWorker(nodeArgs, own) };
  const asked = inFolders(options.patterns, read, await projectClients());
  const descriptions = await describePatterns(asked, nodeArgs, worker);
  const variant = installedVariant("installed", project.folder, (await projectPackages()).measured);
  const server = { url, mayWrite: false };
  return withDatabase({ ...options, rows: sample, server }, "bench", observer, signal, async (database) => {
    observer.busy(`Looking at ${read.relation.workload}`);
    const rows = await database.ownRows(read.relation, smallRows);
    const isInstalled = (name: string) => findPackage(name, project.folder) !== undefined;
    const { requests, leftOut } = applicablePatterns(read, rows.measured, asked, descriptions, isInstalled);
    for (const { pattern, why } of leftOut) display.note(`${pattern} isn't read: ${why}.`);
    const used = descriptions.filter(({ id }) => requests.some((request) => request.id === id));
    return run(
      {
        command: "bench",
        options: { ...recorded(benchFlags, options), patterns: requests },
        startedAt,
        read: ownToRead(withLeftOut(rows, leftOut), read.source),
        schedule: { kind: "fixed", rounds },
        rngSeed,
        cases: casesOf(requests, used, rows.dataSet.rows, variant.name),
        patterns: await patternInfos(used),
        variants: [variant],
        workerOf: () => worker,
        signal,
        heapDiff,
        trialOptions: only(trialFlags, options),
      },
      database,
      observer,
    );
  });
}

/** With what the result says of the patterns that aren't in it. */
const withLeftOut = (rows: OwnRows, leftOut: readonly LeftOut[]): OwnRows => {
  const { own } = rows.dataSet;
  if (!own || leftOut.length === 0) return rows;
  return { ...rows, dataSet: { ...rows.dataSet, own: { ...own, leftOut: [...leftOut] } } };
};
