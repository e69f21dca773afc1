/** What `ormeter bench` does. */
import { checkOneVariant } from "../compare/compare-sides.js";
import type { PatternRequest } from "../config/pattern-requests.js";
import { only, recorded } from "../flags/flag.js";
import { trialFlags } from "../flags/measuring.js";
import { readBaseline } from "../results/baselines.js";
import { benchFlags, type BenchOptions } from "./options/bench.js";
import { comparedResult } from "./session/two-results.js";
import type { Target } from "./session/target.js";
import { measureTargets } from "./session/targets.js";
import { judgingOf } from "./session/exit-code.js";
import { measureInstalled } from "./session/measure-installed.js";
import type { Measure } from "./session/measure-into.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can fix; nothing was measured then.
 */
export function runBench(options: BenchOptions, streams: Streams = process): Promise<number> {
  return measureTargets(options, streams, (target, out) =>
    runMeasuringCommand({ ...options, out }, streams, benchOf(options, target)),
  );
}

/** Measures one target, and holds it against the baseline where there is one. */
export function benchOf({ baseline: against, ...options }: BenchOptions, target: Target): Measure {
  const baseline = against?.given;
  const judging = judgingOf(against);
  return async (display, signal, keep) => {
    // Read before anything is measured: one that is corrupt, or holds too much, isn't found out after minutes.
    const before = baseline && (await readBaseline(baseline.name, baseline.file));
    if (before) checkOneVariant(before, baseline.name);
    const run = {
      command: "bench",
      options,
      target,
      // All that were resolved, but for where the server is and where files go.
      record: (patterns: readonly PatternRequest[]) => ({ ...recorded(benchFlags, options), patterns }),
      trialOptions: only(trialFlags, options),
    };
    const result = await measureInstalled(run, display, signal, keep);
    if (!baseline || !before) return result;
    return comparedResult({ name: baseline.name, result: before }, { name: "this run", result }, judging);
  };
}
