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
 * Every case once a round; each round in an order of its own, drawn from `rngSeed`, so that what drifts on the machine
 * hits all cases alike.
 */
export function planRounds(cases: readonly BenchCase[], rounds: number, rngSeed: number): PlannedTrial[][] {
  // Spreads its seed over its state at once; after the small seeds that people choose, others draw alike at first.
  const rng = mersenne(rngSeed);
  return Array.from({ length: rounds }, (_, index) =>
    shuffled(cases, (most) => uniformInt(rng, 0, most)).map((benchCase, place) => ({
      case: benchCase,
      round: index + 1,
      position: place + 1,
    })),
  );
}

/**
 * In an order that is drawn: a shuffle after Fisher and Yates.
 *
 * @param draw a whole number from 0 to `most`, all equally likely.
 */
export function shuffled<Item>(items: readonly Item[], draw: (most: number) => number): Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const [moved] = order.splice(draw(last), 1);
    if (moved !== undefined) order.splice(last, 0, moved);
  }
  return order;
}

/**
 * Those of the rounds that are done in time: the first always, then as long as one that takes as long as the last would end
 * in time.
 *
 * @param time in ms, from the first.
 * @param now a clock in ms.
 */
export function* inTime<Round>(rounds: Iterable<Round>, time: number, now = () => performance.now()): Generator<Round> {
  const start = now();
  let begun = start;
  for (const round of rounds) {
    const last = now() - begun;
    begun = now();
    if (last > 0 && begun + last - start > time) return;
    yield round;
  }
}
