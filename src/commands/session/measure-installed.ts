/** Reads with what is installed here: what `bench` does, and `article` with patterns of its own. */
import { dirname } from "node:path";
import type { PatternRequest } from "../../config/pattern-requests.js";
import type { Display } from "../../display/display.js";
import { showRun } from "../../display/progress.js";
import type { Database } from "../../engines/engine.js";
import type { Resumed } from "../../flags/output.js";
import { projectPackages } from "../../project/clients.js";
import { installedVariant } from "../../results/environment.js";
import type { BenchCase, Result, Variant } from "../../results/schema.js";
import { run, type AdaptiveRounds, type RunObserver, type RunRequest } from "../../runner/run.js";
import { startWatchdog } from "../../runner/watchdog.js";
import { nodeWorker, type WorkerOptions } from "../../runner/worker-process.js";
import { projectPaths } from "../../config/project.js";
import type { PatternDescription } from "../../trial/protocol.js";
import { casesOf } from "./cases.js";
import { describePatterns, patternInfos } from "./describe-patterns.js";
import { keeping, type Keep } from "./draft.js";
import type { OtherWorker } from "./other-worker.js";
import type { Target } from "./target.js";
import { withDatabase, type DatabaseOptions } from "./with-database.js";

/** What is measured, and how. */
export interface InstalledRun extends Pick<RunRequest, "command" | "trialOptions" | "readAt" | "contain" | "limits"> {
  readonly options: Omit<DatabaseOptions, "rows" | "server" | "workload"> & {
    readonly rounds: number;
    /** Milliseconds that they may take; as long as it takes unless given. */
    readonly readingTime?: number | undefined;
    readonly rngSeed: number;
    readonly nodeArgs?: readonly string[];
    readonly heapDiff?: boolean;
    readonly typed: NonNullable<RunRequest["typed"]>;
    /** The run that is gone on with. */
    readonly resume?: Resumed | undefined;
  };
  readonly target: Target;
  /** The options, for the record, with the patterns that were read. */
  readonly record: (patterns: readonly PatternRequest[]) => Result["options"];
  /** What becomes of the cases, one a pattern; those that an adaptive schedule begins with. Left as they are unless given. */
  readonly varied?: (
    cases: readonly BenchCase[],
    otherSizes: readonly number[],
    descriptions: readonly PatternDescription[],
  ) => readonly BenchCase[];
  /** So many rounds unless given: of the cases once varied. */
  readonly adaptive?: (cases: readonly BenchCase[]) => AdaptiveRounds;
  /** How a case's worker is started, given how it would be. */
  readonly startedAs?: (worker: WorkerOptions, benchCase: BenchCase) => WorkerOptions;
  /** Who is told what the run does; {@link showRun} unless given. */
  readonly shown?: (display: Display) => RunObserver;
  /** Beside those that the target's patterns need. */
  readonly others?: readonly OtherWorker[];
  /** What is done with the result while the database is still there. */
  readonly afterwards?: (
    result: Result,
    context: { readonly database: Database; readonly worker: WorkerOptions; readonly observer: RunObserver },
  ) => Promise<Result>;
}

/** Everything between the options and the finished result, with the server up only as long as it is needed. */
export async function measureInstalled(
  {
    command,
    options,
    target,
    record,
    trialOptions,
    readAt,
    varied = (cases) => cases,
    adaptive,
    contain,
    limits,
    startedAs = (worker) => worker,
    shown,
    others: given = [],
    afterwards = (result) => Promise.resolve(result),
  }: InstalledRun,
  display: Display,
  signal: AbortSignal,
  keep: Keep,
): Promise<Result> {
  const startedAt = new Date();
  const { rounds, readingTime, timeout, nodeArgs = [], heapDiff = false, typed } = options;
  const resumed = options.resume?.result;
  // What a run draws goes on with what it drew.
  const rngSeed = resumed?.rngSeed ?? options.rngSeed;
  const { patterns: asked, rows: expectedRows, server, surroundings } = target;
  const watchdog = startWatchdog();
  const observer = keeping(shown?.(display) ?? showRun(display, expectedRows, rounds, timeout), keep);
  try {
    const program = await target.program();
    const own = nodeWorker(nodeArgs, program);
    const worker: WorkerOptions = { command: own, timeout, signal, watchdog, ...surroundings };
    const { home } = projectPaths(options.projectDir);
    const installing = { home, nodeArgs, signal, onBusy: observer.busy, onNote: display.note };
    const others = [...given, ...((await target.others?.(installing)) ?? [])];
    const workerFor = (pattern: string): WorkerOptions => {
      const other = others.find(({ reads }) => reads(pattern));
      return other ? { ...worker, command: other.command } : worker;
    };
    // Flags and pattern options are checked before a server is started for them.
    const descriptions: PatternDescription[] = [];
    for (const reads of [...others.map((other) => other.reads), undefined]) {
      const requests = asked.filter(({ id }) => (reads ? reads(id) : others.every((other) => !other.reads(id))));
      const [first] = requests;
      if (first) descriptions.push(...(await describePatterns(requests, nodeArgs, workerFor(first.id))));
    }
    // As the worker finds them: what measures, and what a project hasn't got, lies beside it.
    const installed = installedVariant("installed", dirname(program.worker), await projectPackages());
    // What two of them have in different versions stays that of what is installed; each pattern's own are its folder's.
    const packages = Object.assign(
      {},
      ...others.map((other) => other.packages),
      installed.packages,
    ) as Variant["packages"];
    const variant = { ...installed, packages };
    casesOf(asked, descriptions, expectedRows, variant.name);
    const opening = { ...options, rows: expectedRows, server, workload: target.workload };
    return await withDatabase(opening, command, observer, signal, async (database) => {
      const readWith = (pattern: string) => [
        others.find(({ reads }) => reads(pattern))?.packages ?? installed.packages,
      ];
      const { read, otherSizes, rows, patterns, leftOut, notes } = await target.look(
        database,
        descriptions,
        worker,
        readWith,
      );
      for (const note of notes) display.note(note);
      const described = descriptions.filter(({ id }) => patterns.some((each) => each.id === id));
      const cases = varied(
        casesOf(patterns, described, rows, variant.name),
        otherSizes.map((size) => size.rows),
        described,
      );
      const result = await run(
        {
          command,
          options: record(patterns),
          startedAt,
          typed,
          read,
          otherSizes: otherSizes.map((size) => size.read),
          schedule: adaptive
            ? { kind: "adaptive", rounds: adaptive(cases) }
            : { kind: "fixed", rounds, time: readingTime },
          rngSeed,
          cases,
          patterns: await patternInfos(described),
          leftOut,
          variants: [variant],
          workerOf: (benchCase) => startedAs(workerFor(benchCase.pattern), benchCase),
          ...(contain && { contain }),
          ...(limits && { limits }),
          ...(readAt && { readAt }),
          resumed,
          signal,
          heapDiff,
          ...(trialOptions && { trialOptions }),
        },
        database,
        observer,
      );
      return afterwards(result, { database, worker, observer });
    });
  } finally {
    watchdog.stop();
  }
}
