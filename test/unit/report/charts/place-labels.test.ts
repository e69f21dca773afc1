import fc from "fast-check";
import {
  apart,
  labelBox,
  placeBeside,
  placeLabels,
  type Placement,
} from "../../../../src/report/charts/place-labels.js";

const area = { width: 800, height: 400 };
const lineHeight = 15;

function overlap(a: Placement, widthOfA: number, b: Placement, widthOfB: number): boolean {
  return (
    Math.min(a.x + widthOfA, b.x + widthOfB) - Math.max(a.x, b.x) > 0.01 && lineHeight - Math.abs(a.y - b.y) > 0.01
  );
}

describe("labels of points", () => {
  test("stand right beside a point that has room", () => {
    const [label] = placeLabels([{ x: 100, y: 100, width: 50 }], area);
    expect(label).toMatchObject({ y: 100, leader: undefined });
    expect(label?.x).toBeGreaterThan(100);
  });

  test("stay inside of the plot at its right edge", () => {
    const [label] = placeLabels([{ x: 795, y: 100, width: 90 }], area);
    expect(label?.x).toBeLessThan(795 - 90);
  });

  test("cover neither each other nor leave the plot, for as many as a run has, wherever they lie", () => {
    const points = fc.array(
      fc.record({
        x: fc.integer({ min: 0, max: area.width }),
        y: fc.integer({ min: 0, max: area.height }),
        width: fc.integer({ min: 40, max: 160 }),
      }),
      { minLength: 1, maxLength: 13 },
    );
    fc.assert(
      fc.property(points, (all) => {
        const labels = placeLabels(all, area);
        expect(labels).toHaveLength(all.length);
        labels.forEach((label, index) => {
          const width = all[index]?.width ?? 0;
          expect(label.x).toBeGreaterThanOrEqual(-0.01);
          expect(label.x + width).toBeLessThanOrEqual(area.width + 0.01);
          labels.slice(0, index).forEach((other, before) => {
            expect(overlap(label, width, other, all[before]?.width ?? 0)).toBe(false);
          });
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test("keep off what else is taken, and lead back with a line when they stand far away", () => {
    const wall = { left: 0, right: 800, top: 60, bottom: 140 };
    const [label] = placeLabels([{ x: 400, y: 100, width: 60 }], area, [wall]);
    expect(Math.abs((label?.y ?? 0) - 100)).toBeGreaterThan(40);
    expect(label?.leader).toMatchObject({ x: 400, y: 100 });
    expect(Math.abs((label?.leader?.y2 ?? 0) - (label?.y ?? 0))).toBe(lineHeight / 2);
  });
});

describe("labels beside others", () => {
  const point = { x: 400, y: 200, width: 60 };

  test("keep off those that are there", () => {
    const [first] = placeLabels([point], area);
    if (!first) throw new Error("every point has a label");
    const [second] = placeBeside([point], area, [], [labelBox(first, point.width)]);
    expect(second && overlap(first, point.width, second, point.width)).toBe(false);
  });

  test("are left out where there is no room for them", () => {
    const everywhere = { left: 0, right: area.width, top: 0, bottom: area.height };
    expect(placeBeside([point], area, [], [everywhere])).toEqual([undefined]);
  });
});

describe("texts on one line", () => {
  test("are left out where they would touch one that matters more", () => {
    const text = (middle: number) => ({ middle, width: 20 });
    expect(apart([text(100), text(90), text(124), text(140), text(148)])).toEqual([text(100), text(124), text(148)]);
  });
});
