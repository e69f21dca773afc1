/** What the programs that measure ormeter share: an open database, and single trials as a run makes them. */
import { openDatabase } from "../src/engines/open-database.js";
import type { MetricName } from "../src/metrics.js";
import { shownValues } from "../src/results/own-values.js";
import { benchCaseOf } from "../src/results/cases.js";
import type { BenchCase, Reading, Trial } from "../src/results/schema.js";
import { projectWorkload } from "../src/project/workloads.js";
import type { Containers } from "../src/runner/memory-limit/containers.js";
import { readableDataSet } from "../src/runner/readable.js";
import type { ReadableDataSet } from "../src/trial/protocol.js";
import { runTrial, type TrialContext } from "../src/runner/trial-runner.js";
import { nodeWorker } from "../src/runner/worker-process.js";
import type { PatternCall } from "../src/trial/protocol.js";

/** The metrics of one trial, as numbers, and how fast the core was, where it was watched. */
export type Figures = Readonly<Record<MetricName, number>> & { readonly coreSpeed: Reading | undefined };

/** What differs between trials. */
export interface TrialWish {
  readonly call: PatternCall;
  readonly rows: number;
  readonly nodeArgs?: readonly string[];
  readonly trialOptions?: TrialContext["trialOptions"];
  readonly coreSpeed?: TrialContext["coreSpeed"];
  /** The URL that the worker connects to, given the server's; that, unless given. */
  readonly reachedBy?: (url: string) => string;
}

/** Makes trials on an open database. */
export interface Measuring {
  readonly context: (wish: TrialWish) => TrialContext;
  /** Throws where the trial doesn't complete. */
  readonly trial: (wish: TrialWish) => Promise<Figures>;
}

/** Opens the embedded server with data sets of the given sizes, and closes it when `work` is done. */
export async function withMeasuring<T>(
  command: string,
  sizes: readonly number[],
  work: (measuring: Measuring) => Promise<T>,
): Promise<T> {
  const rows = Math.max(...sizes);
  const workload = await projectWorkload();
  const { smallRows } = workload;
  const database = await openDatabase({ projectDir: process.cwd(), workload, rows, command, mayWrite: true });
  try {
    const readable = new Map<number, ReadableDataSet>();
    for (const size of [smallRows, ...sizes]) {
      await database.prepare(size);
      readable.set(size, readableDataSet(await database.table(size)));
    }
    const dataSetOf = (size: number): ReadableDataSet => {
      const dataSet = readable.get(size);
      if (!dataSet) throw new Error(`No data set of ${String(size)} rows was prepared.`);
      return dataSet;
    };
    const statistics = await database.statistics();
    const { signal } = new AbortController();
    const context = (wish: TrialWish): TrialContext => ({
      workerOf: () => ({ command: nodeWorker(wish.nodeArgs ?? []), timeout: 600_000, signal }),
      signal,
      dataSetsOf: () => {
        const { reachedBy = (url) => url } = wish;
        const reached = (dataSet: ReadableDataSet) => ({ ...dataSet, url: reachedBy(dataSet.url) });
        return { dataSet: reached(dataSetOf(wish.rows)), warmup: reached(dataSetOf(smallRows)) };
      },
      statistics,
      values: shownValues,
      serverHasEnded: () => Promise.resolve(false),
      ...(wish.trialOptions && { trialOptions: wish.trialOptions }),
      ...(wish.coreSpeed && { coreSpeed: wish.coreSpeed }),
    });
    const trial = async (wish: TrialWish): Promise<Figures> => {
      const { id } = wish.call;
      const made = await runTrial({ case: caseOf(wish), round: 1, position: 1 }, context(wish));
      if (made?.outcome.kind !== "completed") throw new Error(`${id}: ${JSON.stringify(made?.outcome)}`);
      return { ...(made.outcome.metrics as Record<MetricName, number>), coreSpeed: made.outcome.coreSpeed };
    };
    try {
      return await work({ context, trial });
    } finally {
      if ("close" in statistics) await statistics.close();
    }
  } finally {
    await database.close();
  }
}

/**
 * One trial in a container.
 *
 * @param memoryLimit bytes that the container has.
 * @param timeout ms after which the worker is ended.
 * @returns undefined where it was interrupted.
 */
export async function limitedTrial(
  context: TrialContext,
  benchCase: BenchCase,
  { memoryLimit, timeout, contain }: { memoryLimit: number; timeout: number } & Pick<Containers, "contain">,
): Promise<Trial | undefined> {
  const limited = benchCaseOf({ ...benchCase, conditions: { memoryLimit: Math.round(memoryLimit) } });
  const workerOf: TrialContext["workerOf"] = (each) => ({ ...context.workerOf(each), timeout });
  return runTrial({ case: limited, round: 1, position: 1 }, { ...context, workerOf, contain });
}

/** The case that a wish comes to. */
export const caseOf = ({ call: { id, options }, rows }: TrialWish): BenchCase => ({
  id,
  pattern: id,
  options,
  rows,
  variant: "installed",
});

/** The numbers on the command line, or what to take instead. */
export const numbersOr = (...defaults: readonly number[]): readonly number[] =>
  defaults.map((value, index) => Number(process.argv[2 + index] ?? value));

/** A line of figures. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);
