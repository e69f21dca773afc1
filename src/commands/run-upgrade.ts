/** What `ormeter upgrade` does. */
import { knownCalibration } from "./run-calibrate.js";
import { upgradeFlags, type UpgradeOptions } from "./upgrade.js";
import { judgingOf } from "./session/exit-code.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";
import { measureTargets } from "./session/targets.js";
import { measureTwoSides } from "./session/two-sides.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can fix; nothing was measured then.
 */
export function runUpgrade(options: UpgradeOptions, streams: Streams = process): Promise<number> {
  const judging = judgingOf(options);
  const asked = { command: "upgrade", flags: upgradeFlags, judging } as const;
  return measureTargets(options, streams, (target, out) =>
    runMeasuringCommand({ ...options, out, judging }, streams, async (display, signal, keep) => {
      const result = await measureTwoSides(options, target, asked, display, signal, keep);
      const calibration = await knownCalibration(result, options.projectDir);
      return { ...result, ...(calibration && { calibration }) };
    }),
  );
}
