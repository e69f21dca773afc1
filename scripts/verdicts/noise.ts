/** Noise whose kind is known, for asking how often statements about it are right. */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { mersenne } from "pure-rand/generator/mersenne";

/** Gives, trial after trial, by how much it varies: in units of one standard deviation, drift aside. */
export type Variation = () => number;

/**
 * - `normal`: Gauss's.
 * - `skewed`: exponential, so that one trial of twenty takes three standard deviations longer than the quickest ones.
 * - `disturbed`: small and normal, but one trial of ten is hit by something that is seven times as large.
 * - `drifting`: normal, on a level that walks at random by 0.3 from trial to trial and rises steadily by 0.1 besides.
 * - `two-level`: one level or another, by chance, with a tenth of their distance besides: what a collection more or
 *   less makes of a peak. No interval from a few values can know of it.
 */
export const noiseKinds = ["normal", "skewed", "disturbed", "drifting", "two-level"] as const;

export type NoiseKind = (typeof noiseKinds)[number];

/** Random numbers of one sequence, the same on every machine. */
export interface Random {
  /** From 0 up to 1. */
  readonly uniform: () => number;
  /** Standard normal. */
  readonly normal: () => number;
  /** Exponential with a mean of 1. */
  readonly exponential: () => number;
}

export function randomFrom(rngSeed: number): Random {
  const generator = mersenne(rngSeed);
  const uniform = () => uniformFloat64(generator);
  const exponential = () => -Math.log(1 - uniform());
  // Box and Muller's.
  const normal = () => Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal, exponential };
}

/** Noise of a kind, from its beginning. */
export function noiseOf(kind: NoiseKind, { uniform, normal, exponential }: Random): Variation {
  switch (kind) {
    case "normal":
      return normal;
    case "skewed":
      return () => exponential() - 1;
    case "disturbed":
      // Its variance: 0.3² + 0.1 · 2 · 2.19² − (0.1 · 2.19)² = 1.
      return () => 0.3 * normal() + (uniform() < 0.1 ? 2.19 * exponential() : 0);
    case "drifting": {
      let level = 0;
      return () => {
        level += 0.3 * normal() + 0.1;
        return level + normal();
      };
    }
    case "two-level":
      // Its variance: (1.96 / 2)² + 0.196² = 1.
      return () => (uniform() < 0.5 ? 0 : 1.96) + 0.196 * normal();
  }
}

/**
 * Pairs of two sides that don't differ, baseline first: who is measured first is drawn in odd rounds, and the other one
 * is in the rounds between; other patterns' trials pass before the next pair.
 */
export function pairedObservations<Observed>(
  count: number,
  observe: () => Observed,
  { uniform }: Random,
): [Observed, Observed][] {
  let candidateFirst = false;
  return Array.from({ length: count }, (_, index) => {
    candidateFirst = index % 2 === 0 ? uniform() < 0.5 : !candidateFirst;
    const [first, second] = [observe(), observe()];
    for (let other = 0; other < 4; other++) observe();
    return candidateFirst ? [second, first] : [first, second];
  });
}

/** Differences of such pairs, candidate − baseline. */
export const pairedDifferences = (count: number, vary: Variation, random: Random): number[] =>
  pairedObservations(count, vary, random).map(([baseline, candidate]) => candidate - baseline);
