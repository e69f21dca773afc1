import { pageRowsOf, watchPages } from "../../../src/trial/page-times.js";
import type { Pattern } from "../../../src/trial/pattern.js";

/** The rows before each page that is kept, of a read of so many rows. */
function noted(pageRows: number, rows: number): number[] {
  const pages = watchPages(pageRows);
  for (let row = 0; row < rows; row++) pages.row(row);
  return pages.since(0).map(([before]) => before);
}

test("Each page is noted at its first row, a last one of few rows too", () => {
  expect(noted(10, 35)).toEqual([0, 10, 20, 30]);
  expect(noted(10, 0)).toEqual([]);
  expect(noted(100, 35)).toEqual([0]);
});

test("Of many pages every second one is kept, every fourth and so on, all as far apart", () => {
  const kept = noted(7, 7 * 1000);
  expect(kept.length).toBeGreaterThan(60);
  expect(kept.length).toBeLessThanOrEqual(128);
  expect(kept).toEqual(kept.map((_, index) => index * 7 * 8));
});

test("Times rise, and count from where they are asked to", () => {
  const pages = watchPages(1);
  for (let row = 0; row < 300; row++) pages.row(row);
  const times = pages.since(1000).map(([, time]) => time);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(pages.since(0)[0]?.[1]).toBeCloseTo((times[0] ?? NaN) + 1000, 3);
});

test("A page's rows are those of the one option of a pattern that reads in pages", () => {
  const option = { default: 1, sweep: [1], means: "rows" };
  const pattern = (overrides: Partial<Pattern>) =>
    ({ way: "pages", options: { pageSize: option }, ...overrides }) as Pattern;
  expect(pageRowsOf(pattern({}), { pageSize: 20 })).toBe(20);
  expect(pageRowsOf(pattern({ way: "stream" }), { pageSize: 20 })).toBeUndefined();
  expect(pageRowsOf(pattern({ options: {} }), {})).toBeUndefined();
  expect(
    pageRowsOf(pattern({ options: { pageSize: option, ahead: option } }), { pageSize: 20, ahead: 1 }),
  ).toBeUndefined();
});
