/** `ormeter bench`: reads the data set in every pattern and says what each read costs. */
import type { Surroundings } from "../config/surroundings.js";
import { together } from "../flags/flag.js";
import { baseline, judgingFlags } from "../flags/judging.js";
import { heapDiff, nodeArgs, quick, rngSeed, rounds, timeout, trialFlags } from "../flags/measuring.js";
import { json, open, runFolder, save } from "../flags/output.js";
import { config, ownFlags } from "../flags/own.js";
import { patterns, quickRows, rows, server, usualRows } from "../flags/reading.js";
import { patternsBesides } from "./session/patterns-besides.js";
import { command, type CommandOptions, type WithPatterns } from "./command.js";

export const benchFlags = {
  quick,
  rows: rows.orElse(() => undefined, `${usualRows}, or ${quickRows} with --quick`),
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
  open,
};

export type BenchOptions = WithPatterns<Omit<CommandOptions<typeof benchFlags>, "rows">> & {
  readonly rows: number;
  /** The environment as it is with the project's config loaded. */
  readonly env: Surroundings["env"];
};

export const bench = command({
  name: "bench",
  description: "read the data set in every pattern, in fresh processes, and show what each read costs",
  flags: benchFlags,
  run: async (given, { env }) => {
    const own = await patternsBesides(given);
    const matters = given.quick ? await (await import("../project/clients.js")).quickPatterns() : () => true;
    const options: BenchOptions = {
      ...given,
      rows: given.rows ?? Number(given.quick ? quickRows : usualRows),
      patterns: given.patterns((id) => own.includes(id) || matters(id), own),
      env,
    };
    return (await import("./run-bench.js")).runBench(options);
  },
});
