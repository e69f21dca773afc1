import { criticalT } from "../../../src/stats/student-t.js";

// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, at 0.95, 0.975, 0.99, 0.995 and 0.999 of one side.
test.each([
  [1, [6.314, 12.706, 31.821, 63.657, 318.309]],
  [2, [2.92, 4.303, 6.965, 9.925, 22.327]],
  [3, [2.353, 3.182, 4.541, 5.841, 10.215]],
  [7, [1.895, 2.365, 2.998, 3.499, 4.785]],
  [10, [1.812, 2.228, 2.764, 3.169, 4.144]],
  [30, [1.697, 2.042, 2.457, 2.75, 3.385]],
  [100, [1.66, 1.984, 2.364, 2.626, 3.174]],
])("With %d degrees of freedom it is what the published table says", (freedom, published) => {
  const misses = [0.1, 0.05, 0.02, 0.01, 0.002];
  expect(misses.map((miss) => Number(criticalT(miss, freedom).toFixed(3)))).toEqual(published);
});

test.each([0.999, 0.5, 0.05, 1e-3, 1e-6, 1e-12, 1e-30])("It holds far out and close in: a miss of %d", (miss) => {
  // One, two and four degrees of freedom have a closed form.
  expect(criticalT(miss, 1) * Math.tan((Math.PI * miss) / 2)).toBeCloseTo(1, 10);
  expect(criticalT(miss, 2) / ((1 - miss) * Math.sqrt(2 / (miss * (2 - miss))))).toBeCloseTo(1, 10);
});

// SciPy 1.17.1, stats.t.isf(miss / 2, freedom).
test.each([
  [0.05, 0.5, 164.557673480488],
  [0.01, 2.7, 6.53312843340845],
  [1e-9, 3.3, 738.617812898597],
  [0.3, 18.25, 1.06673642748472],
  [1e-6, 1000.5, 4.92227412221191],
  [0.05, 1000000, 1.95996635681411],
])("It takes degrees of freedom that aren't whole, and very many: %d with %d", (miss, freedom, value) => {
  expect(criticalT(miss, freedom) / value).toBeCloseTo(1, 9);
});
