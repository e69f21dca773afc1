/** Which trials a run makes, in which order. Pure. */
import { mersenne } from "pure-rand/generator/mersenne";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import type { BenchCase } from "../results/schema.js";

/** One trial to come. */
export interface PlannedTrial {
  readonly case: BenchCase;
  /** From 1. */
  readonly round: number;
  /** Place in its round, from 1. */
  readonly position: number;
}

/**
 * Every case once a round; each round in an order of its own, drawn from `rngSeed` (a shuffle after Fisher and Yates), so that what
 * drifts on the machine hits all cases alike.
 */
export function planRounds(cases: readonly BenchCase[], rounds: number, rngSeed: number): PlannedTrial[][] {
  // Spreads its seed over its state at once; after the small seeds that people choose, others draw alike at first.
  const rng = mersenne(rngSeed);
  return Array.from({ length: rounds }, (_, index) => {
    const order = [...cases];
    for (let last = order.length - 1; last > 0; last--) {
      const other = uniformInt(rng, 0, last);
      const [moved] = order.splice(other, 1);
      if (moved) order.splice(last, 0, moved);
    }
    return order.map((benchCase, place) => ({ case: benchCase, round: index + 1, position: place + 1 }));
  });
}
