/** Which figures of a result may be held against each other, so that one of them is called better. */
import { busyWith } from "../../compare/busy.js";
import { gaveTheSame } from "../../compare/self-equivalence.js";
import type { Metric } from "../../metrics.js";
import type { Result } from "../../results/schema.js";
import { hasDifferentData } from "./comparison/compared-result.js";

/** Whether the cases of a result may be ranked by a metric. */
export type MayRank = (metric: Pick<Metric, "noise">) => boolean;

/**
 * None where reads returned different data, since one that is wrong costs what it likes. None where several versions
 * were read: a pattern would compete with itself, and the comparison says what there is to say. No times where the machine
 * was busy with other things.
 */
export function mayRank(result: Result): MayRank {
  const never = hasDifferentData(result) || result.variants.length > 1 || mayReadOthers(result);
  const busy = busyWith(result) !== undefined;
  return ({ noise }) => !never && !(busy && noise === "noisy");
}

/** Functions of the user's needn't read the same. */
const mayReadOthers = (result: Result): boolean => result.dataSet.own?.kind === "functions" && !gaveTheSame(result);
