import { detectable, pairsNeeded, power } from "../../../src/stats/detectable.js";
import { meanInterval } from "../../../src/stats/mean-interval.js";
import { Sample } from "../../../src/stats/sample.js";
import { randomFrom } from "../../../scripts/verdicts/noise.js";

const miss = 0.01;

/** Changes between pairs that vary normally by `deviation` around `truth`. */
function changes(count: number, deviation: number, truth: number, noise: () => number): Sample {
  return new Sample(Array.from({ length: count }, () => truth + deviation * noise()));
}

test("a detectable change is found about as often as it is said to be", () => {
  const noise = randomFrom(7).normal;
  const [deviation, pairs] = [0.05, 12];
  const smallest = detectable(deviation, pairs, miss, 0.01);
  const found = Array.from({ length: 4_000 }, () => meanInterval(changes(pairs, deviation, smallest, noise), miss, 0));
  const share = found.filter((interval) => interval !== undefined && interval.low > 0).length / found.length;
  expect(share).toBeGreaterThan(power - 0.02);
  expect(share).toBeLessThan(1 - (1 - power) / 4);
});

test("with as many pairs as are needed, intervals reach as far as is wanted", () => {
  const noise = randomFrom(8).normal;
  const deviation = 0.17;
  const reachOf = (pairs: number) => {
    const interval = meanInterval(changes(pairs, deviation, 0, noise), miss, 0);
    return interval ? (interval.high - interval.low) / 2 : NaN;
  };
  const mean = (pairs: number) => Array.from({ length: 200 }, () => reachOf(pairs)).reduce((a, b) => a + b) / 200;
  const needed = pairsNeeded(mean(8), 8, miss, 0.05);
  expect(needed).toBeGreaterThan(50);
  expect(mean(needed) / 0.05).toBeGreaterThan(0.9);
  expect(mean(needed) / 0.05).toBeLessThan(1.1);
});

test("no more pairs are needed than there are where they suffice, and more than there can be where nothing would do", () => {
  expect(pairsNeeded(0.02, 9, miss, 0.05)).toBe(9);
  expect(pairsNeeded(0.2, 9, miss, 0)).toBe(Infinity);
  expect(pairsNeeded(Infinity, 3, miss, 0.05)).toBe(Infinity);
});
