/** `ormeter bench`: reads the data set in every pattern and says what each read costs. */
import pc from "picocolors";
import { checkEquivalence } from "../compare/equivalence.js";
import { claimOut, type BenchOptions } from "../config/options.js";
import { packageRoot } from "../config/project.js";
import { openDatabase, type Database } from "../database/database.js";
import { openStatementStatistics } from "../database/statement-statistics.js";
import { createDisplay, type Display } from "../display/display.js";
import { databaseProgress, trialProgress } from "../display/progress.js";
import { UsageError } from "../errors.js";
import { renderTable, renderTerminal } from "../report/terminal.js";
import { installedVariant, machine, ormeterVersion } from "../results/environment.js";
import {
  schemaVersion,
  type BenchCase,
  type DataSet,
  type HeapDiff,
  type Result,
  type Trial,
} from "../results/schema.js";
import { writeResult } from "../results/store.js";
import { findFirstDifference } from "../runner/first-difference.js";
import { takeHeapDiff } from "../runner/heap-diffs.js";
import { planRounds } from "../runner/plan.js";
import { runRounds } from "../runner/rounds.js";
import type { TrialContext } from "../runner/trial-runner.js";
import { askWorker, installedWorker, type WorkerOptions } from "../runner/worker-process.js";
import { employeeColumns } from "../../seeds/employees.js";
import type { PatternDescription, ReadableDataSet } from "../trial/protocol.js";
import { casesOf } from "./cases.js";
import { exitCodeOf } from "./exit-code.js";
import { withInterruption, type Interruption } from "./interruption.js";

/** Rows of the small data set: enough to warm the read up, few enough to digest every character of. */
const smallRows = 5_000;

/** Where a command's figures go, and what it may paint them with. */
export interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can mend; nothing was measured then.
 */
export function runBench(options: BenchOptions, streams: Streams = process): Promise<number> {
  return withInterruption(async (interruption) => {
    const unclaim = claimOut(options.out);
    const display = createDisplay(streams.stderr);
    let result: Result;
    try {
      result = await measure(options, display, interruption, streams);
    } catch (error) {
      unclaim();
      const code = interruption.exitCode();
      if (code === undefined) throw error;
      display.note("Interrupted before anything was measured.");
      return code;
    } finally {
      display.close();
    }
    await writeResult(options.out, result);
    if (options.json) streams.stdout.write(`${JSON.stringify(result)}\n`);
    else {
      const columns = streams.stdout.isTTY ? streams.stdout.columns : 160;
      streams.stdout.write(
        `${renderTerminal(result, { columns, color: pc.isColorSupported && streams.stdout.isTTY })}\n`,
      );
    }
    return interruption.exitCode() ?? exitCodeOf(result);
  });
}

/** What the patterns say of themselves; their worker starts with the flags that all will have. */
async function describe(options: BenchOptions, worker: WorkerOptions): Promise<readonly PatternDescription[]> {
  try {
    const ids = [...new Set(options.patterns.map(({ id }) => id))];
    return (await askWorker({ kind: "describe", patterns: ids }, ["described"], worker)).patterns;
  } catch (error) {
    if (worker.signal.aborted) throw error;
    const flags =
      options.nodeArgs.length > 0 ? `, or Node doesn't take --node-args="${options.nodeArgs.join(" ")}"` : "";
    throw new UsageError(`The patterns can't be loaded${flags}: ${(error as Error).message}`, { cause: error });
  }
}

/** Everything between the options and the finished result, with the server up only as long as it is needed. */
async function measure(
  options: BenchOptions,
  display: Display,
  interruption: Interruption,
  streams: Streams,
): Promise<Result> {
  const startedAt = new Date();
  const { signal } = interruption;
  const worker: WorkerOptions = { ...installedWorker, nodeArgs: options.nodeArgs, timeout: options.timeout, signal };
  const onProgress = databaseProgress(display);
  // Flags and pattern options are checked before a server is started for them.
  const descriptions = await describe(options, worker);
  const cases = casesOf(options.patterns, descriptions, options.rows, "installed");
  const database = await openDatabase({
    projectDir: options.projectDir,
    rows: options.rows,
    command: "bench",
    url: options.url,
    mayWrite: options.mayWrite,
    onProgress,
    signal,
  });
  try {
    signal.addEventListener("abort", () => display.doing("Stopping"));
    await database.prepare(smallRows, onProgress);
    const dataSet = await database.prepare(options.rows, onProgress);
    const draft = (trials: readonly Trial[]): Result => ({
      schemaVersion,
      command: "bench",
      ormeter: ormeterVersion(packageRoot()),
      startedAt: startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      state: signal.aborted ? "interrupted" : "complete",
      rngSeed: options.rngSeed,
      rounds: options.rounds,
      options: recordedOptions(options),
      environment: {
        ...machine(),
        server: { kind: database.kind, version: database.version, settings: { ...database.settings } },
      },
      dataSet,
      variants: [installedVariant("installed", packageRoot())],
      patterns: descriptions.map(({ id, does, yields, source }) => ({ id, does, yields, source })),
      cases,
      trials: [...trials],
      equivalence: checkEquivalence(trials, dataSet),
    });
    return await runTrials(options, { database, dataSet, worker, cases, draft }, display, streams);
  } finally {
    display.doing("Stopping the server");
    await database.close();
  }
}

/** What the trials need. */
interface Prepared {
  readonly database: Database;
  readonly dataSet: DataSet;
  readonly worker: WorkerOptions;
  readonly cases: readonly BenchCase[];
  /** The result with the trials so far. */
  readonly draft: (trials: readonly Trial[]) => Result;
}

async function runTrials(
  options: BenchOptions,
  prepared: Prepared,
  display: Display,
  streams: Streams,
): Promise<Result> {
  const { database, worker, cases, draft } = prepared;
  const readable = (schema: string): ReadableDataSet => ({ url: database.readerUrl, schema, columns: employeeColumns });
  const [measured, small] = [readable(prepared.dataSet.schema), readable(`ormeter_${smallRows}`)];
  const statistics = await openStatementStatistics(database.adminUrl, database.readerRole);
  const context: TrialContext = {
    worker,
    dataSet: measured,
    warmup: small,
    statistics,
    ...(options.slowConsumer && { slowConsumer: options.slowConsumer }),
  };
  const trials: Trial[] = [];
  const rounds = planRounds(cases, options.rounds, options.rngSeed);
  const progress = trialProgress(display, rounds, options.rows);
  const drawTable = () => {
    const color = pc.isColorSupported && streams.stderr.isTTY;
    display.table((columns) => renderTable(draft(trials), { columns, color }));
  };
  try {
    await runRounds(rounds, context, {
      trialStarted: progress.started,
      trialEnded: (trial) => {
        trials.push(trial);
        progress.ended(trial);
        // A terminal shows the figures as they come; a log shows them once all patterns have some.
        if (streams.stderr.isTTY) drawTable();
      },
      roundEnded: (round) => {
        if (!streams.stderr.isTTY && round === 1 && options.rounds > 1) drawTable();
      },
    });
  } finally {
    if ("close" in statistics) await statistics.close();
  }
  const result = draft(trials);
  if (worker.signal.aborted) return result;
  const heapDiffs: HeapDiff[] = [];
  for (const benchCase of options.heapDiff ? cases : []) {
    display.doing("Looking into the heap", () => benchCase.pattern);
    heapDiffs.push(await takeHeapDiff(benchCase, small, smallRows, worker));
  }
  return {
    ...result,
    equivalence: await explainDifference(result, cases, [measured, small], worker, display),
    ...(options.heapDiff && { heapDiffs }),
  };
}

/** Adds to a difference in the data where it begins. */
async function explainDifference(
  { equivalence }: Result,
  cases: readonly BenchCase[],
  dataSets: readonly ReadableDataSet[],
  worker: WorkerOptions,
  display: Display,
): Promise<Result["equivalence"]> {
  if (equivalence.kind !== "different" || equivalence.case === equivalence.reference) return equivalence;
  display.doing("Looking for the first row that differs");
  const firstDifference = await findFirstDifference(equivalence, cases, dataSets, worker);
  return firstDifference ? { ...equivalence, firstDifference } : equivalence;
}

/** The options as the result keeps them: all that were resolved, but for where the server is and where files go. */
function recordedOptions({ rows, rounds, patterns, timeout, rngSeed, nodeArgs, heapDiff, ...rest }: BenchOptions) {
  return {
    rows,
    rounds,
    patterns,
    timeout,
    rngSeed,
    nodeArgs,
    heapDiff,
    ...(rest.slowConsumer && { slowConsumer: rest.slowConsumer }),
  };
}
