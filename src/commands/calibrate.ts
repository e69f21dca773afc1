/** `ormeter calibrate`: A against A, to find out what this machine can tell apart, and what it can't. */
import { budget, rngSeed, timeout } from "../flags/measuring.js";
import { json, open, runFolder } from "../flags/output.js";
import { comparedRows, patternsOf, rows, server } from "../flags/reading.js";
import { command, type CommandOptions, type WithPatterns } from "./command.js";
import type { TwoSidesOptions } from "./session/two-sides.js";

export const calibrateFlags = {
  rows: rows.or(comparedRows),
  budget: budget.describedAs("how long to measure, as upgrade will: 300, 5m"),
  patterns: patternsOf("those of the ORMs"),
  server,
  out: runFolder("calibrate"),
  timeout,
  rngSeed,
  json,
  open,
};

/** Those of an upgrade from what is installed to the same. */
export type CalibrateOptions = WithPatterns<CommandOptions<typeof calibrateFlags>> & TwoSidesOptions;

export const calibrate = command({
  name: "calibrate",
  description: "compare A with A, to find out what this machine can tell apart: upgrade says it beside its verdicts",
  flags: calibrateFlags,
  run: async (given) => {
    const sides = { from: undefined, to: undefined, nodeArgs: [] };
    const { patternsOfOrms } = await import("../project/clients.js");
    const options: CalibrateOptions = { ...given, ...sides, patterns: given.patterns(await patternsOfOrms()) };
    return (await import("./run-calibrate.js")).runCalibrate(options);
  },
});
