import fc from "fast-check";
import { falseAlarmBudget, missPerCell } from "../../../src/compare/false-alarms.js";
import { thresholdsOf } from "../../../src/compare/thresholds.js";
import { metricNames, metrics } from "../../../src/metrics.js";

/** What all cells of a comparison together may miss. */
const together = (cases: number, thresholds = thresholdsOf()): number => {
  const missOf = missPerCell(cases, thresholds);
  return cases * metricNames.reduce((sum, name) => sum + missOf(metrics[name]), 0);
};

test("All cells together have the budget, however many cases there are", () => {
  for (const cases of [1, 3, 13, 500]) expect(together(cases)).toBeCloseTo(falseAlarmBudget, 12);
});

test("Whatever the user lets decide, no more than the budget is given out, and every metric gets some", () => {
  fc.assert(
    fc.property(fc.subarray(metricNames, { minLength: 1 }), fc.integer({ min: 1, max: 30 }), (names, cases) => {
      const thresholds = thresholdsOf(new Map(names.map((name) => [name, undefined])));
      expect(together(cases, thresholds)).toBeLessThanOrEqual(falseAlarmBudget * (1 + 1e-12));
      const missOf = missPerCell(cases, thresholds);
      for (const name of metricNames) expect(missOf(metrics[name])).toBeGreaterThan(0);
    }),
    { seed: 20_261_123, numRuns: 200 },
  );
});

test("Noisy metrics that decide get most, and those that only inform least", () => {
  const missOf = missPerCell(3, thresholdsOf());
  expect(missOf(metrics.cpu)).toBe(missOf(metrics.wall));
  expect(missOf(metrics.cpu)).toBeGreaterThan(missOf(metrics.allocated));
  expect(missOf(metrics.allocated)).toBeGreaterThan(missOf(metrics.dbTime));
});
