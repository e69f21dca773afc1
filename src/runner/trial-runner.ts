/** Runs one trial: a fresh worker, watched from outside, with what the server counted meanwhile. */
import type { Absent, Database, StatementCount, StatementStatistics } from "../engines/engine.js";
import type { TrialOptions } from "../flags/measuring.js";
import { metricNames, type MetricName } from "../metrics.js";
import type { BenchCase, MachineLoad, Outcome, Reading, Statement, Timeline, Trial } from "../results/schema.js";
import type { Values } from "../results/own-values.js";
import { thin } from "../stats/thin.js";
import type { ReadableDataSet, TrialMarks, WorkerMessage } from "../trial/protocol.js";
import type { CoreSpeed } from "./core-speed.js";
import { heapReadings, heapTimeline, parseCollection, type Collection } from "./collections.js";
import { watchMachineLoad } from "./machine-load.js";
import { peakOf, sampleMemory, type MemorySamples } from "./memory-sampler.js";
import type { Container } from "./memory-limit/container.js";
import { failureOf, killedSince, outOfMemoryKills, type Failure } from "./outcome.js";
import type { PlannedTrial } from "./plan.js";
import { startWorker, type WorkerCommand, type WorkerExit, type WorkerOptions } from "./worker-process.js";

/** Most points that a timeline keeps: enough for a chart, small enough for a page with dozens. */
const timelinePoints = 400;

/** What every trial of a run shares. */
export interface TrialContext {
  /** The worker that reads a case: a program for each ORM's language, or for each variant. */
  readonly workerOf: (benchCase: BenchCase) => WorkerOptions;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  /** What a case reads, and what it warms up with. */
  readonly dataSetsOf: (benchCase: BenchCase) => {
    readonly dataSet: ReadableDataSet;
    readonly warmup: ReadableDataSet;
  };
  readonly statistics: StatementStatistics | Absent;
  readonly serverHasEnded: Database["hasEnded"];
  /** What becomes of values that a trial may hold, once it is known how it ended. */
  readonly values: Values;
  /** What workers are told beside what they read. */
  readonly trialOptions?: TrialOptions;
  /** The core that workers run on, where its speed is watched. */
  readonly coreSpeed?: CoreSpeed;
  /** The container that a case's worker is kept in, if in any, given how it would be started. */
  readonly contain?: (benchCase: BenchCase, command: WorkerCommand) => Container | undefined;
}

type Measured = WorkerMessage & { kind: "measured" };

/** What a conversation with a worker gives that came to its end. */
interface Conversation {
  readonly measured: Measured;
  readonly outside: Outside;
  readonly checked: WorkerMessage & { kind: "checked" };
}

/** What was seen from outside while the worker read. */
interface Outside {
  readonly samples: MemorySamples;
  readonly statements: readonly Statement[] | { readonly absent: string };
  readonly coreSpeed?: Reading;
  readonly load: MachineLoad;
}

const isAbsent = (value: object): value is Absent => "absent" in value;

/** A worker that stopped talking before its trial was over; its exit says why. */
class WorkerGone extends Error {}

/** A worker that said what went wrong. */
class WorkerFailed extends Error {
  constructor({ message, code }: WorkerMessage & { kind: "failed" }) {
    super(message);
    this.code = code;
  }

  readonly code: string | undefined;
}

/**
 * Runs a planned trial to whatever end. Never rejects for what the worker does; undefined where the run was
 * interrupted and the trial with it.
 */
export async function runTrial(planned: PlannedTrial, context: TrialContext): Promise<Trial | undefined> {
  const startedAt = new Date();
  const killedBefore = outOfMemoryKills();
  const traced: Collection[] = [];
  const applicationName = `ormeter ${planned.case.pattern}`;
  const { coreSpeed } = context;
  const options = context.workerOf(planned.case);
  const pinned = coreSpeed?.pinned(options.command) ?? options.command;
  const container = context.contain?.(planned.case, pinned);
  const worker = startWorker(
    {
      kind: "trial",
      pattern: { id: planned.case.pattern, options: planned.case.options },
      ...context.dataSetsOf(planned.case),
      applicationName,
      ...(context.trialOptions && { options: context.trialOptions }),
    },
    { ...options, command: container?.command ?? pinned },
    (line) => {
      const collection = parseCollection(line);
      if (collection) traced.push(collection);
    },
  );
  const expect = async <Kind extends WorkerMessage["kind"]>(kind: Kind): Promise<WorkerMessage & { kind: Kind }> => {
    const message = await worker.next();
    if (message?.kind === "failed") throw new WorkerFailed(message);
    if (message?.kind !== kind) throw new WorkerGone();
    return message as WorkerMessage & { kind: Kind };
  };
  let stopSampling: (() => MemorySamples) | undefined;
  const conversation = async (): Promise<Conversation> => {
    await expect("ready");
    const watch = await watchServer(context, applicationName);
    stopSampling = sampleMemory(worker.pid, watch.backends);
    const loadUntilNow = watchMachineLoad(watch.backends);
    await worker.send({ kind: "go" });
    const measured = await expect("measured");
    const samples = stopSampling();
    const load = loadUntilNow();
    stopSampling = undefined;
    const { start, end } = measured.marks;
    const speed = await coreSpeed?.between(start, end);
    const statements = await watch.statements();
    await worker.send({ kind: "go" });
    const checked = await expect("checked");
    return {
      measured,
      outside: { samples, statements, load, ...(speed !== undefined && { coreSpeed: speed }) },
      checked,
    };
  };

  const ending = await conversation().catch(async (error: unknown) => {
    if (error instanceof WorkerGone || error instanceof WorkerFailed) return error;
    // It would wait to be told to go on.
    worker.kill();
    await worker.exit;
    throw error;
  });
  stopSampling?.();
  const exit = await worker.exit;
  const seen = await container?.remove();
  const killed = seen?.killed ?? killedSince(killedBefore);
  if (exit.canceled) return undefined;
  const outcome =
    ending instanceof Error ? failure(ending, exit, killed, options) : completed(ending, traced, exit.outputCut);
  return {
    case: planned.case.id,
    round: planned.round,
    position: planned.position,
    startedAt: startedAt.toISOString(),
    duration: Date.now() - startedAt.getTime(),
    outcome,
    ...(seen?.majorFaults !== undefined && { majorFaults: seen.majorFaults }),
  };
}

function failure(
  ending: WorkerGone | WorkerFailed,
  exit: WorkerExit,
  killed: boolean | undefined,
  { timeout, timedOut }: WorkerOptions,
): Failure {
  if (exit.timedOut && timedOut !== undefined) return { kind: "timed-out", message: timedOut };
  if (ending instanceof WorkerFailed && !exit.timedOut) {
    const { message, code } = ending;
    return { kind: "failed", message, ...(code !== undefined && { code }) };
  }
  return failureOf(exit, killed, timeout);
}

/** Remembers what the server had counted before the window, and can say afterwards what the window added. */
async function watchServer({ statistics }: TrialContext, applicationName: string) {
  const none = (absent: { readonly absent: string }) => ({ backends: [], statements: () => Promise.resolve(absent) });
  if (isAbsent(statistics)) return none(statistics);
  // A server that ends, or lets nobody look any more, costs the figures that it counts and no more.
  const absent = (error: unknown) => ({ absent: `the server's statistics can't be read: ${(error as Error).message}` });
  try {
    const backends = await statistics.backends(applicationName);
    const counted = await statistics.count();
    return {
      backends,
      statements: () =>
        counted()
          .then((counts) => withPlans(counts, statistics))
          .catch(absent),
    };
  } catch (error) {
    return none(absent(error));
  }
}

/** What was counted, each statement with its plan. */
async function withPlans(
  counts: readonly StatementCount[] | Absent,
  statistics: StatementStatistics,
): Promise<Statement[] | Absent> {
  if (isAbsent(counts)) return counts;
  const statements: Statement[] = [];
  // One after another: they go over one connection.
  for (const count of counts) {
    const plan = await statistics.plan(count.text);
    statements.push(plan === undefined ? count : { ...count, plan });
  }
  return statements;
}

function completed(
  { measured, outside, checked }: Conversation,
  traced: readonly Collection[],
  traceCut: string | undefined,
): Outcome {
  const { samples, statements, coreSpeed, load } = outside;
  const readings: Partial<Record<MetricName, Reading>> = {
    ...(measured.heap && heapReadings(traced, measured.heap, measured.marks.end - measured.marks.start, traceCut)),
    // Later ones win: what the worker counted exactly replaces what the trace adds up to.
    ...measured.readings,
    ...(typeof measured.readings.peakRss === "number" && {
      peakRss: peakOf(measured.readings.peakRss, within(samples.rss, measured.marks)),
    }),
    backendPeak: samples.backendPeak,
    statements: isAbsent(statements) ? statements : statements.reduce((sum, { calls }) => sum + calls, 0),
    dbTime: isAbsent(statements) ? statements : statements.reduce((sum, { time }) => sum + time, 0),
  };
  return {
    kind: "completed",
    metrics: Object.fromEntries(
      metricNames.map((name) => [name, readings[name] ?? { absent: "not measured by this version" }]),
    ) as Record<MetricName, Reading>,
    startRss: measured.startRss,
    ...(coreSpeed !== undefined && { coreSpeed }),
    load,
    fingerprint: { rows: measured.rows, checksum: checked.checksum, digest: checked.digest },
    shape: checked.shape,
    ...(checked.misfits && { misfits: checked.misfits }),
    statements: isAbsent(statements) ? statements : [...statements],
    timeline: timeline(samples, measured.marks, traced),
    ...(measured.pages && {
      pages: measured.pages.map(([rows, time]): [number, number] => [rows, Number(time.toFixed(3))]),
    }),
    connectionsLeft: checked.connectionsLeft,
  };
}

const within = (samples: MemorySamples["rss"], { start, end }: TrialMarks): MemorySamples["rss"] =>
  samples.filter(([at]) => at >= start && at <= end);

function timeline(
  samples: MemorySamples,
  marks: TrialMarks,
  traced: readonly Collection[],
): Timeline | { absent: string } {
  const { start, firstRow, end, released } = marks;
  const rss = samples.rss.map(([at, bytes]): [number, number] => [at - start, bytes]);
  const [first, last] = [rss[0], rss.at(-1)];
  if (!first || !last || rss.length < 2) return { absent: "memory can be sampled from outside on Linux only" };
  return {
    interval: (last[0] - first[0]) / (rss.length - 1),
    rss: thin(rss, timelinePoints, ([, bytes]) => bytes).map(([at, bytes]) => [round(at), bytes]),
    heap: thin(heapTimeline(traced), timelinePoints, ([, before]) => before),
    marks: {
      ...(firstRow !== undefined && { firstRow: round(firstRow - start) }),
      end: round(end - start),
      released: round(released - start),
    },
  };
}

/** To a tenth of a millisecond: a timeline needs no more, and a result holds dozens of them. */
const round = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
