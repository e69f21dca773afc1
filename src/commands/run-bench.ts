/** What `ormeter bench` does. */
import { checkOneVariant, compareResults } from "../compare/comparison.js";
import { packageRoot } from "../config/project.js";
import type { Display } from "../display/display.js";
import { showRun } from "../display/progress.js";
import { UsageError } from "../errors.js";
import { only, recorded } from "../flags/flag.js";
import { trialFlags } from "../flags/measuring.js";
import { readBaseline } from "../results/baselines.js";
import { projectPackages } from "../project/clients.js";
import { installedVariant } from "../results/environment.js";
import type { Result } from "../results/schema.js";
import { dataSetToRead, run } from "../runner/run.js";
import { startWatchdog } from "../runner/watchdog.js";
import { nodeWorker, type WorkerOptions } from "../runner/worker-process.js";
import { benchFlags, type BenchOptions } from "./bench.js";
import { runOwnBench } from "./run-own-bench.js";
import { readsOwn } from "./session/own-reads.js";
import { casesOf } from "./session/cases.js";
import { describePatterns, patternInfos } from "./session/describe-patterns.js";
import { keeping, type Keep } from "./session/draft.js";
import { judgingOf } from "./session/exit-code.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";
import { withDatabase } from "./session/with-database.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can mend; nothing was measured then.
 */
export function runBench({ baseline: against, ...options }: BenchOptions, streams: Streams = process): Promise<number> {
  if (readsOwn(options)) {
    if (against) {
      throw new UsageError(
        "--baseline holds a run of the data set against a saved one; runs of your own tables are compared with " +
          "compare, or by upgrade.",
      );
    }
    return runOwnBench(options, streams);
  }
  const baseline = against?.given;
  const judging = judgingOf(against);
  return runMeasuringCommand({ ...options, judging }, streams, async (display, signal, keep) => {
    // Read before anything is measured: one that is corrupt, or holds too much, isn't found out after minutes.
    const before = baseline && (await readBaseline(baseline.name, baseline.file));
    if (before) checkOneVariant(before, baseline.name);
    const result = await measure(options, display, signal, keep);
    if (!baseline || !before) return result;
    const names = { baseline: baseline.name, candidate: "this run" };
    return { ...result, comparisons: [compareResults(before, result, names, judging.thresholds)] };
  });
}

/** Everything between the options and the finished result, with the server up only as long as it is needed. */
async function measure(
  options: Omit<BenchOptions, "baseline">,
  display: Display,
  signal: AbortSignal,
  keep: Keep,
): Promise<Result> {
  const startedAt = new Date();
  const { rows, rounds, rngSeed, nodeArgs, timeout, heapDiff } = options;
  const watchdog = startWatchdog();
  const observer = keeping(showRun(display, rows, rounds, timeout), keep);
  try {
    const worker: WorkerOptions = { command: nodeWorker(nodeArgs), timeout, signal, watchdog };
    // Flags and pattern options are checked before a server is started for them.
    const descriptions = await describePatterns(options.patterns, nodeArgs, worker);
    const patterns = await patternInfos(descriptions);
    const variant = installedVariant("installed", packageRoot(), (await projectPackages()).measured);
    const cases = casesOf(options.patterns, descriptions, rows, variant.name);
    return await withDatabase(options, "bench", observer, signal, (database) =>
      run(
        {
          command: "bench",
          // All that were resolved, but for where the server is and where files go.
          options: { ...recorded(benchFlags, options), patterns: options.patterns },
          startedAt,
          read: dataSetToRead(database, rows),
          schedule: { kind: "fixed", rounds },
          rngSeed,
          cases,
          patterns,
          variants: [variant],
          workerOf: () => worker,
          signal,
          heapDiff,
          trialOptions: only(trialFlags, options),
        },
        database,
        observer,
      ),
    );
  } finally {
    watchdog.stop();
  }
}
