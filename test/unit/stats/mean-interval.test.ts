import fc from "fast-check";
import {
  noiseOf,
  pairedDifferences,
  pairedObservations,
  randomFrom,
  type NoiseKind,
  type Random,
} from "../../../scripts/verdicts/noise.js";
import type { Estimate } from "../../../src/results/comparison.js";
import { adjustDifferences } from "../../../src/stats/covariate.js";
import { differenceInterval, meanInterval, noisyTrim } from "../../../src/stats/mean-interval.js";
import { Sample } from "../../../src/stats/sample.js";

const mean = (values: readonly number[], miss: number, trim = 0) => meanInterval(new Sample(values), miss, trim);
const difference = (baseline: readonly number[], candidate: readonly number[], miss = 0.05) =>
  differenceInterval(new Sample(baseline), new Sample(candidate), miss);
const reach = (interval: Estimate | undefined) => (interval ? (interval.high - interval.low) / 2 : NaN);

/** Values around 0 whose mean has a standard error of 1, so that an interval reaches as far as the quantile is. */
function unitError(count: number): number[] {
  const values = Array.from({ length: count }, (_, index) => index - (count - 1) / 2);
  const squares = values.reduce((sum, value) => sum + value * value, 0);
  return values.map((value) => value * Math.sqrt((count * (count - 1)) / squares));
}

// Student's t at 0.975, as any table of it has it.
test.each([
  [1, 12.706],
  [4, 2.776],
  [9, 2.262],
  [30, 2.042],
])("With %d degrees of freedom a 95 %% interval reaches %d standard errors", (freedom, quantile) => {
  const interval = mean(unitError(freedom + 1), 0.05);
  expect(interval?.value).toBeCloseTo(0, 12);
  expect(reach(interval)).toBeCloseTo(quantile, 3);
  expect(interval?.level).toBe(0.95);
});

test.each([1e-3, 1e-6, 1e-9])("Quantiles hold far out, where many cells and looks put them: a miss of %d", (miss) => {
  // Two degrees of freedom are among the few that have a closed form.
  const closed = (1 - miss) * Math.sqrt(2 / (miss * (2 - miss)));
  expect(reach(mean(unitError(3), miss)) / closed).toBeCloseTo(1, 6);
});

test("A single value has no interval, and values that agree have one without any width", () => {
  expect(mean([5], 0.01)).toBeUndefined();
  expect(mean([5, 5, 5], 1e-9)).toEqual({ value: 5, low: 5, high: 5, level: 1 - 1e-9 });
});

test("One value of ten at either end is cut off, so that a disturbed trial hardly counts", () => {
  const quiet = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const disturbed = [...quiet.slice(0, 9), 9e6];
  expect(mean(disturbed, 0.01, noisyTrim)).toEqual(mean(quiet, 0.01, noisyTrim));
  expect(mean(disturbed, 0.01)?.value).toBeGreaterThan(8e5);
  // The mean of the eight that are kept; 66.5 is four times 3.5², and twice 2.5², 1.5² and 0.5².
  expect(mean(quiet, 0.05, noisyTrim)?.value).toBe(4.5);
  // 2.447 is Student's t at 0.975 with 8 − 1 − 1 degrees of freedom.
  expect(reach(mean(quiet, 0.05, noisyTrim))).toBeCloseTo(2.447 * Math.sqrt(66.5 / (8 * 7)), 2);
});

test("What a fit has cost makes the interval wider, and two values that it left no freedom have none", () => {
  const values = new Sample(unitError(6));
  const fitted = (freedom: number, leverage: number) => reach(meanInterval(values, 0.05, 0, { freedom, leverage }));
  // Student's t at 0.975 with 5 and with 4 degrees of freedom; one square less is what the spread is divided by.
  expect(fitted(0, 0)).toBeCloseTo(2.571, 2);
  expect(fitted(1, 0)).toBeCloseTo(2.776 * Math.sqrt(5 / 4), 2);
  expect(fitted(0, 0.21)).toBeCloseTo(2.571 * 1.1, 2);
  expect(meanInterval(new Sample([1, 2]), 0.05, 0, { freedom: 1, leverage: 0 })).toBeUndefined();
});

test("Fewer than ten values are all kept", () => {
  const nine = [0, 1, 2, 3, 4, 5, 6, 7, 900];
  expect(mean(nine, 0.01, noisyTrim)).toEqual(mean(nine, 0.01));
});

test("The order of the values makes no difference, and the sample stays as it was", () => {
  const values = [3, 1, 2, 9, 4, 7, 5, 8, 6, 0];
  expect(mean(values, 0.01, noisyTrim)).toEqual(mean(values.toReversed(), 0.01, noisyTrim));
  const sample = new Sample(values);
  meanInterval(sample, 0.01, noisyTrim);
  expect(sample.values).toEqual(values);
});

test("Separate samples have Welch's interval, with degrees of freedom after Satterthwaite", () => {
  // Variances of 2.5 and 10 over five values each: 5.882 degrees of freedom; t at 0.975 lies between 2.447 and 2.571.
  const interval = difference([1, 2, 3, 4, 5], [12, 14, 16, 18, 20]);
  expect(interval?.value).toBe(13);
  expect(reach(interval) / Math.sqrt(2.5 / 5 + 10 / 5)).toBeCloseTo(2.4588, 3);
});

test("Of two samples without any spread the difference is exact, and of single values nothing is known", () => {
  expect(difference([3, 3], [5, 5, 5])).toEqual({ value: 2, low: 2, high: 2, level: 0.95 });
  expect(difference([3], [5, 6])).toBeUndefined();
  expect(difference([3, 4], [5])).toBeUndefined();
});

test("A smaller probability to miss never makes an interval narrower", () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 30 });
  const probability = fc.double({ min: 1e-9, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(values, probability, probability, fc.constantFrom(0, noisyTrim), (sample, a, b, trim) => {
      const [wide, narrow] = [Math.min(a, b), Math.max(a, b)].map((miss) => mean(sample, miss, trim));
      expect(reach(wide)).toBeGreaterThanOrEqual(reach(narrow) * (1 - 1e-9));
    }),
    { seed: 20_261_123, numRuns: 300 },
  );
});

describe("Intervals hold the truth as often as they say", () => {
  const runs = 2_000;
  const misses = [0.1, 0.01, 0.001];

  /** How often intervals of each level missed 0. */
  function missed(make: () => (miss: number) => Estimate | undefined): number[] {
    const counts = misses.map(() => 0);
    for (let run = 0; run < runs; run++) {
      const at = make();
      misses.forEach((miss, index) => {
        const interval = at(miss);
        if (!interval || interval.low > 0 || interval.high < 0) counts[index] = (counts[index] ?? 0) + 1;
      });
    }
    return counts;
  }

  /** No more than is allowed, but for what chance makes of a count: four standard errors. The seeds are fixed. */
  const most = (miss: number) => runs * miss + 4 * Math.sqrt(runs * miss * (1 - miss));
  const expectKept = (counts: readonly number[]) =>
    counts.forEach((count, index) => expect(count).toBeLessThan(most(misses[index] ?? 0)));

  const pairs = (count: number, kind: NoiseKind, random: Random) =>
    new Sample(pairedDifferences(count, noiseOf(kind, random), random));

  const kinds = ["normal", "skewed", "disturbed", "drifting"] as const;
  const cases = kinds.flatMap((kind) =>
    [3, 5, 10, 20].flatMap((count) => (count < 10 ? [0] : [0, noisyTrim]).map((trim) => [kind, count, trim] as const)),
  );

  test.each(cases)("of pairs, for noise that is %s: %d of them, trimmed by %d", (kind, count, trim) => {
    const random = randomFrom(count);
    const counts = missed(() => {
      const sample = pairs(count, kind, random);
      return (miss) => meanInterval(sample, miss, trim);
    });
    expectKept(counts);
    // For normal noise Student's interval is exact: it mustn't be wider than it says either.
    if (kind === "normal" && trim === 0) expect(counts[0]).toBeGreaterThan(2 * runs * 0.1 - most(0.1));
  });

  test.each(kinds.flatMap((kind) => [3, 5, 10, 20].map((count) => [kind, count] as const)))(
    "of pairs from which a covariate was taken out, for noise that is %s: %d of them",
    (kind, count) => {
      const random = randomFrom(count);
      const counts = missed(() => {
        const [own, shared] = [noiseOf(kind, random), noiseOf(kind, random)];
        const observe = () => {
          const covariate = shared();
          return { value: 0.3 * own() - covariate, covariate };
        };
        const { differences, cost } = adjustDifferences(pairedObservations(count, observe, random));
        const sample = new Sample(differences);
        return (miss) => meanInterval(sample, miss, noisyTrim, cost);
      });
      expectKept(counts);
    },
  );

  test.each(["normal", "skewed"] as const)("of separate samples, for noise that is %s", (kind) => {
    const random = randomFrom(11);
    const side = (count: number) => new Sample(Array.from({ length: count }, noiseOf(kind, random)));
    for (const count of [3, 5, 10]) {
      const counts = missed(() => {
        const [baseline, candidate] = [side(count), side(count)];
        return (miss) => differenceInterval(baseline, candidate, miss);
      });
      expectKept(counts);
    }
  });
});
