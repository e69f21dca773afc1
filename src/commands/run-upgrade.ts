/** What `ormeter upgrade` does. */
import { knownCalibration } from "./run-calibrate.js";
import { upgradeFlags, type UpgradeOptions } from "./upgrade.js";
import { judgingOf } from "./session/exit-code.js";
import type { Measure } from "./session/measure-into.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";
import { measureTargets, type Target } from "./session/targets.js";
import { measureTwoSides } from "./session/two-sides.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can fix; nothing was measured then.
 */
export function runUpgrade(options: UpgradeOptions, streams: Streams = process): Promise<number> {
  const judging = judgingOf(options);
  return measureTargets(options, streams, (target, out) =>
    runMeasuringCommand({ ...options, out, judging }, streams, upgradeOf(options, target)),
  );
}

/** Measures one target with both sides in turns, and says what this machine is known to tell apart. */
export function upgradeOf(options: UpgradeOptions, target: Target): Measure {
  const asked = { command: "upgrade", flags: upgradeFlags, judging: judgingOf(options) } as const;
  return async (display, signal, keep) => {
    const result = await measureTwoSides(options, target, asked, display, signal, keep);
    const calibration = await knownCalibration(result, options.projectDir);
    return { ...result, ...(calibration && { calibration }) };
  };
}
