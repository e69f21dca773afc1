/** `ormeter upgrade`: the same reads with two sets of installed versions, in turns, until it is clear what changed. */
import type { Surroundings } from "../config/surroundings.js";
import { judgingFlags } from "../flags/judging.js";
import { budget, nodeArgs, rngSeed, timeout } from "../flags/measuring.js";
import { json, open, runFolder } from "../flags/output.js";
import { config, ownFlags } from "../flags/own.js";
import { comparedRows, from, patternsOf, rowsOf, rowsOr, server, to, workload } from "../flags/reading.js";
import { patternsBesides } from "./session/patterns-besides.js";
import { command, type CommandOptions, type WithRead } from "./command.js";

export const upgradeFlags = {
  from,
  to: to.required("upgrade needs --to: the version to upgrade to, such as --to typeorm@1.1.1 or --to ./typeorm.tgz."),
  workload,
  rows: rowsOr(comparedRows),
  budget: budget.describedAs((help) => `${help}; ends earlier when all is decided`),
  patterns: patternsOf("those that the difference can touch"),
  config,
  ...ownFlags,
  ...judgingFlags,
  server,
  out: runFolder("upgrade"),
  timeout,
  rngSeed,
  nodeArgs: nodeArgs.describedAs("flags for the workers' Node, beside those that keep V8 steady"),
  json,
  open,
};

export type UpgradeOptions = WithRead<CommandOptions<typeof upgradeFlags>> & {
  /** The environment as it is with the project's config loaded. */
  readonly env: Surroundings["env"];
};

/** What the flags say together: by itself it reads what the difference can touch. */
export async function resolveUpgrade(
  given: CommandOptions<typeof upgradeFlags>,
  { env }: Pick<Surroundings, "env">,
): Promise<UpgradeOptions> {
  const asked = [given.from, given.to].flatMap((side) => side?.packages ?? []).map(({ name }) => name);
  const { readWith } = await (await import("../project/clients.js")).projectPackages();
  return {
    ...given,
    rows: rowsOf(given.rows, given.workload, comparedRows),
    patterns: given.patterns(readWith(asked), await patternsBesides(given)),
    env,
  };
}

export const upgrade = command({
  name: "upgrade",
  description: "read with two sets of installed versions in turns, and say what changed: data, SQL, leaks, cost",
  flags: upgradeFlags,
  run: async (given, around) => {
    const options = await resolveUpgrade(given, around);
    return (await import("./run-upgrade.js")).runUpgrade(options);
  },
});
