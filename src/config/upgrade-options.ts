/** Options of `upgrade`: which two sides, and those of `bench` that make sense there. */
import { z } from "zod";
import { UsageError } from "../errors.js";
import {
  defaultOut,
  parse,
  resolveBenchOptions,
  wholeNumber,
  type BenchOptions,
  type RawBenchOptions,
  type Surroundings,
} from "./options.js";
import { availablePatterns } from "./patterns.js";
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

const rawUpgrade = z.object({ budget: wholeNumber("--budget", 1, 86_400, " (seconds)").prefault("300") });

/**
 * Resolves the options of `upgrade`.
 *
 * @throws UsageError with one sentence for the first value that won't do.
 */
export function resolveUpgradeOptions(raw: RawUpgradeOptions, surroundings: Surroundings): UpgradeOptions {
  const { from, to, budget, ...others } = raw;
  const { cwd, now } = surroundings;
  if (to === undefined) {
    throw new UsageError(
      "upgrade needs --to: the version to upgrade to, such as --to typeorm@1.1.1 or --to ./typeorm.tgz.",
    );
  }
  const sides = {
    from: from === undefined ? undefined : parseVariant("--from", from, cwd),
    to: parseVariant("--to", to, cwd),
  };
  const available = availablePatterns();
  const asked = [sides.from, sides.to].flatMap((side) => side?.packages ?? []).map(({ name }) => name);
  const bench = resolveBenchOptions(
    { rows: comparedRows, out: defaultOut(cwd, "upgrade", now), ...others },
    surroundings,
    others.patterns === undefined ? available.filter((id) => touchedBy(asked, id)) : available,
  );
  return Object.freeze({ ...bench, ...sides, budget: parse(rawUpgrade, { budget }).budget * 1000 });
}

/**
 * Resolves the options of `calibrate`: an upgrade from what is installed to the same.
 *
 * @throws UsageError with one sentence for the first value that won't do.
 */
export function resolveCalibrateOptions(
  raw: Omit<RawUpgradeOptions, "from" | "to" | "failOn" | "strict">,
  surroundings: Surroundings,
): UpgradeOptions {
  const { cwd, now } = surroundings;
  const { budget, ...others } = raw;
  const bench = resolveBenchOptions(
    { rows: comparedRows, out: defaultOut(cwd, "calibrate", now), ...others },
    surroundings,
    others.patterns === undefined ? availablePatterns().filter((id) => id.startsWith("typeorm/")) : availablePatterns(),
  );
  return Object.freeze({
    ...bench,
    from: undefined,
    to: undefined,
    budget: parse(rawUpgrade, { budget }).budget * 1000,
  });
}

/** Whether a pattern reads with any of these packages, as far as it is known: without the ORM, its version says nothing. */
export function touchedBy(packages: readonly (KnownPackage | undefined)[], pattern: string): boolean {
  return packages.some((name) => name !== "typeorm") || pattern.startsWith("typeorm/");
}
