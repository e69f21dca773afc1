/** `ormeter calibrate`: A against A, to find out what this machine can tell apart, and what it can't. */
import { budget, rngSeed, timeout } from "../flags/measuring.js";
import { json, open, runFolder } from "../flags/output.js";
import { comparedRows, patternsOf, rowsOf, rowsOr, server, workload } from "../flags/reading.js";
import { command, type CommandOptions, type WithRead } from "./command.js";
import type { TwoSidesOptions } from "./session/two-sides.js";

export const calibrateFlags = {
  workload,
  rows: rowsOr(comparedRows),
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
export type CalibrateOptions = WithRead<CommandOptions<typeof calibrateFlags>> & TwoSidesOptions;

export const calibrate = command({
  name: "calibrate",
  description: "compare A with A, to find out what this machine can tell apart: upgrade says it beside its verdicts",
  flags: calibrateFlags,
  run: async (given) => {
    const sides = { from: undefined, to: undefined, nodeArgs: [] };
    const { patternsOfOrms } = await import("../project/clients.js");
    const options: CalibrateOptions = {
      ...given,
      rows: rowsOf(given.rows, given.workload, comparedRows),
      ...sides,
      patterns: given.patterns(await patternsOfOrms()),
    };
    return (await import("./run-calibrate.js")).runCalibrate(options);
  },
});
