import fc from "fast-check";
import { paretoFront } from "../../../src/stats/pareto-front.js";

const point = fc.record({ x: fc.integer({ min: 0, max: 20 }), y: fc.integer({ min: 0, max: 20 }) });

describe("the Pareto front", () => {
  test("holds what nothing beats in both directions, by rising x", () => {
    const [fast, small, middle, beaten] = [
      { x: 1, y: 9 },
      { x: 9, y: 1 },
      { x: 4, y: 4 },
      { x: 5, y: 5 },
    ];
    expect(paretoFront([small, beaten, fast, middle])).toEqual([fast, middle, small]);
  });

  test("keeps points that are equal, and is empty where there are none", () => {
    const twins = [
      { x: 2, y: 2 },
      { x: 2, y: 2 },
    ];
    expect(paretoFront(twins)).toEqual(twins);
    expect(paretoFront([])).toEqual([]);
  });

  test("falls where it goes to the right, and covers every point", () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1 }), (points) => {
        const front = paretoFront(points);
        front.slice(1).forEach((each, index) => expect(each.y).toBeLessThanOrEqual(front[index]?.y ?? Infinity));
        for (const { x, y } of points) expect(front.some((best) => best.x <= x && best.y <= y)).toBe(true);
      }),
    );
  });
});
