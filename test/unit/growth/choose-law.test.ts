import { gaussian } from "../../seeded.js";
import { chooseLaw } from "../../../src/growth/choose-law.js";
import { exponentOf } from "../../../src/growth/exponent.js";
import type { LawName } from "../../../src/growth/laws.js";
import { leastSquares, valueAt, type Point } from "../../../src/growth/least-squares.js";
import { holdOut, predict, rowsUntil } from "../../../src/growth/predict.js";

const sizes = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000];

/** Points of a law, each off by a normal share of its value. */
function pointsOf(law: (rows: number) => number, noise = 0.02, seed = 1, from = sizes): Point[] {
  const normal = gaussian(seed);
  return from.map((rows) => {
    const value = law(rows) * (1 + noise * normal());
    return { rows, value, deviation: Math.max(noise, 0.002) * Math.abs(value) };
  });
}

test("Least squares give the line that weighted regression gives by hand", () => {
  const points = [
    { rows: 1, value: 2, deviation: 1 },
    { rows: 2, value: 3, deviation: 1 },
    { rows: 4, value: 8, deviation: 2 },
  ];
  const fit = leastSquares(points, [() => 1, (rows) => rows]);
  // Weights 1, 1 and 1/4: Σw = 2.25, Σwx = 4, Σwy = 7, Σwxx = 9, Σwxy = 16.
  const slope = (2.25 * 16 - 4 * 7) / (2.25 * 9 - 4 ** 2);
  expect(fit?.coefficients[1]).toBeCloseTo(slope, 12);
  expect(fit?.coefficients[0]).toBeCloseTo((7 - slope * 4) / 2.25, 12);
  expect(fit?.freedom).toBe(1);
});

test.each<[LawName, (rows: number) => number]>([
  ["constant", () => 90e6],
  ["linear", (rows) => 95e6 + 930 * rows],
  ["n log n", (rows) => 50 + 0.001 * rows * Math.log2(rows)],
  ["quadratic", (rows) => 20 + 0.01 * rows + 2e-6 * rows ** 2],
  ["logarithmic", (rows) => 20e6 + 25e6 * Math.log10(rows)],
])("A %s law is found in nine of ten draws of measurements", (law, of) => {
  const found = Array.from({ length: 100 }, (_, seed) => chooseLaw(pointsOf(of, 0.005, seed + 1))?.law);
  expect(found.filter((each) => each === law).length).toBeGreaterThanOrEqual(90);
});

test("What is flat at first and then grows is linear from there on, not quadratic", () => {
  const growth = chooseLaw(pointsOf((rows) => Math.max(98e6, 85e6 + 900 * rows), 0.003));
  expect(growth).toMatchObject({ law: "linear", holds: true });
  expect(growth?.points[0]?.rows).toBeGreaterThan(1_000);
  expect((growth?.fit.coefficients[1] ?? 0) / 900).toBeCloseTo(1, 1);
});

test("A law needs three sizes", () => {
  expect(chooseLaw(pointsOf((rows) => rows, 0.01, 1, [10, 100]))).toBeUndefined();
  expect(chooseLaw(pointsOf((rows) => rows, 0.01, 1, [10, 100, 1_000]))?.law).toBe("linear");
});

test("Where no law holds one is chosen, and said not to hold", () => {
  const wild = [5, 100, 3, 900, 2, 7_000].map((value, index) => ({
    rows: sizes[index] ?? 1,
    value,
    deviation: 0.01 * value,
  }));
  expect(chooseLaw(wild)?.holds).toBe(false);
});

test("The intervals of predictions hold what is measured in about 95 of 100 cases", () => {
  const law = (rows: number) => 95e6 + 930 * rows;
  const held = Array.from({ length: 300 }, (_, seed) => {
    const growth = chooseLaw(pointsOf(law, 0.02, seed + 1));
    if (!growth) throw new Error("No law.");
    const measured = law(1_000_000) * (1 + 0.02 * gaussian(seed + 10_000)());
    const { low, high } = predict(growth, 1_000_000);
    return low <= measured && measured <= high;
  });
  expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(275);
});

test("What levels off is predicted as high as it was, and up to its law", () => {
  const growth = chooseLaw(pointsOf((rows) => 20e6 + 25e6 * Math.log10(rows), 0.001));
  if (!growth) throw new Error("No law.");
  const at = valueAt(growth.fit, 300_000);
  const { value, high } = predict(growth, 3_000_000);
  expect(value / at).toBeCloseTo(1, 2);
  expect(high).toBeGreaterThan(at + 24e6);
  expect(rowsUntil(growth, 512e6)).toEqual({ kind: "never" });
});

test("A limit ends where the line meets it, with an interval around", () => {
  const growth = chooseLaw(pointsOf((rows) => 100e6 + 1_000 * rows, 0.001));
  if (!growth) throw new Error("No law.");
  const end = rowsUntil(growth, 512e6);
  if (end.kind !== "at") throw new Error(end.kind);
  expect(end.rows / 412_000).toBeCloseTo(1, 1);
  expect(end.low).toBeLessThan(end.rows);
  expect(end.high).toBeGreaterThan(end.rows);
  expect(rowsUntil(growth, 50e6)).toEqual({ kind: "at once" });
});

test("The largest size is held out, and missed by as much as the law changes there", () => {
  expect(Math.abs(holdOut(pointsOf((rows) => 100 + rows, 0.001))?.error ?? 1)).toBeLessThan(0.01);
  const bent = pointsOf((rows) => (rows > 100_000 ? 2 : 1) * (100 + rows), 0.001);
  expect(holdOut(bent)?.error).toBeCloseTo(-0.5, 1);
});

test.each([1, 1.5, 2])("The exponent %d is found beside an intercept, in its interval", (power) => {
  const exponent = exponentOf(pointsOf((rows) => 95e6 + 3000 * rows ** power, 0.001));
  expect(exponent?.low).toBeLessThanOrEqual(power);
  expect(exponent?.high).toBeGreaterThanOrEqual(power);
  expect(exponent?.value).toBeCloseTo(power, 1);
});
