/** What `ormeter scale` does. */
import type { PatternRequest } from "../config/pattern-requests.js";
import { only, recorded } from "../flags/flag.js";
import { trialFlags } from "../flags/measuring.js";
import { benchCaseOf } from "../results/cases.js";
import { scaleFlags, type ScaleOptions } from "./options/scale.js";
import { measureInstalled, type InstalledRun } from "./session/measure-installed.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";
import type { Target } from "./session/target.js";
import { measureTargets } from "./session/targets.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can fix; nothing was measured then.
 */
export function runScale(options: ScaleOptions, streams: Streams = process): Promise<number> {
  return measureTargets(options, streams, (target, out) =>
    runMeasuringCommand({ ...options, out }, streams, (display, signal, keep) =>
      measureInstalled(scaleOf(options, target), display, signal, keep),
    ),
  );
}

/** What is measured of a target: every pattern at every size, all of them in every round. */
export const scaleOf = (options: ScaleOptions, target: Target): InstalledRun => ({
  command: "scale",
  options,
  target,
  record: (patterns: readonly PatternRequest[]) => ({
    ...recorded(scaleFlags, options),
    rows: [...options.sizes, options.rows],
    patterns,
  }),
  trialOptions: only(trialFlags, options),
  varied: (cases, otherSizes) => [
    ...otherSizes.flatMap((rows) => cases.map((each) => benchCaseOf({ ...each, rows }))),
    ...cases,
  ],
});
