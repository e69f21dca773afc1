/** `ormeter calibrate`: A against A, to find out what this machine can tell apart, and what it can't. */
import { comparedRows, rowsOf } from "../flags/reading.js";
import { command } from "./command.js";
import { calibrateFlags, type CalibrateOptions } from "./options/calibrate.js";

export const calibrate = command({
  name: "calibrate",
  description:
    "compare A with A, to learn how small a change this machine can detect; upgrade then says so with its verdicts",
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
