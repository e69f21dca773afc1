/** `ormeter upgrade`: the same reads with two sets of installed versions, in turns, until it is clear what changed. */
import { performance } from "node:perf_hooks";
import { pairCases, sideOf } from "../compare/comparison.js";
import { falseAlarmBudget } from "../compare/false-alarms.js";
import { projectPaths } from "../config/project.js";
import type { UpgradeOptions } from "../config/upgrade-options.js";
import type { VariantRequest } from "../config/variant-specs.js";
import { openDatabase } from "../database/open-database.js";
import type { Display } from "../display/display.js";
import { showUpgrade } from "../display/upgrade-progress.js";
import type { Comparison } from "../results/comparison.js";
import type { BenchCase, Result } from "../results/schema.js";
import { run } from "../runner/run.js";
import { sequentialPlan } from "../runner/sequential-plan.js";
import { steadyCode } from "../runner/steady-code.js";
import { installVariant, type InstalledVariant } from "../runner/variants/install.js";
import { startWatchdog } from "../runner/watchdog.js";
import { nodeWorker, type WorkerOptions } from "../runner/worker-process.js";
import type { PatternDescription } from "../trial/protocol.js";
import { casesOf } from "./cases.js";
import { describePatterns } from "./describe-patterns.js";
import { runMeasuringCommand, type Streams } from "./measuring-command.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can mend; nothing was measured then.
 */
export const runUpgrade = (options: UpgradeOptions, streams: Streams = process): Promise<number> =>
  runMeasuringCommand(options, streams, (display, signal) => measureUpgrade(options, "upgrade", display, signal));

/** One side, ready to read. */
interface Side {
  readonly installed: InstalledVariant;
  readonly descriptions: readonly PatternDescription[];
  readonly cases: readonly BenchCase[];
  readonly worker: WorkerOptions;
}

/**
 * Installs both sides, reads with them in turns, and compares.
 *
 * @param command the one that asks, for the record.
 */
export async function measureUpgrade(
  options: UpgradeOptions,
  command: string,
  display: Display,
  signal: AbortSignal,
): Promise<Result> {
  const startedAt = new Date();
  const { rows, rngSeed, projectDir, url, mayWrite, judging, budget } = options;
  const flags = [...steadyCode, ...options.nodeArgs];
  const watchdog = startWatchdog();
  const observer = showUpgrade(display);
  try {
    const prepare = async (name: string, request: VariantRequest | undefined): Promise<Side> => {
      const { home } = projectPaths(projectDir);
      const hooks = { onBusy: observer.busy, onNote: display.note };
      const installed = await installVariant(request, { name, home, signal, ...hooks });
      const { timeout, patterns } = options;
      const worker = { command: nodeWorker(flags, installed.program), timeout, signal, watchdog };
      observer.busy(`Loading the patterns with ${name}`);
      const descriptions = await describePatterns(patterns, options.nodeArgs, worker, ` with ${name}`);
      return { installed, descriptions, worker, cases: casesOf(patterns, descriptions, rows, name) };
    };
    const names = sideNames(options);
    const baseline = await prepare(names.baseline, options.from);
    const candidate = await prepare(names.candidate, options.to);
    if (sameVersions(baseline, candidate)) {
      display.note(
        "Both sides have the same versions: A is compared with A, and whatever is called changed would be a false alarm.",
      );
    }
    const patterns = candidate.descriptions.map(({ id, does, yields, source }) => ({ id, does, yields, source }));
    const plan = sequentialPlan({
      pairs: pairCases(baseline.cases, candidate.cases),
      patterns,
      thresholds: judging.thresholds,
      budget,
      rngSeed,
      now: () => performance.now(),
    });
    const compared = (result: Result): Comparison => ({
      baseline: sideOf(result, names.baseline),
      candidate: sideOf(result, names.candidate),
      trials: "interleaved",
      incomparable: [],
      equivalence: result.equivalence,
      falseAlarms: falseAlarmBudget,
      unpaired: [],
      cases: [...plan.comparisons()],
    });
    const { onProgress } = observer;
    const database = await openDatabase({ projectDir, rows, command, url, mayWrite, onProgress, signal });
    try {
      const result = await run(
        {
          command,
          options: recordedOptions(options, flags),
          startedAt,
          rows,
          schedule: { kind: "sequential", plan },
          rngSeed,
          cases: [...baseline.cases, ...candidate.cases],
          patterns,
          variants: [baseline.installed.variant, candidate.installed.variant],
          workerOf: ({ variant }) => (variant === names.baseline ? baseline.worker : candidate.worker),
          signal,
          heapDiff: false,
        },
        database,
        observer.watch(plan, compared),
      );
      return { ...result, comparisons: [compared(result)] };
    } finally {
      observer.busy("Stopping the server");
      await database.close();
    }
  } finally {
    watchdog.stop();
  }
}

/** What the two sides are called: what was asked for; alike ones are told apart. */
function sideNames({ from, to }: UpgradeOptions): { readonly baseline: string; readonly candidate: string } {
  const [baseline, candidate] = [from?.text ?? "installed", to?.text ?? "installed"];
  return { baseline, candidate: candidate === baseline ? `${candidate} (again)` : candidate };
}

function sameVersions(...sides: readonly Side[]): boolean {
  const versions = sides.map(({ installed: { variant } }) =>
    JSON.stringify([variant.node, Object.entries(variant.packages).sort()]),
  );
  return new Set(versions).size === 1;
}

/** The options as the result keeps them: all that were resolved, but for where the server is and where files go. */
function recordedOptions(
  { from, to, rows, patterns, timeout, rngSeed, budget, judging }: UpgradeOptions,
  flags: string[],
) {
  const sides = { from: from?.text ?? "installed", to: to?.text ?? "installed" };
  return { ...sides, rows, patterns, timeout, rngSeed, budget, nodeArgs: flags, thresholds: judging.thresholds };
}
