import fc from "fast-check";
import { Sample } from "../../../src/stats/sample.js";
import { summarise } from "../../../src/stats/summary.js";

const of = (...values: number[]) => summarise(new Sample(values));

test("The median of an odd number of values is the middle one, whatever their order", () => {
  expect(of(9, 1, 5)).toMatchObject({ n: 3, median: 5, min: 1, max: 9 });
});

test("The median of an even number of values is the mean of the two in the middle", () => {
  expect(of(4, 1, 2, 100).median).toBe(3);
});

test("One disturbed round doesn't move the median, but is seen in the spread", () => {
  const quiet = of(100, 101, 102);
  const disturbed = of(100, 101, 300);
  expect(disturbed.median).toBe(quiet.median);
  expect(disturbed.spread).toEqual({ kind: "relative", ratio: 100 / 101 });
});

test("Half the range over the median is the spread", () => {
  expect(of(94, 100, 106).spread).toEqual({ kind: "relative", ratio: 0.06 });
});

test("One value has no spread, rather than a spread of zero", () => {
  expect(of(7).spread).toEqual({ kind: "unknown" });
});

test("Equal values have a spread of zero, also when they are zero themselves", () => {
  expect(of(7, 7).spread).toEqual({ kind: "relative", ratio: 0 });
  expect(of(0, 0, 0).spread).toEqual({ kind: "relative", ratio: 0 });
});

test("Values below zero are related to the size of their median", () => {
  expect(of(-90, -100, -110).spread).toEqual({ kind: "relative", ratio: 0.1 });
});

test("Values on both sides of zero, or touching it, have an absolute spread: a ratio would say nothing", () => {
  expect(of(-1, 0.001, 3).spread).toEqual({ kind: "absolute", halfRange: 2 });
  expect(of(0, 4).spread).toEqual({ kind: "absolute", halfRange: 2 });
  expect(of(-4, 0).spread).toEqual({ kind: "absolute", halfRange: 2 });
});

test("Every finite sample has a summary of finite figures in their order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e150, max: 1e150 }), { minLength: 1 }),
      (values) => {
        const { n, median, min, max, spread } = of(...values);
        expect(n).toBe(values.length);
        expect(min).toBeLessThanOrEqual(median);
        expect(median).toBeLessThanOrEqual(max);
        const size = spread.kind === "relative" ? spread.ratio : spread.kind === "absolute" ? spread.halfRange : 0;
        expect(Number.isFinite(size)).toBe(true);
        expect(size).toBeGreaterThanOrEqual(0);
      },
    ),
    { seed: 20_260_701 },
  );
});

test("Summarising doesn't reorder the sample", () => {
  const sample = new Sample([3, 1, 2]);
  summarise(sample);
  expect(sample.values).toEqual([3, 1, 2]);
});
