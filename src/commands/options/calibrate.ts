/** What `ormeter calibrate` may be asked. */
import { budget, rngSeed, timeout } from "../../flags/measuring.js";
import { json, open, runFolder } from "../../flags/output.js";
import { comparedRows, patternsOf, rowsOr, server, workload } from "../../flags/reading.js";
import type { CommandOptions, WithRead } from "./types.js";
import type { TwoSidesOptions } from "../session/two-sides.js";

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
