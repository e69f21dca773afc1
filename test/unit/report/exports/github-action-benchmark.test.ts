import { z } from "zod";
import { githubActionBenchmark } from "../../../../src/report/exports/github-action-benchmark.js";
import { completed, failed, makeResult, millionRowResult } from "../../../results.js";

/** What the tool's README asks of the file for `customSmallerIsBetter`. */
const published = z.array(
  z.strictObject({
    name: z.string().min(1),
    unit: z.string().min(1),
    value: z.number(),
    range: z.string().optional(),
    extra: z.string().optional(),
  }),
);

describe("the export for github-action-benchmark", () => {
  test("is as the tool publishes it, with a name for each series that no other has", () => {
    const entries = published.parse(JSON.parse(githubActionBenchmark(millionRowResult())));
    expect(entries.length).toBeGreaterThan(13 * 10);
    expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
  });

  test("gives medians with their spread", () => {
    const trials = [completed({ wall: 90 }), completed({ wall: 100 }), completed({ wall: 120 })];
    expect(published.parse(JSON.parse(githubActionBenchmark(makeResult([{ pattern: "a/b", trials }]))))).toEqual([
      {
        name: "a/b: wall",
        unit: "ms",
        value: 100,
        range: "±15 %",
        extra: "median of 3 of 3 completed trials; 1000000 rows",
      },
    ]);
  });

  test("leaves out what is better when larger, what no ratio can be taken of, and what wasn't measured", () => {
    const trials = [completed({ throughput: 10, heapDelta: -5, retained: 0 })];
    const result = makeResult([
      { pattern: "a/b", trials },
      { pattern: "a/c", trials: [failed("broken")] },
    ]);
    expect(githubActionBenchmark(result)).toBe("[]\n");
  });
});
