/** Options of `upgrade`: which two sides, and those of `bench` that make sense there. */
import { z } from "zod";
import { UsageError } from "../errors.js";
import {
  defaultOut,
  parse,
  resolveBenchOptions,
  type BenchOptions,
  type RawBenchOptions,
  type Surroundings,
} from "./options.js";
import { resolveJudging } from "./comparison-options.js";
import { availablePatterns } from "./patterns.js";
import { duration } from "../flags/quantities.js";
import { parseVariant, type KnownPackage, type VariantRequest } from "./variant-specs.js";

/** Options of `upgrade` as commander gives them. */
export interface RawUpgradeOptions extends Pick<
  RawBenchOptions,
  "rows" | "patterns" | "url" | "out" | "timeout" | "rngSeed" | "nodeArgs" | "json" | "failOn" | "strict"
> {
  readonly from?: string;
  readonly to?: string;
  readonly budget?: string;
}

/** Options of `upgrade`, complete and checked. */
export interface UpgradeOptions extends BenchOptions {
  /** Undefined: what is installed. */
  readonly from: VariantRequest | undefined;
  readonly to: VariantRequest | undefined;
  /** Milliseconds after which no round is begun. */
  readonly budget: number;
}

/** Rows of the data set that versions are compared on: enough for a read to be itself, few enough for many rounds. */
export const comparedRows = "100000";

const rawUpgrade = z.object({ budget: duration("--budget").prefault("300") });

/**
 * Resolves the options of `upgrade`.
 *
 * @throws UsageError with one sentence for the first value that won't do.
 */
export function resolveUpgradeOptions({ from, to, ...raw }: RawUpgradeOptions, around: Surroundings): UpgradeOptions {
  if (to === undefined) {
    throw new UsageError(
      "upgrade needs --to: the version to upgrade to, such as --to typeorm@1.1.1 or --to ./typeorm.tgz.",
    );
  }
  const sides = {
    from: from === undefined ? undefined : parseVariant("--from", from, around.cwd),
    to: parseVariant("--to", to, around.cwd),
  };
  const asked = [sides.from, sides.to].flatMap((side) => side?.packages ?? []).map(({ name }) => name);
  return resolveTwoSides("upgrade", sides, asked, raw, around);
}

/**
 * Resolves the options of `calibrate`: an upgrade of TypeORM from what is installed to the same.
 *
 * @throws UsageError with one sentence for the first value that won't do.
 */
export const resolveCalibrateOptions = (
  raw: Omit<RawUpgradeOptions, "from" | "to" | "failOn" | "strict">,
  around: Surroundings,
): UpgradeOptions => resolveTwoSides("calibrate", { from: undefined, to: undefined }, ["typeorm"], raw, around);

/** @param packages those in which the sides differ: they say which patterns are read unless others are named. */
function resolveTwoSides(
  command: string,
  sides: Pick<UpgradeOptions, "from" | "to">,
  packages: readonly (KnownPackage | undefined)[],
  { budget, failOn, strict, ...raw }: Omit<RawUpgradeOptions, "from" | "to">,
  around: Surroundings,
): UpgradeOptions {
  const available = availablePatterns();
  const bench = resolveBenchOptions(
    { rows: comparedRows, out: defaultOut(around.cwd, command, around.now), ...raw },
    around,
    available,
    available.filter((id) => touchedBy(packages, id)),
  );
  const judging = resolveJudging({ ...(failOn !== undefined && { failOn }), ...(strict !== undefined && { strict }) });
  return Object.freeze({ ...bench, ...sides, judging, budget: parse(rawUpgrade, { budget }).budget });
}

/** Whether a pattern reads with any of these packages, as far as it is known: without the ORM, its version says nothing. */
export function touchedBy(packages: readonly (KnownPackage | undefined)[], pattern: string): boolean {
  return packages.some((name) => name !== "typeorm") || pattern.startsWith("typeorm/");
}
