import fc from "fast-check";
import { kneeOf } from "../../../src/stats/knee.js";

const points = (...pairs: readonly [number, number][]) => pairs.map(([x, y]) => ({ x, y }));

test("The knee is where a front bends most towards the corner, by ratios", () => {
  const front = points([1, 1000], [3, 100], [10, 10], [1000, 1]);
  expect(kneeOf(front)).toEqual({ x: 10, y: 10 });
  expect(kneeOf(front.toReversed())).toEqual({ x: 10, y: 10 });
});

test("A straight front has none, nor has one that bends away, nor one of two points", () => {
  expect(kneeOf(points([1, 100], [10, 10], [100, 1]))).toBeUndefined();
  expect(kneeOf(points([1, 100], [50, 50], [100, 1]))).toBeUndefined();
  expect(kneeOf(points([1, 100], [100, 1]))).toBeUndefined();
});

test("The unit of either direction doesn't matter", () => {
  const figure = fc.double({ min: 1, max: 1e6, noNaN: true });
  const front = fc.array(fc.record({ x: figure, y: figure }), { minLength: 3, maxLength: 8 });
  const factor = fc.constantFrom(0.5, 4, 1024);
  fc.assert(
    fc.property(front, factor, factor, (given, across, up) => {
      const scaled = given.map(({ x, y }) => ({ x: x * across, y: y * up }));
      const [knee, other] = [kneeOf(given), kneeOf(scaled)];
      // Of two that lie equally far below, either may be said.
      fc.pre(new Set(given.map(({ x, y }) => (Math.log(x) + Math.log(y)).toFixed(6))).size === given.length);
      expect(other && { x: other.x / across, y: other.y / up }).toEqual(knee);
    }),
    { seed: 7 },
  );
});
