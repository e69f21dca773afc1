import fc from "fast-check";
import { noiseOf, pairedObservations, randomFrom } from "../../../scripts/verdicts/noise.js";
import { adjustDifferences, type Observation } from "../../../src/stats/covariate.js";

type ObservedPair = readonly [Observation, Observation];

const at = (value: number, covariate: number): Observation => ({ value, covariate });

test("What the covariate explains is taken out, whatever the pairs", () => {
  // The second of each pair is 5 more; each unit of the covariate takes 2 away.
  const covariates: readonly (readonly [number, number])[] = [
    [0, 3],
    [4, 1],
    [-2, 2],
    [1, 7],
  ];
  const { differences } = adjustDifferences(
    covariates.map(([first, second]) => [at(10 - 2 * first, first), at(15 - 2 * second, second)]),
  );
  for (const difference of differences) expect(difference).toBeCloseTo(5, 12);
});

test("A covariate that doesn't vary explains nothing and costs nothing", () => {
  expect(
    adjustDifferences([
      [at(1, 7), at(3, 7)],
      [at(4, 7), at(9, 7)],
    ]),
  ).toEqual({ differences: [2, 5], cost: { freedom: 0, leverage: 0 } });
});

test("One that is the same inside each pair leaves the differences and their freedom as they are", () => {
  const { differences, cost } = adjustDifferences([
    [at(1, 0), at(3, 0)],
    [at(4, 1), at(9, 1)],
    [at(6, 5), at(7, 5)],
  ]);
  expect(differences).toEqual([2, 5, 1]);
  expect(cost).toEqual({ freedom: 0, leverage: 0 });
});

test("One that varies inside pairs only takes a whole degree of freedom of theirs", () => {
  const { cost } = adjustDifferences([
    [at(0, -1), at(0, 1)],
    [at(0, 1), at(0, -1)],
  ]);
  expect(cost).toEqual({ freedom: 1, leverage: 0 });
});

test("The farther the sides' covariates lie apart, the more the slope's own error weighs", () => {
  // About each side's mean the squares are 2 and 2; the means are 3 apart: 2 · 3² / (2 · 4).
  const { cost } = adjustDifferences([
    [at(0, 0), at(0, 3)],
    [at(0, 2), at(0, 5)],
  ]);
  expect(cost.leverage).toBeCloseTo(18 / 8, 12);
});

test("Which side is called the first changes the sign and nothing else", () => {
  const observation = fc.record({
    value: fc.integer({ min: -99, max: 99 }),
    covariate: fc.integer({ max: 99, min: 0 }),
  });
  const pairs = fc.array(fc.tuple(observation, observation), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(pairs, (drawn: ObservedPair[]) => {
      const there = adjustDifferences(drawn);
      const back = adjustDifferences(drawn.map(([first, second]): ObservedPair => [second, first]));
      expect(back.cost.freedom).toBeCloseTo(there.cost.freedom, 9);
      expect(back.cost.leverage).toBeCloseTo(there.cost.leverage, 6);
      back.differences.forEach((difference, pair) =>
        expect(difference + (there.differences[pair] ?? NaN)).toBeCloseTo(0, 6),
      );
    }),
  );
});

test("Of noise that the covariate shares, only the rest is left", () => {
  const random = randomFrom(3);
  const [own, shared] = [noiseOf("normal", random), noiseOf("normal", random)];
  const observe = (): Observation => {
    const covariate = shared();
    return at(0.3 * own() - covariate, covariate);
  };
  const { differences } = adjustDifferences(pairedObservations(400, observe, random));
  const spread = Math.sqrt(differences.reduce((sum, difference) => sum + difference ** 2, 0) / differences.length);
  // 0.3 · √2 of the √2 · √1.09 that the differences varied by.
  expect(spread).toBeGreaterThan(0.36);
  expect(spread).toBeLessThan(0.48);
});
