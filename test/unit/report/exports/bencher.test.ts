import { z } from "zod";
import { metricNames } from "../../../../src/metrics.js";
import { bencherMetricFormat } from "../../../../src/report/exports/bencher.js";
import { hostileResult } from "../../../hostile-results.js";
import { completed, failed, makeResult, millionRowResult } from "../../../results.js";

/** https://bencher.dev/bmf.json, with the lengths that its reference allows. */
const published = z.record(
  z.string().min(1).max(1024),
  z.record(
    z.string().min(1).max(64),
    z.strictObject({ value: z.number(), lower_value: z.number().optional(), upper_value: z.number().optional() }),
  ),
);

describe("the export for Bencher", () => {
  test("is in Bencher Metric Format, a benchmark for each case, a measure for each metric", () => {
    const benchmarks = published.parse(JSON.parse(bencherMetricFormat(millionRowResult())));
    expect(Object.keys(benchmarks)).toHaveLength(13);
    // The builder's server is out of reach.
    expect(Object.keys(benchmarks["typeorm/get-many"] ?? {})).toHaveLength(metricNames.length - 1);
  });

  test("gives the median between the ends of the range", () => {
    const trials = [completed({ peakRss: 7 }), completed({ peakRss: 5 }), completed({ peakRss: 6 })];
    expect(JSON.parse(bencherMetricFormat(makeResult([{ pattern: "a/b", trials }])))).toEqual({
      "a/b": { "peak-rss": { value: 6, lower_value: 5, upper_value: 7 } },
    });
  });

  test("leaves out cases of which nothing was measured, and stays valid whatever names are like", () => {
    expect(bencherMetricFormat(makeResult([{ pattern: "a/b", trials: [failed("broken")] }]))).toBe("{}\n");
    published.parse(JSON.parse(bencherMetricFormat(hostileResult())));
  });
});
