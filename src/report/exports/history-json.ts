import { printableJson } from "../printable.js";
import { median } from "simple-statistics";
import type { History } from "../../compare/history.js";

/** A history for other programs: every trial's value, the medians, and the steps. docs/history.md names the fields. */
export function historyJson({ trends, ...history }: History): string {
  return printableJson({
    ...history,
    trends: trends.map(({ case: { pattern, options }, metric, lines, steps }) => ({
      pattern,
      options,
      metric: metric.name,
      lines: lines.map(({ conditions, interleaved, levels }) => ({
        conditions,
        interleaved,
        levels: levels.map(({ version, runs, trials, beside }) => ({
          version,
          runs,
          median: median([...trials.values]),
          trials: trials.values,
          beside,
        })),
      })),
      steps,
    })),
  });
}
