/** `ormeter bench`: reads the data set in every pattern and says what each read costs. */
import type { Surroundings } from "../config/surroundings.js";
import { together } from "../flags/flag.js";
import { baseline, judgingFlags } from "../flags/judging.js";
import { heapDiff, nodeArgs, rngSeed, rounds, timeout, trialFlags } from "../flags/measuring.js";
import { json, runFolder, save } from "../flags/output.js";
import { config, ownFlags } from "../flags/own.js";
import { patterns, rowsOf, rowsOr, server, usualRows, workload } from "../flags/reading.js";
import { patternsBesides } from "./session/patterns-besides.js";
import { command, type CommandOptions, type WithRead } from "./command.js";

export const benchFlags = {
  workload,
  rows: rowsOr(usualRows),
  rounds,
  patterns,
  config,
  ...ownFlags,
  server,
  out: runFolder("bench"),
  timeout,
  rngSeed,
  nodeArgs,
  ...trialFlags,
  heapDiff,
  save,
  // Flags that judge a comparison which isn't made are refused: whoever asks for a gate believes that there is one.
  baseline: together(
    baseline,
    judgingFlags,
    (flag) =>
      `${flag} judges a comparison, and there is nothing to compare with: name a baseline too, with --baseline <name>.`,
  ),
  json,
};

export type BenchOptions = WithRead<CommandOptions<typeof benchFlags>> & {
  /** The environment as it is with the project's config loaded. */
  readonly env: Surroundings["env"];
};

export const bench = command({
  name: "bench",
  description: "read the data set in every pattern, in fresh processes, and show what each read costs",
  flags: benchFlags,
  run: async (given, { env }) => {
    const { usualPatterns } = await import("../project/clients.js");
    const options: BenchOptions = {
      ...given,
      rows: rowsOf(given.rows, given.workload, usualRows),
      patterns: given.patterns(await usualPatterns(), await patternsBesides(given)),
      env,
    };
    return (await import("./run-bench.js")).runBench(options);
  },
});
