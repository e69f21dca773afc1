import { metricNames, type MetricName } from "../../metrics.js";
import type { Result } from "../../results/schema.js";
import { summariseCases } from "../../results/case-summary.js";
import { printable, printableJson } from "../printable.js";

/** Longest name of a benchmark that Bencher takes, in characters. */
const longestName = 1024;

/**
 * Bencher Metric Format (https://bencher.dev/bmf.json): each case is a benchmark, each metric a measure with its median
 * and the range of its trials. Measures are named in kebab case: `peak-rss`.
 */
export function bencherMetricFormat(result: Result): string {
  const benchmarks = new Map(
    summariseCases(result)
      .filter(({ completed }) => completed > 0)
      .map(({ label, metrics }) => [
        Array.from(printable(label)).slice(0, longestName).join(""),
        Object.fromEntries(
          metricNames.flatMap((name) => {
            const figure = metrics[name];
            if (figure.kind === "absent") return [];
            const { median, min, max } = figure.summary;
            return [[measureOf(name), { value: median, lower_value: min, upper_value: max }]];
          }),
        ),
      ]),
  );
  return `${printableJson(Object.fromEntries(benchmarks), 2)}\n`;
}

const measureOf = (name: MetricName): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
