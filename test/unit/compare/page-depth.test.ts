import { crossing, depthPairs, pageCurves } from "../../../src/compare/page-depth.js";
import type { Result } from "../../../src/results/schema.js";
import { completed, makeResult, type CaseSpec } from "../../results.js";

const rows = 10_000;
const pageSize = 100;

/** A read in pages, of which each takes so many ms by the rows before it; in one of three rounds a page took a second. */
const paged = (pattern: string, sql: string, took: (depth: number) => number, size = pageSize): CaseSpec => ({
  ...{ pattern, options: { pageSize: size }, rows },
  trials: [0, 1, 2].map((round) => {
    let at = 50;
    const pages = Array.from({ length: rows / size }, (_, page): [number, number] => {
      if (page > 0) at += took(page * size) + (round === 1 && page === 7 ? 1000 : 0);
      return [page * size, at];
    });
    return completed({ wall: at }, undefined, { pages, statements: [{ text: sql, calls: 1, rows, time: 1 }] });
  }),
});

const offset = (took: (depth: number) => number) => paged("typeorm/take-skip", "SELECT … LIMIT $1 OFFSET $2", took);
const keyset = (took: (depth: number) => number, size?: number) =>
  paged("typeorm/take-keyset", "SELECT … WHERE id > $1 LIMIT $2", took, size);

const curvesOf = (result: Result) => pageCurves(result, result.cases);
const crosses = (one: CaseSpec, other: CaseSpec) => {
  const [pair] = depthPairs(curvesOf(makeResult([one, other])));
  return pair && crossing(pair.offset, pair.keyset, rows);
};

test("A page's time is what passed since the page before it, by the rows before it; a disturbed round doesn't count", () => {
  const [curve] = curvesOf(makeResult([offset((depth) => 2 + depth / 1000)]));
  expect(curve?.byOffset).toBe(true);
  expect(curve?.points[0]?.x).toBe(pageSize);
  expect(curve?.points[6]?.y).toBeCloseTo(2.7, 6);
  expect(curve?.line.start).toBeCloseTo(2, 6);
  expect(curve?.line.slope).toBeCloseTo(0.001, 9);
});

test("Offset's pages become dearer than those behind a key from the page on at which the two lines cross", () => {
  expect(
    crosses(
      offset((depth) => 1 + depth / 1000),
      keyset(() => 4),
    ),
  ).toEqual({ kind: "at", page: 31 });
});

test("They are from the first page on, or never, where the lines don't cross", () => {
  expect(
    crosses(
      offset((depth) => 5 + depth / 1000),
      keyset(() => 4),
    ),
  ).toEqual({ kind: "at", page: 1 });
  expect(
    crosses(
      offset(() => 3),
      keyset(() => 4),
    ),
  ).toEqual({ kind: "never" });
  // Behind the last row.
  expect(
    crosses(
      offset((depth) => 1 + depth / 1e6),
      keyset(() => 4),
    ),
  ).toEqual({ kind: "never" });
});

test("Only pages of as many rows by the same ORM are held against each other, and few pages make no curve", () => {
  const result = makeResult([offset(() => 1), keyset(() => 1, 200), { ...keyset(() => 1), pattern: "drizzle/keyset" }]);
  expect(depthPairs(curvesOf(result))).toEqual([]);
  expect(curvesOf(makeResult([keyset(() => 1, 2_000)]))).toEqual([]);
  expect(curvesOf(makeResult([{ pattern: "typeorm/get-many", trials: [completed({ wall: 1 })] }]))).toEqual([]);
});
