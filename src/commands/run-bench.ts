/** What `ormeter bench` does. */
import { checkOneVariant, compareResults } from "../compare/comparison.js";
import type { Display } from "../display/display.js";
import { showRun } from "../display/progress.js";
import { only, recorded } from "../flags/flag.js";
import { trialFlags } from "../flags/measuring.js";
import { readBaseline } from "../results/baselines.js";
import { projectPackages } from "../project/clients.js";
import { installedVariant } from "../results/environment.js";
import type { Result } from "../results/schema.js";
import { run } from "../runner/run.js";
import { startWatchdog } from "../runner/watchdog.js";
import { nodeWorker, type WorkerOptions } from "../runner/worker-process.js";
import { benchFlags, type BenchOptions } from "./bench.js";
import { measureTargets, type Target } from "./session/targets.js";
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
export function runBench(options: BenchOptions, streams: Streams = process): Promise<number> {
  return measureTargets(options, streams, (target, out) => benchTarget({ ...options, out }, target, streams));
}

/** Measures one target, and holds it against the baseline where there is one. */
function benchTarget(
  { baseline: against, ...options }: BenchOptions,
  target: Target,
  streams: Streams,
): Promise<number> {
  const baseline = against?.given;
  const judging = judgingOf(against);
  return runMeasuringCommand({ ...options, judging }, streams, async (display, signal, keep) => {
    // Read before anything is measured: one that is corrupt, or holds too much, isn't found out after minutes.
    const before = baseline && (await readBaseline(baseline.name, baseline.file));
    if (before) checkOneVariant(before, baseline.name);
    const result = await measure(options, target, display, signal, keep);
    if (!baseline || !before) return result;
    const names = { baseline: baseline.name, candidate: "this run" };
    return { ...result, comparisons: [compareResults(before, result, names, judging.thresholds)] };
  });
}

/** Everything between the options and the finished result, with the server up only as long as it is needed. */
async function measure(
  options: Omit<BenchOptions, "baseline">,
  target: Target,
  display: Display,
  signal: AbortSignal,
  keep: Keep,
): Promise<Result> {
  const startedAt = new Date();
  const { rounds, rngSeed, nodeArgs, timeout, heapDiff } = options;
  const { patterns: asked, rows: expectedRows, server, surroundings } = target;
  const watchdog = startWatchdog();
  const observer = keeping(showRun(display, expectedRows, rounds, timeout), keep);
  try {
    const command = nodeWorker(nodeArgs, await target.program());
    const worker: WorkerOptions = { command, timeout, signal, watchdog, ...surroundings };
    // Flags and pattern options are checked before a server is started for them.
    const descriptions = await describePatterns(asked, nodeArgs, worker);
    const variant = installedVariant("installed", target.root, await projectPackages());
    casesOf(asked, descriptions, expectedRows, variant.name);
    const opening = { ...options, rows: expectedRows, server };
    return await withDatabase(opening, "bench", observer, signal, async (database) => {
      const { read, rows, patterns, notes } = await target.look(database, descriptions);
      for (const note of notes) display.note(note);
      const described = descriptions.filter(({ id }) => patterns.some((each) => each.id === id));
      return run(
        {
          command: "bench",
          // All that were resolved, but for where the server is and where files go.
          options: { ...recorded(benchFlags, options), patterns },
          startedAt,
          read,
          schedule: { kind: "fixed", rounds },
          rngSeed,
          cases: casesOf(patterns, described, rows, variant.name),
          patterns: await patternInfos(described),
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
  } finally {
    watchdog.stop();
  }
}
