/** What `ormeter upgrade` does. */
import { knownCalibration } from "./run-calibrate.js";
import { upgradeFlags, type UpgradeOptions } from "./upgrade.js";
import { judgingOf } from "./session/exit-code.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";
import { measureTwoSides } from "./session/two-sides.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can mend; nothing was measured then.
 */
export function runUpgrade(options: UpgradeOptions, streams: Streams = process): Promise<number> {
  const judging = judgingOf(options);
  const asked = { command: "upgrade", flags: upgradeFlags, judging } as const;
  return runMeasuringCommand({ ...options, judging }, streams, async (display, signal, keep) => {
    const result = await measureTwoSides(options, asked, display, signal, keep);
    const calibration = await knownCalibration(result, options.projectDir);
    return { ...result, ...(calibration && { calibration }) };
  });
}
