import { medianInterval } from "../../../src/stats/median-interval.js";
import { Sample } from "../../../src/stats/sample.js";
import { seeded } from "../../seeded.js";

const of = (...values: number[]) => medianInterval(new Sample(values));
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

test("One measurement says where the median is, and nothing of how sure that is", () => {
  expect(of(7)).toEqual({ low: 7, high: 7, level: 0 });
});

test.each([
  [2, 1, 2, 0.5],
  [3, 1, 3, 0.75],
  [5, 1, 5, 0.9375],
  [8, 2, 7, 1 - 18 / 256],
  [9, 2, 8, 1 - 20 / 512],
  [15, 4, 12, 1 - (2 * (1 + 15 + 105 + 455)) / 32768],
])("Of %d measurements the interval lies between the %d. and the %d. of them", (n, low, high, level) => {
  const interval = of(...upTo(n).reverse());
  expect(interval).toMatchObject({ low, high });
  expect(interval.level).toBeCloseTo(level, 12);
});

test.each([3, 5, 9, 15])("Intervals from %d measurements hold the true median as often as they say", (n) => {
  const random = seeded(n);
  const runs = 4000;
  let held = 0;
  let level = 0;
  for (let run = 0; run < runs; run++) {
    // Skewed, as times are; the median of -log(u) is log 2.
    const interval = of(...upTo(n).map(() => -Math.log(1 - random())));
    level = interval.level;
    if (interval.low <= Math.LN2 && Math.LN2 <= interval.high) held++;
  }
  // Three standard errors of a share that is counted over so many runs.
  expect(Math.abs(held / runs - level)).toBeLessThan(3 * Math.sqrt((level * (1 - level)) / runs));
});
