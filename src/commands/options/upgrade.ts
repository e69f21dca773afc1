/** What `ormeter upgrade` may be asked. */
import type { LockRequest, SideRequest } from "../../config/lock-specs.js";
import type { Surroundings } from "../../config/surroundings.js";
import { UsageError } from "../../errors.js";
import { judgingFlags } from "../../flags/judging.js";
import { budget, nodeArgs, rngSeed, timeout } from "../../flags/measuring.js";
import { json, open, runFolder } from "../../flags/output.js";
import { config, ownFlags } from "../../flags/own.js";
import {
  comparedRows,
  from,
  fromLock,
  patternsOf,
  rowsOf,
  rowsOr,
  server,
  to,
  toLock,
  workload,
} from "../../flags/reading.js";
import { patternsBesides } from "../session/patterns-besides.js";
import type { CommandOptions, WithRead } from "./types.js";

export const upgradeFlags = {
  from,
  to,
  fromLock,
  toLock,
  workload,
  rows: rowsOr(comparedRows),
  budget: budget.describedAs((help) => `${help}; ends early once all is decided`),
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

type Given = CommandOptions<typeof upgradeFlags>;

export type UpgradeOptions = Omit<WithRead<Given>, "from" | "to" | "fromLock" | "toLock"> &
  Sides & {
    /** The environment as it is with the project's config loaded. */
    readonly env: Surroundings["env"];
    /** Two lock files between which nothing differs that the patterns read through: there is nothing to measure. */
    readonly same: SameLocks | undefined;
  };

/** Two lock files. */
export interface SameLocks {
  readonly from: LockRequest;
  readonly to: LockRequest;
}

/** Undefined: what is installed. */
export interface Sides {
  readonly from: SideRequest | undefined;
  readonly to: SideRequest;
}

/**
 * The two sides, by specs or by lock files.
 *
 * @throws UsageError where a side is said twice, or the candidate's isn't said.
 */
export function sidesOf({ from, to, fromLock, toLock }: Pick<Given, "from" | "to" | "fromLock" | "toLock">): Sides {
  const side = (flag: string, specs: SideRequest | undefined, lock: LockRequest | undefined) => {
    if (!specs || !lock) return specs ?? lock;
    throw new UsageError(`${flag} and ${flag}-lock are the same side: give one of them.`);
  };
  const candidate = side("--to", to, toLock);
  const baseline = side("--from", from, fromLock);
  if (candidate) return { from: baseline, to: candidate };
  throw new UsageError(
    fromLock
      ? "upgrade needs --to-lock beside --from-lock: the lock file to upgrade to, such as --to-lock package-lock.json."
      : "upgrade needs --to: the version to upgrade to, such as --to typeorm@1.1.1 or --to ./typeorm.tgz.",
  );
}

/** What the flags say together: by itself it reads what the difference can touch. */
export async function resolveUpgrade(
  { fromLock, toLock, ...given }: Given,
  { env }: Pick<Surroundings, "env">,
): Promise<UpgradeOptions> {
  const sides = sidesOf({ ...given, fromLock, toLock });
  const { touches, lacking } = await (await import("../session/difference.js")).differenceOf(sides);
  const isUsual = (id: string) => touches(id) && lacking(id) === undefined;
  const patterns = given.patterns(isUsual, await patternsBesides(given));
  for (const { id } of patterns) {
    const why = lacking(id);
    if (why !== undefined) throw new UsageError(`${id} can't be read with both sides: ${why}.`);
  }
  // Locks say all that a read goes through, and specs only what they name.
  const isSame = fromLock && toLock && !patterns.some(({ id }) => touches(id));
  const same = isSame ? { from: fromLock, to: toLock } : undefined;
  return { ...given, ...sides, rows: rowsOf(given.rows, given.workload, comparedRows), patterns, env, same };
}
