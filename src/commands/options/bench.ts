/** What `ormeter bench` may be asked. */
import type { Surroundings } from "../../config/surroundings.js";
import { together } from "../../flags/flag.js";
import { baseline, judgingFlags } from "../../flags/judging.js";
import { heapDiff, nodeArgs, quick, rngSeed, rounds, timeout, trialFlags, usualRounds } from "../../flags/measuring.js";
import { json, open, resume, runFolder, save, share } from "../../flags/output.js";
import { config, ownFlags } from "../../flags/own.js";
import { patterns, quickRows, rowsOf, rowsOr, server, usualRows, workload } from "../../flags/reading.js";
import { chosenPatterns } from "../session/patterns-besides.js";
import type { CommandOptions, WithRead } from "./types.js";

/** Milliseconds that a quick run reads: three rounds on two cores, since fewer recommend nothing. */
const quickTime = 30_000;

export const benchFlags = {
  quick,
  workload,
  rows: rowsOr(usualRows, quickRows),
  rounds: rounds.orElse(() => undefined, usualRounds),
  patterns,
  config,
  ...ownFlags,
  server,
  out: runFolder("bench"),
  resume,
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
  share,
  json,
  open,
};

export type BenchOptions = WithRead<Omit<CommandOptions<typeof benchFlags>, "rounds">> & {
  readonly rounds: number;
  /** Milliseconds that the rounds may take, where nobody said how many there are to be. */
  readonly readingTime: number | undefined;
  /** The environment as it is with the project's config loaded. */
  readonly env: Surroundings["env"];
};

/** What the flags say together. */
export async function resolveBench(
  given: CommandOptions<typeof benchFlags>,
  { env }: Pick<Surroundings, "env">,
): Promise<BenchOptions> {
  const { quickPatterns, usualPatterns } = await import("../../project/clients.js");
  const usual = await usualPatterns();
  const matters = given.quick ? await quickPatterns() : () => true;
  return {
    ...given,
    rows: rowsOf(given.rows, given.workload, given.quick ? quickRows : usualRows),
    rounds: given.rounds ?? Number(usualRounds),
    readingTime: given.quick && given.rounds === undefined ? quickTime : undefined,
    patterns: await chosenPatterns(given, (id) => usual(id) && matters(id)),
    env,
  };
}
