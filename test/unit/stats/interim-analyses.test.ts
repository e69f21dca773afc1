import fc from "fast-check";
import { nextAnalysis, alphaSpent, alphaSpentAtTheEnd } from "../../../src/stats/interim-analyses.js";

/** The shares spent by looks at these times, in their order. */
const spending = (times: readonly number[]): number[] =>
  times.map((now, index) => alphaSpent(times[index - 1] ?? 0, now));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const time = fc.double({ min: 0, max: 3, noNaN: true });

test("Looks together never spend more than the budget, whenever they are made, and none of them less than nothing", () => {
  fc.assert(
    fc.property(fc.array(time, { maxLength: 40 }), (times) => {
      const spent = spending(times.toSorted((a, b) => a - b));
      expect(Math.min(0, ...spent)).toBe(0);
      expect(sum(spent)).toBeLessThanOrEqual(1 + 1e-12);
    }),
    { seed: 20_261_123, numRuns: 1000 },
  );
});

test("With a look at the end the whole budget is spent, also where the end came late", () => {
  fc.assert(
    fc.property(fc.array(time, { maxLength: 40 }), (times) => {
      const spent = spending([...times.filter((each) => each < 1).sort((a, b) => a - b), 1]);
      expect(sum(spent)).toBeCloseTo(1, 12);
    }),
    { seed: 20_261_123, numRuns: 300 },
  );
  expect(alphaSpent(0.75, 1.4)).toBe(0.25);
});

test("Looks come less and less often, and the last one at the end", () => {
  const times = [nextAnalysis(0)];
  while ((times.at(-1) ?? 1) < 1) times.push(nextAnalysis(times.at(-1) ?? 1));
  expect(times).toHaveLength(9);
  expect(times.at(-1)).toBe(1);
  const gaps = times.map((now, index) => now - (times[index - 1] ?? 0));
  expect(gaps.slice(1)).toEqual(gaps.slice(1).toSorted((a, b) => a - b));
  expect(gaps.at(-1)).toBeCloseTo(alphaSpentAtTheEnd, 12);
});
