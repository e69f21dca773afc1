/** What `ormeter calibrate` does. */
import { join } from "node:path";
import { comparability } from "../compare/comparability.js";
import { pairCases } from "../compare/same-read.js";
import { projectPaths } from "../config/project.js";
import type { Calibration } from "../results/comparison.js";
import type { DataSet, Result } from "../results/schema.js";
import { readResult, writeResultFile } from "../results/store.js";
import { calibrate } from "../runner/calibration.js";
import { calibrateFlags, type CalibrateOptions } from "./options/calibrate.js";
import { judgingOf } from "./session/exit-code.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";
import { dataSetTarget } from "./session/data-set-target.js";
import { measureTwoSides } from "./session/two-sides.js";

/**
 * Runs the command, and keeps what it found for `upgrade` to say beside its verdicts.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can fix; nothing was measured then.
 */
export const runCalibrate = (options: CalibrateOptions, streams: Streams = process): Promise<number> =>
  runMeasuringCommand(options, streams, async (display, signal, keep) => {
    const judging = judgingOf();
    const measured = await measureTwoSides(
      options,
      dataSetTarget(options),
      { command: "calibrate", flags: calibrateFlags, judging },
      display,
      signal,
      keep,
    );
    // Of A against A no verdict is news, nor is it a reason to fail.
    delete measured.comparisons;
    delete measured.judging;
    if (measured.state !== "complete") return measured;
    display.doing("Simulating comparisons");
    const [before, after] = measured.variants.map(({ name }) =>
      measured.cases.filter(({ variant }) => variant === name),
    );
    const { thresholds } = judging;
    const { budget, rngSeed } = options;
    const pairs = pairCases(before ?? [], after ?? []);
    const result = { ...measured, calibration: calibrate(measured, { pairs, thresholds, budget, rngSeed }) };
    await writeResultFile(calibrationFile(options.projectDir, result.dataSet), result);
    return result;
  });

/** Where the last calibration with so many rows is kept. */
const calibrationFile = (projectDir: string, { name, rows }: Pick<DataSet, "name" | "rows">): string =>
  join(projectPaths(projectDir).home, "calibrations", `${name.replaceAll(/[^\w.-]+/g, "-")}-${rows}.json`);

/** What was calibrated under the conditions of a result; undefined where not all of it was, or they have changed since. */
export async function knownCalibration(result: Result, projectDir: string): Promise<Calibration | undefined> {
  // One that can't be read is as good as none: `calibrate` replaces it.
  const calibrated = await readResult(calibrationFile(projectDir, result.dataSet)).catch(() => undefined);
  const differs = (before: Result) => comparability(before, result).some(({ spoils }) => spoils !== "times");
  if (!calibrated?.calibration || differs(calibrated)) return undefined;
  const known = new Set(calibrated.calibration.floors.map(({ pattern }) => pattern));
  return result.patterns.every(({ id }) => known.has(id)) ? calibrated.calibration : undefined;
}
