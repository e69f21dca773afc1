import fc from "fast-check";
import { robustLine } from "../../../src/stats/robust-line.js";

const line = (start: number, slope: number, count: number) =>
  Array.from({ length: count }, (_, x) => ({ x, y: start + slope * x }));

test("A line through points of one is that line", () => {
  const number = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(number, number, (start, slope) => {
      const found = robustLine(line(start, slope, 12));
      expect(found?.start).toBeCloseTo(start, 6);
      expect(found?.slope).toBeCloseTo(slope, 6);
    }),
    { seed: 7 },
  );
});

test("Points that were disturbed don't move it, as long as they are fewer than 29 %", () => {
  const points = line(5, 2, 20).map((point, index) => (index % 4 === 0 ? { ...point, y: 1e6 } : point));
  const found = robustLine(points);
  expect(found?.slope).toBeCloseTo(2, 6);
  expect(found?.start).toBeCloseTo(5, 6);
});

test("Where all points lie above each other there is none", () => {
  expect(
    robustLine([
      { x: 1, y: 1 },
      { x: 1, y: 2 },
    ]),
  ).toBeUndefined();
  expect(robustLine([])).toBeUndefined();
});
