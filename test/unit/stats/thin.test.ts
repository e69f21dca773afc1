import fc from "fast-check";
import { thin } from "../../../src/stats/thin.js";

const height = ([, value]: readonly [number, number]): number => value;

/** Points whose instants never fall, several at one instant included, and a limit. */
const series = fc.tuple(
  fc.array(fc.tuple(fc.nat({ max: 3 }), fc.integer({ min: -5, max: 1_000_000 })), { maxLength: 300 }).map((steps) => {
    let at = 0;
    return steps.map(([step, value]): [number, number] => [(at += step), value]);
  }),
  fc.integer({ min: 4, max: 60 }),
);

const options = { seed: 20_260_805, numRuns: 1000 };

test("No more points are kept than the limit, and all where they are no more", () => {
  fc.assert(
    fc.property(series, ([points, limit]) => {
      const kept = thin(points, limit, height);
      expect(kept.length).toBeLessThanOrEqual(limit);
      if (points.length <= limit) expect(kept).toEqual(points);
    }),
    options,
  );
});

test("The highest point survives, and the two ends, and the lowest", () => {
  fc.assert(
    fc.property(series, ([points, limit]) => {
      const kept = thin(points, limit, height);
      expect(kept[0]).toBe(points[0]);
      expect(kept.at(-1)).toBe(points.at(-1));
      const heights = [points.map(height), kept.map(height)] as const;
      expect(Math.max(...heights[1])).toBe(Math.max(...heights[0]));
      expect(Math.min(...heights[1])).toBe(Math.min(...heights[0]));
    }),
    options,
  );
});

test("The points that are kept are the given ones, each at most once, in the order in which they came", () => {
  fc.assert(
    fc.property(series, ([points, limit]) => {
      const places = thin(points, limit, height).map((point) => points.indexOf(point));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(new Set(places).size).toBe(places.length);
    }),
    options,
  );
});

test("A single spike among many level points survives wherever it stands", () => {
  for (const place of [0, 1, 499, 998, 999]) {
    const points = Array.from({ length: 1000 }, (_, at): [number, number] => [at, at === place ? 900 : 100]);
    expect(thin(points, 10, height)).toContainEqual([place, 900]);
  }
});

test("Every stretch of time is represented, and most of the limit is used", () => {
  const points = Array.from({ length: 10_000 }, (_, at): [number, number] => [at, Math.sin(at / 5)]);
  const kept = thin(points, 400, height);
  expect(kept.length).toBeGreaterThan(390);
  const gaps = kept.slice(1).map(([at], index) => at - (kept[index]?.[0] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(2 * (10_000 / 199) + 1);
});

test("The points that were given stay as they were", () => {
  const points = Array.from({ length: 50 }, (_, at): [number, number] => [at, at % 7]);
  const copy = structuredClone(points);
  thin(points, 10, height);
  expect(points).toEqual(copy);
});

test("Without points nothing is kept", () => {
  expect(thin([], 10, height)).toEqual([]);
});
