/** What `ormeter upgrade` does. */
import { verdictLine } from "../report/model/verdict-line.js";
import { knownCalibration } from "./run-calibrate.js";
import { upgradeFlags, type UpgradeOptions } from "./options/upgrade.js";
import { judgingOf } from "./session/exit-code.js";
import type { Measure } from "./session/measure-into.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";
import type { Target } from "./session/target.js";
import { measureTargets } from "./session/targets.js";
import { tellTogether, type ToldRun } from "./session/tell-together.js";
import { measureTwoSides } from "./session/two-sides.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can fix; nothing was measured then.
 */
export async function runUpgrade(options: UpgradeOptions, streams: Streams = process): Promise<number> {
  const runs: ToldRun[] = [];
  const code = await measureTargets(options, streams, (target, out) => {
    const isOnly = out === options.out;
    const stepSummary = isOnly ? options.stepSummary : undefined;
    const measure = upgradeOf(options, target);
    return runMeasuringCommand({ ...options, stepSummary, out }, streams, async (display, signal, keep) => {
      const result = await measure(display, signal, keep);
      const verdict = isOnly ? undefined : verdictLine(result);
      if (verdict) runs.push({ name: result.dataSet.name, verdict, out });
      return result;
    });
  });
  if (runs.length > 0) await tellTogether(runs, code, options, streams);
  return code;
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
