/** What trials of two sides measured of one metric, laid out for an estimate. Pure. */
import type { Metric } from "../metrics.js";
import type { Outcome, Reading, Trial } from "../results/schema.js";

export type Pair = readonly [baseline: number, candidate: number];

/** Values of each side, pair by pair: from one round, made beside each other in an order that was drawn. */
export interface Pairs {
  readonly kind: "pairs";
  readonly pairs: readonly Pair[];
  /** How fast the worker's core was meanwhile; as many as pairs, all above 0. */
  readonly coreSpeeds?: readonly Pair[];
}

/** A metric's values on both sides. */
export type Measurements =
  Pairs | { readonly kind: "separate"; readonly baseline: readonly number[]; readonly candidate: readonly number[] };

type Completed = Extract<Outcome, { kind: "completed" }>;
type ByRound = ReadonlyMap<number, number>;

/** What trials that completed measured, by their rounds; without those that didn't measure it. */
function byRound(trials: readonly Trial[], read: (outcome: Completed) => Reading | undefined): ByRound {
  // In a loop: simulations come by here millions of times.
  const values = new Map<number, number>();
  for (const { round, outcome } of trials) {
    const value = outcome.kind === "completed" ? read(outcome) : undefined;
    if (typeof value === "number") values.set(round, value);
  }
  return values;
}

/** The values of a metric, in the order of the trials. */
export const valuesOf = ({ name }: Metric, trials: readonly Trial[]): number[] => [
  ...byRound(trials, ({ metrics }) => metrics[name]).values(),
];

/** Of trials whose rounds hold one of each side. A noisy metric comes with the core's speed, where all pairs have it. */
export function pairsOf({ name, noise }: Metric, baseline: readonly Trial[], candidate: readonly Trial[]): Pairs {
  const pairUp = (read: (outcome: Completed) => Reading | undefined): ReadonlyMap<number, Pair> => {
    const after = byRound(candidate, read);
    const pairs = new Map<number, Pair>();
    for (const [round, value] of byRound(baseline, read)) {
      const other = after.get(round);
      if (other !== undefined) pairs.set(round, [value, other]);
    }
    return pairs;
  };
  const values = pairUp(({ metrics }) => metrics[name]);
  const pairs = [...values.values()];
  if (noise !== "noisy") return { kind: "pairs", pairs };
  const speeds = pairUp(({ coreSpeed }) => coreSpeed);
  const coreSpeeds = [...values.keys()].flatMap((round) => {
    const pair = speeds.get(round);
    return pair ? [pair] : [];
  });
  return { kind: "pairs", pairs, ...(coreSpeeds.length === pairs.length && { coreSpeeds }) };
}

/** Of trials that were made at different times. */
export const separately = (metric: Metric, baseline: readonly Trial[], candidate: readonly Trial[]): Measurements => ({
  kind: "separate",
  baseline: valuesOf(metric, baseline),
  candidate: valuesOf(metric, candidate),
});
