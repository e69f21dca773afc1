/** What `ormeter scale` may be asked. */
import type { Surroundings } from "../../config/surroundings.js";
import { nodeArgs, rngSeed, rounds, timeout, trialFlags } from "../../flags/measuring.js";
import { json, open, resume, runFolder } from "../../flags/output.js";
import { config, ownFlags } from "../../flags/own.js";
import { patterns, predict, rowsOf, server, sizes, sizesUpTo, usualLargest, workload } from "../../flags/reading.js";
import { chosenPatterns } from "../session/patterns-besides.js";
import type { CommandOptions, WithRead } from "./types.js";

/** How several sizes are measured, whatever is asked of them. */
export const scalingFlags = {
  workload,
  rounds,
  patterns,
  config,
  ...ownFlags,
  server,
  out: runFolder("scale"),
  timeout,
  rngSeed,
  nodeArgs,
  ...trialFlags,
  json,
};

export const scaleFlags = {
  rows: sizes.orElse(() => undefined, sizesUpTo(usualLargest).join(",")),
  predict,
  ...scalingFlags,
  resume,
  open,
};

export type ScaleOptions = WithRead<CommandOptions<typeof scaleFlags>> & {
  /** The sizes below `rows`, which is the largest. */
  readonly sizes: readonly number[];
  /** The environment as it is with the project's config loaded. */
  readonly env: Surroundings["env"];
};

/** What the flags say together. */
export async function resolveScale(
  given: CommandOptions<typeof scaleFlags>,
  { env }: Pick<Surroundings, "env">,
): Promise<ScaleOptions> {
  const { usualPatterns } = await import("../../project/clients.js");
  const all = given.rows ?? sizesUpTo(rowsOf(undefined, given.workload, usualLargest));
  const rows = Math.max(...all);
  return {
    ...given,
    rows,
    sizes: all.filter((size) => size < rows),
    // Of rows of one's own the largest size is a sample of them.
    ...(given.rows && given.sample === undefined && { sample: rows }),
    patterns: await chosenPatterns(given, await usualPatterns()),
    env,
  };
}
