/** What `ormeter limits` may be asked. */
import os from "node:os";
import type { Surroundings } from "../../config/surroundings.js";
import { limitBy, memory, tries, usualMemory } from "../../flags/limiting.js";
import { nodeArgs, rngSeed, timeout } from "../../flags/measuring.js";
import { json, open, resume, runFolder } from "../../flags/output.js";
import { config, ownFlags } from "../../flags/own.js";
import { comparedRows, patternsOf, rowsOf, rowsOr, server, workload } from "../../flags/reading.js";
import { chosenPatterns } from "../session/patterns-besides.js";
import type { CommandOptions, WithRead } from "./types.js";

export const limitsFlags = {
  memory,
  tries,
  limitBy,
  workload,
  rows: rowsOr(comparedRows),
  patterns: patternsOf("those of bench"),
  config,
  ...ownFlags,
  server,
  out: runFolder("limits"),
  resume,
  timeout: timeout.describedAs("how long one trial may take at most: 90, 90s, 10m"),
  rngSeed,
  nodeArgs,
  json,
  open,
};

export type LimitsOptions = WithRead<Omit<CommandOptions<typeof limitsFlags>, "memory">> & {
  /** MiB, smallest first; one at least. */
  readonly memory: readonly number[];
  /** The environment as it is with the project's config loaded. */
  readonly env: Surroundings["env"];
};

/** MiB that this process may have, and so the most that a limit can be. */
export function memoryThere(): number {
  const limit = process.constrainedMemory();
  return Math.floor(Math.min(os.totalmem(), limit > 0 ? limit : Infinity) / 2 ** 20);
}

/** What the flags say together. */
export async function resolveLimits(
  given: CommandOptions<typeof limitsFlags>,
  { env }: Pick<Surroundings, "env">,
): Promise<LimitsOptions> {
  const { usualPatterns } = await import("../../project/clients.js");
  return {
    ...given,
    memory: given.memory ?? usualMemory.filter((limit, place) => place === 0 || limit <= memoryThere()),
    rows: rowsOf(given.rows, given.workload, comparedRows),
    patterns: await chosenPatterns(given, await usualPatterns()),
    env,
  };
}
