/** A run: prepares the data sets, makes all trials, holds the data against each other, and puts the result together. */
import { checkAllSizes } from "../compare/check-equivalence.js";
import { comparability } from "../compare/comparability.js";
import { commitIn } from "../config/commits.js";
import { surroundings } from "../config/surroundings.js";
import { packageRoot } from "../config/project.js";
import type { Database, OnProgress, OwnRows, Table } from "../engines/engine.js";
import { UsageError } from "../errors.js";
import { machine, ormeterVersion } from "../results/environment.js";
import {
  schemaVersion,
  type BenchCase,
  type DataSet,
  type HeapDiff,
  type LeftOut,
  type PatternInfo,
  type Result,
  type Trial,
  type Variant,
} from "../results/schema.js";
import { shownValues, type Values } from "../results/own-values.js";
import type { OwnSource } from "../trial/client.js";
import type { ReadableDataSet } from "../trial/protocol.js";
import { checkConnections } from "./connections-check.js";
import { findFirstDifference } from "./first-difference.js";
import { takeHeapDiff } from "./heap-diffs.js";
import { inTime, planRounds, type PlannedTrial } from "./plan.js";
import { readableDataSet } from "./readable.js";
import { runRounds } from "./rounds.js";
import type { TrialContext } from "./trial-runner.js";
import { askWorker, nodeWorker, type WorkerOptions } from "./worker-process.js";

/** What a run reads, as far as it is known before. */
export interface RowsToRead {
  /** The table; without columns where it isn't loaded yet. */
  readonly table: () => Promise<Table>;
  /** Makes them ready to be read. */
  readonly prepare: (onProgress: OnProgress) => Promise<Pick<OwnRows, "dataSet" | "measured" | "small" | "smallRows">>;
  /** Whether they have changed since: a sentence; for rows that others may change. */
  readonly changes?: OwnRows["changes"];
  /** The user's own way to connect. */
  readonly own?: OwnSource;
  /** What becomes of values of theirs; shown unless given. */
  readonly values?: Values;
}

/** The data set of the workload that the database was opened for, of so many rows. */
export const dataSetToRead = (database: Database, rows: number, { smallRows }: { smallRows: number }): RowsToRead => ({
  table: () => database.table(rows),
  prepare: async (onProgress) => {
    const [, dataSet] = await database.prepareAll([smallRows, rows], onProgress);
    if (!dataSet) throw new Error("The data set was not prepared.");
    return { dataSet, measured: await database.table(rows), small: await database.table(smallRows), smallRows };
  },
});

/** Rows of the user's, which are there and were looked at. */
export const ownToRead = (rows: OwnRows, values: Values, own?: OwnSource): RowsToRead => ({
  table: () => Promise.resolve(rows.measured),
  prepare: () => Promise.resolve(rows),
  changes: rows.changes,
  values,
  ...(own && { own }),
});

/** How many rounds a run makes: a number that is known, or as many as a sequential plan needs. */
export type Schedule =
  /** One that is made while it is carried out; its cases may be made on the way, too. */
  | { readonly kind: "adaptive"; readonly rounds: AdaptiveRounds }
  | {
      readonly kind: "fixed";
      readonly rounds: number;
      /** Milliseconds for all of them: after the first, none is begun that wouldn't be done by then. */
      readonly time?: number | undefined;
    };

/**
 * Makes the rounds, each when the one before is over.
 *
 * @param trials the trials made so far, those of a resumed run among them: what is planned follows from them alone.
 * @param stop whether no more is wanted.
 */
export type AdaptiveRounds = (trials: () => readonly Trial[], stop: () => boolean) => Iterable<readonly PlannedTrial[]>;

/** What a run shall measure. */
export interface RunRequest {
  /** The command that asks, and its options, for the record. */
  readonly command: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** The flags as they were typed. */
  readonly typed?: Result["typed"];
  readonly startedAt: Date;
  readonly read: RowsToRead;
  /** The same rows in other numbers, for cases that read so many; fewer than `read`. */
  readonly otherSizes?: readonly RowsToRead[];
  readonly schedule: Schedule;
  readonly rngSeed: number;
  /** One at least; an adaptive schedule may add others. */
  readonly cases: readonly BenchCase[];
  readonly patterns: readonly PatternInfo[];
  /** Those that were asked for and can't be read here. */
  readonly leftOut?: readonly LeftOut[];
  readonly variants: readonly Variant[];
  /** The worker that reads a case. */
  readonly workerOf: (benchCase: BenchCase) => WorkerOptions;
  /** Where a case's worker connects to, given where the server is; there, unless given. */
  readonly readAt?: (benchCase: BenchCase, url: string) => string;
  /** A run that was interrupted, which this one goes on with: its trials aren't made again. */
  readonly resumed?: Result | undefined;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  readonly trialOptions?: TrialContext["trialOptions"];
  /** Keeps workers to one core and watches its speed, for comparing what they cost. */
  readonly coreSpeed?: TrialContext["coreSpeed"];
  readonly contain?: TrialContext["contain"];
  /** How memory is limited, where a command does that. */
  readonly limits?: Result["limits"];
  readonly heapDiff: boolean;
}

/** Whom a run tells what it does. A `draft` is the result as far as it is known. */
export interface RunObserver {
  readonly onProgress: OnProgress;
  /** Not called for a plan that is made on the way. */
  readonly planned: (rounds: readonly (readonly PlannedTrial[])[]) => void;
  readonly trialStarted: (planned: PlannedTrial) => void;
  readonly trialEnded: (trial: Trial, draft: Result) => void;
  readonly roundEnded: (round: number, draft: Result) => void;
  /** Something else that takes a while has begun. */
  readonly busy: (what: string) => void;
}

/**
 * Makes a run. When it is interrupted (`request.signal`) it gives what was measured until then, marked so.
 *
 * @throws UsageError where the data set can't be prepared for a reason that the user can fix.
 */
export async function run(request: RunRequest, database: Database, observer: RunObserver): Promise<Result> {
  const { schedule, rngSeed, read, workerOf, signal, resumed, leftOut = [] } = request;
  const { values = shownValues } = read;
  if (database.kind === "external") {
    observer.busy("Trying the readers' connections");
    await checkConnections(request.cases, readableDataSet(await read.table(), read.own), workerOf, database);
  }
  const own = ownWorker(request);
  const preparing = { own, values, observer, signal };
  const largest = await prepareSize(read, preparing);
  const others: PreparedSize[] = [];
  for (const each of request.otherSizes ?? []) others.push(await prepareSize(each, preparing));
  const sizeOf = ({ rows }: BenchCase): PreparedSize => others.find(({ dataSet }) => dataSet.rows === rows) ?? largest;
  let { dataSet } = largest;
  const { kind, version, settings } = database;
  const { env, cwd } = surroundings();
  const commit = await commitIn(cwd);
  const environment = { ...machine(env), server: { kind, version, settings: { ...settings } } };
  const trials: Trial[] = [...(resumed?.trials ?? [])];
  const cases = [...request.cases];
  let stopped: string | undefined;
  /** Undefined where only those count that were made. */
  let planned = schedule.kind === "fixed" ? schedule.rounds : undefined;
  const otherSizes = others.length > 0 && { otherSizes: others.map((each) => each.dataSet) };
  const equivalence = () => checkAllSizes(trials, { dataSet, ...otherSizes }, cases);
  const draft = (): Result => ({
    schemaVersion,
    command: request.command,
    ormeter: ormeterVersion(packageRoot()),
    ...(commit && { commit }),
    startedAt: resumed?.startedAt ?? request.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    state: signal.aborted || stopped !== undefined ? "interrupted" : "complete",
    ...(stopped !== undefined && { stopped }),
    rngSeed,
    rounds: planned ?? Math.max(1, ...trials.map(({ round }) => round)),
    options: request.options,
    ...(request.typed && { typed: request.typed }),
    environment,
    dataSet,
    ...otherSizes,
    ...(leftOut.length > 0 && { leftOut: [...leftOut] }),
    variants: [...request.variants],
    patterns: [...request.patterns],
    cases: [...cases],
    trials: [...trials],
    equivalence: equivalence(),
    ...(request.limits && { limits: request.limits }),
  });

  if (resumed) refuseToGoOn(resumed, draft());

  const toMake = notMadeBy(resumed);
  const plan = (): Iterable<readonly PlannedTrial[]> => {
    if (schedule.kind === "adaptive") {
      const rounds = schedule.rounds(
        () => trials,
        () => signal.aborted || equivalence().kind === "different",
      );
      return eachRound(rounds, (round) => {
        for (const { case: each } of round) if (cases.every(({ id }) => id !== each.id)) cases.push(each);
        return toMake(round);
      });
    }
    const rounds = planRounds(cases, schedule.rounds, rngSeed).map(toMake);
    observer.planned(rounds);
    return schedule.time === undefined ? rounds : inTime(rounds, schedule.time);
  };
  const statistics = await database.statistics();
  const { trialOptions, coreSpeed, contain } = request;
  try {
    await runRounds(
      plan(),
      {
        workerOf,
        signal,
        dataSetsOf: (benchCase) => {
          const { measured, small } = sizeOf(benchCase);
          const { readAt = (_, url) => url } = request;
          const read = (table: ReadableDataSet) => ({ ...table, url: readAt(benchCase, table.url) });
          return { dataSet: read(measured), warmup: read(small) };
        },
        statistics,
        serverHasEnded: (failure) => database.hasEnded(failure),
        values,
        ...(trialOptions && { trialOptions }),
        ...(coreSpeed && { coreSpeed }),
        ...(contain && { contain }),
      },
      {
        trialStarted: observer.trialStarted,
        trialEnded: (trial) => {
          trials.push(trial);
          observer.trialEnded(trial, draft());
        },
        roundEnded: (round) => observer.roundEnded(round, draft()),
      },
    );
  } catch (error) {
    // What was measured took a while: it is kept, with what ended the run.
    if (trials.length === 0) throw error;
    stopped = error instanceof Error ? error.message : String(error);
  } finally {
    if ("close" in statistics) await statistics.close();
  }
  // Who waits for the end after Ctrl-C doesn't wait for a whole table to be counted.
  const changes = signal.aborted ? undefined : read.changes?.();
  const changed = await changes?.catch(
    (error: unknown) => `Whether rows changed meanwhile isn't known: ${values.words(error as Error)}`,
  );
  if (changed !== undefined && dataSet.own) dataSet = { ...dataSet, own: { ...dataSet.own, changed } };
  if (signal.aborted || stopped !== undefined) return draft();
  planned = undefined;

  const heapDiffs: HeapDiff[] = [];
  for (const benchCase of request.heapDiff ? cases : []) {
    observer.busy(`Looking into the heap · ${benchCase.pattern}`);
    heapDiffs.push(await takeHeapDiff(benchCase, largest.small, largest.smallRows, workerOf(benchCase), values));
  }
  const result = { ...draft(), ...(request.heapDiff && { heapDiffs }) };
  const { equivalence: found } = result;
  const isUnchecked = dataSet.own?.kind === "functions";
  if (isUnchecked || found.kind !== "different" || found.case === found.reference || found.firstDifference)
    return result;
  observer.busy("Looking for the first row that differs");
  const odd = cases.find(({ id }) => id === found.case);
  const { measured, small } = odd ? sizeOf(odd) : largest;
  const where = await findFirstDifference(found, { cases, trials, dataSets: [measured, small], workerOf, own, values });
  return { ...result, equivalence: { ...found, ...where } };
}

/** Rows of one number, ready to be read. */
interface PreparedSize {
  readonly dataSet: DataSet;
  readonly measured: ReadableDataSet;
  readonly small: ReadableDataSet;
  readonly smallRows: number;
}

async function prepareSize(
  read: RowsToRead,
  {
    own,
    values,
    observer,
    signal,
  }: Pick<RunRequest, "signal"> & {
    readonly own: WorkerOptions;
    readonly values: Values;
    readonly observer: Pick<RunObserver, "onProgress" | "busy">;
  },
): Promise<PreparedSize> {
  const prepared = await read.prepare(observer.onProgress);
  const measured = readableDataSet(prepared.measured, read.own);
  const small = readableDataSet(prepared.small, read.own);
  const { dataSet, smallRows } = prepared;
  // Of what functions give nobody but they themselves can say what it must be.
  if (dataSet.own?.kind === "functions") return { dataSet, measured, small, smallRows };
  observer.busy("Asking the server for its own rows");
  const expected = await expectedData(measured, small, own, values);
  signal.throwIfAborted();
  return { dataSet: { ...dataSet, expected }, measured, small, smallRows };
}

/** Leaves those of planned trials away that a run has made. */
function notMadeBy(run: Result | undefined): (round: readonly PlannedTrial[]) => readonly PlannedTrial[] {
  const key = (id: string, round: number) => `${String(round)} ${id}`;
  const made = new Set(run?.trials.map((trial) => key(trial.case, trial.round)));
  return (round) => round.filter((planned) => !made.has(key(planned.case.id, planned.round)));
}

function* eachRound<Round>(rounds: Iterable<Round>, of: (round: Round) => Round): Generator<Round> {
  for (const round of rounds) yield of(round);
}

/**
 * Refuses to add trials to those of a run which weren't made alike.
 *
 * @throws UsageError naming what differs.
 */
function refuseToGoOn(resumed: Result, now: Result): void {
  const [differs] = comparability(resumed, now).filter(({ spoils }) => spoils !== "times");
  if (differs) {
    throw new UsageError(
      `The run can't be gone on with: its ${differs.field} was ${differs.baseline}, and is ${differs.candidate} now.`,
    );
  }
  const [was, is] = [resumed, now].map(({ variants, patterns }) =>
    JSON.stringify([variants.map(({ packages }) => packages), patterns.map(({ id, source }) => [id, source])]),
  );
  if (was === is) return;
  throw new UsageError(
    "The run can't be gone on with: what it read with, packages or patterns, has changed since. Make it again.",
  );
}

/** The worker of this installation, whatever versions are measured: it reads what the server itself holds. */
function ownWorker({ cases: [first], workerOf }: RunRequest): WorkerOptions {
  if (!first) throw new Error("A run needs at least one case.");
  return { ...workerOf(first), command: nodeWorker([]) };
}

/** What every read must return; or why it isn't known. */
async function expectedData(
  dataSet: ReadableDataSet,
  warmup: ReadableDataSet,
  own: WorkerOptions,
  { words }: Values,
): Promise<NonNullable<DataSet["expected"]>> {
  try {
    const { rows, checksum, digest } = await askWorker({ kind: "expect", dataSet, warmup }, ["expected"], own);
    return { rows, checksum, digest };
  } catch (error) {
    return { absent: words(error as Error) };
  }
}
