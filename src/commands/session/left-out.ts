/** Which of the patterns that were asked for can be read with what is there. Pure. */
import type { PatternRequest } from "../../config/pattern-requests.js";
import { UsageError } from "../../errors.js";
import type { Packages } from "../../project/packages.js";
import { leftOutTogether, type LeftOutTogether } from "../../results/left-out.js";
import type { LeftOut, Variant } from "../../results/schema.js";
import type { PatternDescription } from "../../trial/protocol.js";

/** What can be read, and what can't. */
export interface Applicable {
  readonly requests: readonly PatternRequest[];
  readonly leftOut: readonly LeftOut[];
}

/** Leaves out those that there is a reason to. */
export function withoutObstacles(
  requests: readonly PatternRequest[],
  obstacle: (pattern: string) => string | undefined,
): Applicable {
  const leftOut: LeftOut[] = [];
  const able = requests.filter(({ id: pattern }) => {
    const why = obstacle(pattern);
    if (why !== undefined) leftOut.push({ pattern, why });
    return why === undefined;
  });
  return { requests: able, leftOut };
}

/**
 * Why a pattern can't be read with some packages: the rest of a sentence; undefined where it can.
 *
 * @param packages exact versions of what reads go through: one record for each variant that it is read with.
 */
export function missingPackage(
  { needs = [] }: Pick<PatternDescription, "needs">,
  packages: readonly Variant["packages"][],
  known: Packages,
): string | undefined {
  for (const there of packages) {
    const missing = needs.find((name) => !Object.hasOwn(there, name));
    if (missing === undefined) continue;
    const bringer = known.bringerOf(missing);
    const version = bringer === undefined ? undefined : there[bringer];
    return bringer === undefined || version === undefined
      ? `it needs ${missing}, which isn't installed`
      : `it needs ${missing}, which ${bringer} ${version} doesn't bring`;
  }
  return undefined;
}

/**
 * Sentences on what isn't read.
 *
 * @throws UsageError with them where nothing is left to read.
 */
export function notesOn({ requests, leftOut }: Applicable): string[] {
  const read = requests.map(({ id }) => id);
  const together = leftOutTogether(leftOut, read);
  if (requests.length === 0 && together.length > 0) {
    const reasons = together.map((each) => `${placeOf(each)}: ${each.why}`).join("; ");
    throw new UsageError(`Nothing that was asked for can be read here (${reasons}).`);
  }
  return together.map((each) => `${placeOf(each)} isn't read: ${each.why}.`);
}

/** A folder's name alone would be taken for the ORM's. */
const placeOf = ({ name, isFolder }: LeftOutTogether): string => (isFolder ? `bench/${name}` : name);
