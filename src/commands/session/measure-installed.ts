/** Reads with what is installed here: what `bench` does, and `article` with patterns of its own. */
import type { PatternRequest } from "../../config/patterns.js";
import type { Display } from "../../display/display.js";
import { showRun } from "../../display/progress.js";
import type { Database } from "../../engines/engine.js";
import { projectPackages } from "../../project/clients.js";
import { installedVariant } from "../../results/environment.js";
import type { Result } from "../../results/schema.js";
import { run, type RunObserver, type RunRequest } from "../../runner/run.js";
import { startWatchdog } from "../../runner/watchdog.js";
import { nodeWorker, type WorkerCommand, type WorkerOptions } from "../../runner/worker-process.js";
import { casesOf } from "./cases.js";
import { describePatterns, patternInfos } from "./describe-patterns.js";
import { keeping, type Keep } from "./draft.js";
import type { Target } from "./targets.js";
import { withDatabase, type DatabaseOptions } from "./with-database.js";

/** A worker in another language, beside Node's. */
export interface OtherWorker {
  /** Whether it reads this pattern. */
  readonly reads: (pattern: string) => boolean;
  readonly command: WorkerCommand;
  /** What it reads with: exact versions. */
  readonly packages: Readonly<Record<string, string>>;
}

/** What is measured, and how. */
export interface InstalledRun extends Pick<RunRequest, "command" | "trialOptions"> {
  readonly options: Omit<DatabaseOptions, "rows" | "server"> & {
    readonly rounds: number;
    readonly rngSeed: number;
    readonly nodeArgs?: readonly string[];
    readonly heapDiff?: boolean;
  };
  readonly target: Target;
  /** The options, for the record, with the patterns that were read. */
  readonly record: (patterns: readonly PatternRequest[]) => Result["options"];
  readonly other?: OtherWorker | undefined;
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
    other,
    afterwards = (result) => Promise.resolve(result),
  }: InstalledRun,
  display: Display,
  signal: AbortSignal,
  keep: Keep,
): Promise<Result> {
  const startedAt = new Date();
  const { rounds, rngSeed, timeout, nodeArgs = [], heapDiff = false } = options;
  const { patterns: asked, rows: expectedRows, server, surroundings } = target;
  const watchdog = startWatchdog();
  const observer = keeping(showRun(display, expectedRows, rounds, timeout), keep);
  try {
    const own = nodeWorker(nodeArgs, await target.program());
    const worker: WorkerOptions = { command: own, timeout, signal, watchdog, ...surroundings };
    const otherWorker = other && { ...worker, command: other.command };
    const isOthers = ({ id }: Pick<PatternRequest, "id">): boolean => other?.reads(id) ?? false;
    // Flags and pattern options are checked before a server is started for them.
    const ours = asked.filter((request) => !isOthers(request));
    const descriptions = [
      ...(await describePatterns(ours, nodeArgs, worker)),
      ...(otherWorker ? await describePatterns(asked.filter(isOthers), [], otherWorker) : []),
    ];
    const installed = installedVariant("installed", target.root, (await projectPackages()).measured);
    const variant = { ...installed, packages: { ...installed.packages, ...other?.packages } };
    casesOf(asked, descriptions, expectedRows, variant.name);
    const opening = { ...options, rows: expectedRows, server };
    return await withDatabase(opening, command, observer, signal, async (database) => {
      const { read, rows, patterns, notes } = await target.look(database, descriptions);
      for (const note of notes) display.note(note);
      const described = descriptions.filter(({ id }) => patterns.some((each) => each.id === id));
      const result = await run(
        {
          command,
          options: record(patterns),
          startedAt,
          read,
          schedule: { kind: "fixed", rounds },
          rngSeed,
          cases: casesOf(patterns, described, rows, variant.name),
          patterns: await patternInfos(described),
          variants: [variant],
          workerOf: ({ pattern }) => (otherWorker && isOthers({ id: pattern }) ? otherWorker : worker),
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
