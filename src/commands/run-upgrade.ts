/** `ormeter upgrade`: the same reads with two sets of installed versions, in turns, until it is clear what changed. */
import type { UpgradeOptions } from "../config/upgrade-options.js";
import { knownCalibration } from "./run-calibrate.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";
import { measureTwoSides } from "./session/two-sides.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can mend; nothing was measured then.
 */
export const runUpgrade = (options: UpgradeOptions, streams: Streams = process): Promise<number> =>
  runMeasuringCommand(options, streams, async (display, signal, keep) => {
    const result = await measureTwoSides(options, "upgrade", display, signal, keep);
    const calibration = await knownCalibration(result, options.projectDir);
    return { ...result, ...(calibration && { calibration }) };
  });
