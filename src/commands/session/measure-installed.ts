/** Reads with what is installed here: what `bench` does, and `article` with patterns of its own. */
import type { PatternRequest } from "../../config/patterns.js";
import { packageRoot } from "../../config/project.js";
import type { Display } from "../../display/display.js";
import { showRun } from "../../display/progress.js";
import type { Database } from "../../engines/engine.js";
import { installedVariant } from "../../results/environment.js";
import type { Result } from "../../results/schema.js";
import { run, type RunObserver, type RunRequest } from "../../runner/run.js";
import { startWatchdog } from "../../runner/watchdog.js";
import { nodeWorker, type WorkerCommand, type WorkerOptions } from "../../runner/worker-process.js";
import { casesOf } from "./cases.js";
import { describePatterns, patternInfos } from "./describe-patterns.js";
import { keeping, type Keep } from "./draft.js";
import { withDatabase, type DatabaseOptions } from "./with-database.js";

/** A worker in another language, beside Node's. */
export interface OtherWorker {
  /** Whether it reads this pattern. */
  readonly reads: (pattern: string) => boolean;
  readonly command: WorkerCommand;
  /** What it reads with: exact versions. */
  readonly packages: Readonly<Record<string, string>>;
}

/** What is measured, beside what a run is asked for. */
export interface InstalledRun extends Pick<RunRequest, "command" | "trialOptions"> {
  readonly options: DatabaseOptions & {
    readonly patterns: readonly PatternRequest[];
    readonly rounds: number;
    readonly rngSeed: number;
    readonly nodeArgs?: readonly string[];
    readonly heapDiff?: boolean;
  };
  /** The options, for the record. */
  readonly record: Result["options"];
  readonly other?: OtherWorker | undefined;
  /** What is done with the result while the database is still there. */
  readonly afterwards?: (
    result: Result,
    context: { readonly database: Database; readonly worker: WorkerOptions; readonly observer: RunObserver },
  ) => Promise<Result>;
}

/** Everything between the options and the finished result, with the server up only as long as it is needed. */
export async function measureInstalled(
  { command, options, record, trialOptions, other, afterwards = (result) => Promise.resolve(result) }: InstalledRun,
  display: Display,
  signal: AbortSignal,
  keep: Keep,
): Promise<Result> {
  const startedAt = new Date();
  const { patterns, rows, rounds, rngSeed, timeout, nodeArgs = [], heapDiff = false } = options;
  const watchdog = startWatchdog();
  const observer = keeping(showRun(display, rows, rounds, timeout), keep);
  try {
    const worker: WorkerOptions = { command: nodeWorker(nodeArgs), timeout, signal, watchdog };
    const otherWorker = other && { ...worker, command: other.command };
    const isOthers = (pattern: string): boolean => other?.reads(pattern) ?? false;
    // Flags and pattern options are checked before a server is started for them.
    const [own, others] = [false, true].map((which) => patterns.filter(({ id }) => isOthers(id) === which));
    const descriptions = [
      ...(await describePatterns(own ?? [], nodeArgs, worker)),
      ...(otherWorker && others ? await describePatterns(others, [], otherWorker) : []),
    ];
    const installed = installedVariant("installed", packageRoot());
    const variant = { ...installed, packages: { ...installed.packages, ...other?.packages } };
    const cases = casesOf(patterns, descriptions, rows, variant.name);
    return await withDatabase(options, command, observer, signal, async (database) => {
      const result = await run(
        {
          command,
          options: record,
          startedAt,
          rows,
          schedule: { kind: "fixed", rounds },
          rngSeed,
          cases,
          patterns: patternInfos(descriptions),
          variants: [variant],
          workerOf: ({ pattern }) => (otherWorker && isOthers(pattern) ? otherWorker : worker),
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
