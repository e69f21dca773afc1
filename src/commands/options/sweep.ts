/** What `ormeter sweep` may be asked. */
import type { Surroundings } from "../../config/surroundings.js";
import { latency, nodeArgs, rngSeed, rounds, timeout, trialFlags } from "../../flags/measuring.js";
import { json, open, resume, runFolder } from "../../flags/output.js";
import { config, ownFlags } from "../../flags/own.js";
import { comparedRows, patternsOf, rowsOf, rowsOr, server, workload } from "../../flags/reading.js";
import { chosenPatterns } from "../session/patterns-besides.js";
import type { CommandOptions, WithRead } from "./types.js";

export const sweepFlags = {
  workload,
  rows: rowsOr(comparedRows),
  rounds,
  patterns: patternsOf("those of the ORMs").describedAs(
    "patterns or folders, as for bench; an option that is set isn't varied: take-skip:pageSize=1000",
  ),
  latency,
  config,
  ...ownFlags,
  server,
  out: runFolder("sweep"),
  resume,
  timeout,
  rngSeed,
  nodeArgs,
  ...trialFlags,
  json,
  open,
};

export type SweepOptions = WithRead<CommandOptions<typeof sweepFlags>> & {
  /** The environment as it is with the project's config loaded. */
  readonly env: Surroundings["env"];
};

/** What the flags say together. */
export async function resolveSweep(
  given: CommandOptions<typeof sweepFlags>,
  { env }: Pick<Surroundings, "env">,
): Promise<SweepOptions> {
  const { patternsOfOrms } = await import("../../project/clients.js");
  return {
    ...given,
    rows: rowsOf(given.rows, given.workload, comparedRows),
    patterns: await chosenPatterns(given, await patternsOfOrms()),
    env,
  };
}
