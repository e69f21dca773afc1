/** `ormeter bench`: reads the data set in every pattern and says what each read costs. */
import pc from "picocolors";
import { claimOut, type BenchOptions } from "../config/options.js";
import { packageRoot } from "../config/project.js";
import { openDatabase } from "../database/database.js";
import { createDisplay, type Display } from "../display/display.js";
import { showRun } from "../display/progress.js";
import { UsageError } from "../errors.js";
import { renderTerminal } from "../report/terminal.js";
import { installedVariant } from "../results/environment.js";
import type { Result } from "../results/schema.js";
import { writeResult } from "../results/store.js";
import { run } from "../runner/run.js";
import { startWatchdog } from "../runner/watchdog.js";
import { askWorker, nodeWorker, type WorkerOptions } from "../runner/worker-process.js";
import type { PatternDescription } from "../trial/protocol.js";
import { casesOf } from "./cases.js";
import { exitCodeOf } from "./exit-code.js";
import { withInterruption } from "./interruption.js";

/** Columns of a table that no terminal shows. */
const columnsElsewhere = 160;

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can mend; nothing was measured then.
 */
export function runBench(options: BenchOptions, { stdout, stderr } = process): Promise<number> {
  return withInterruption(async (interruption) => {
    const unclaim = claimOut(options.out);
    const display = createDisplay(stderr);
    let result: Result;
    try {
      result = await measure(options, display, interruption.signal);
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
    if (options.json) stdout.write(`${JSON.stringify(result)}\n`);
    else {
      const columns = stdout.isTTY ? stdout.columns : columnsElsewhere;
      stdout.write(`${renderTerminal(result, { columns, color: pc.isColorSupported && stdout.isTTY })}\n`);
    }
    return interruption.exitCode() ?? exitCodeOf(result);
  });
}

/** Everything between the options and the finished result, with the server up only as long as it is needed. */
async function measure(options: BenchOptions, display: Display, signal: AbortSignal): Promise<Result> {
  const startedAt = new Date();
  const { rows, rounds, rngSeed, nodeArgs, timeout, slowConsumer, heapDiff } = options;
  const watchdog = startWatchdog();
  const observer = showRun(display, rows, rounds);
  try {
    const worker: WorkerOptions = { command: nodeWorker(nodeArgs), timeout, signal, watchdog };
    // Flags and pattern options are checked before a server is started for them.
    const descriptions = await describe(options, worker);
    const variant = installedVariant("installed", packageRoot());
    const cases = casesOf(options.patterns, descriptions, rows, variant.name);
    const database = await openDatabase({
      projectDir: options.projectDir,
      rows,
      command: "bench",
      url: options.url,
      mayWrite: options.mayWrite,
      onProgress: observer.onProgress,
      signal,
    });
    try {
      return await run(
        {
          command: "bench",
          options: recordedOptions(options),
          startedAt,
          rows,
          rounds,
          rngSeed,
          cases,
          patterns: descriptions.map(({ id, does, yields, source }) => ({ id, does, yields, source })),
          variants: [variant],
          workerOf: () => worker,
          signal,
          heapDiff,
          ...(slowConsumer && { slowConsumer }),
        },
        database,
        observer,
      );
    } finally {
      observer.busy("Stopping the server");
      await database.close();
    }
  } finally {
    watchdog.stop();
  }
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
