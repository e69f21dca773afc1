/** The plan of a run that looks for the smallest memory limit of each read: first the grid, then what halving asks for. Pure. */
import { mersenne } from "pure-rand/generator/mersenne";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { examine, gridConditions, readsOf, type LimitsAsked } from "../../compare/limits/examine.js";
import { benchCaseOf } from "../../results/cases.js";
import type { BenchCase, Conditions } from "../../results/schema.js";
import { shuffled } from "../plan.js";
import type { AdaptiveRounds } from "../run.js";

/** A read under conditions. */
const under = (read: BenchCase, conditions: Conditions): BenchCase => benchCaseOf({ ...read, conditions });

/** Every limit of the grid, of each read; the largest first, since it says how long the read takes where it has room. */
export const gridCases = (reads: readonly BenchCase[], asked: LimitsAsked): BenchCase[] =>
  asked.limits.toReversed().flatMap((limit) => reads.map((read) => under(read, gridConditions(limit, asked))));

/**
 * Plans the run: in a round each read of which not all is known is read once, under the conditions that its trials so far ask
 * for. It follows from the trials alone, so that a run can be gone on with.
 *
 * @param given the cases that there are, of which some may have been read before.
 */
export function limitsPlan(given: readonly BenchCase[], asked: LimitsAsked, rngSeed: number): AdaptiveRounds {
  const cases = new Map(given.map((each) => [each.id, each]));
  const reads = readsOf(given);
  return function* (trials, stop) {
    const rng = mersenne(rngSeed);
    for (let last = 0; !stop();) {
      const now = { cases: [...cases.values()], trials: trials() };
      const next = reads.flatMap((read) => {
        const conditions = examine(read, now, asked).next;
        return conditions ? [under(read, conditions)] : [];
      });
      if (next.length === 0) return;
      for (const each of next) cases.set(each.id, each);
      const round = Math.max(last, ...now.trials.map((trial) => trial.round)) + 1;
      last = round;
      const order = shuffled(next, (most) => uniformInt(rng, 0, most));
      yield order.map((each, place) => ({ case: each, round, position: place + 1 }));
    }
  };
}
