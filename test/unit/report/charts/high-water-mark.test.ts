import { highWaterMarkApart } from "../../../../src/report/charts/high-water-mark.js";
import { reportCases } from "../../../../src/report/charts/measured-case.js";
import { completed, makeResult } from "../../../results.js";

const MB = 1e6;

/** A trial whose line rises from 50 MB to `highest` at this speed, sampled every 20 ms, and whose mark is `mark`. */
function trial(highest: number, mark: number, bytesPerMillisecond: number) {
  const [measured] = reportCases(makeResult([{ pattern: "a/b", trials: [completed({ peakRss: mark })] }])).measured;
  if (!measured) throw new Error("the builder's case completes");
  const rise = (highest - 50 * MB) / bytesPerMillisecond;
  const rss = Array.from({ length: Math.ceil(rise / 20) + 1 }, (_, index): [number, number] => [
    index * 20,
    Math.min(highest, 50 * MB + index * 20 * bytesPerMillisecond),
  ]);
  const timeline = { interval: 20, rss, heap: [], marks: { end: rss.at(-1)?.[0] ?? 0, released: 10_000 } };
  return { ...measured.typical, outcome: { ...measured.typical.outcome, timeline } };
}

describe("the high-water mark", () => {
  test("isn't shown where the line reaches it", () => {
    expect(highWaterMarkApart(trial(900 * MB, 903 * MB, 0.1 * MB))).toBeUndefined();
  });

  test("isn't shown where a read that takes memory fast can have passed it between two samples", () => {
    expect(highWaterMarkApart(trial(600 * MB, 640 * MB, 3 * MB))).toBeUndefined();
  });

  test("is shown where the line misses it by more than that", () => {
    expect(highWaterMarkApart(trial(600 * MB, 640 * MB, 0.1 * MB))).toBe(640 * MB);
  });

  test("is shown where the line goes beyond it", () => {
    expect(highWaterMarkApart(trial(700 * MB, 640 * MB, 0.1 * MB))).toBe(640 * MB);
  });

  test("isn't shown without a timeline or without a mark", () => {
    const [none] = reportCases(makeResult([{ pattern: "a/b", trials: [completed({ peakRss: 1 })] }])).measured;
    expect(none && highWaterMarkApart(none.typical)).toBeUndefined();
  });
});
