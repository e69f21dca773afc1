import { metricNames, metrics } from "../../metrics.js";
import type { Result } from "../../results/schema.js";
import { summariseCases } from "../../results/case-summary.js";
import { formatSpread, columnFormat } from "../format.js";
import { printable, printableJson } from "../printable.js";

/** An entry of the tool `customSmallerIsBetter` of github-action-benchmark, as its README defines it. */
export interface SmallerIsBetter {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** Shown beside the value: "±6 %". */
  readonly range?: string;
  /** Shown when the point is hovered. */
  readonly extra: string;
}

/**
 * JSON for github-action-benchmark's `customSmallerIsBetter`: the median of each metric of each case of which less is
 * better. The tool alarms on ratios, so a median of zero or below, of which no ratio can be taken, is left out.
 */
export function githubActionBenchmark(result: Result): string {
  const entries = summariseCases(result).flatMap(({ label, metrics: figures, completed }) =>
    metricNames.flatMap((name): SmallerIsBetter[] => {
      const { title, unit, better, caveat } = metrics[name];
      const figure = figures[name];
      if (better !== "lower" || figure.kind === "absent" || figure.summary.median <= 0) return [];
      const { median, spread, n } = figure.summary;
      const range = formatSpread(spread, columnFormat([median], unit)).replaceAll("\u00a0", " ");
      return [
        {
          name: `${printable(label)}: ${title}`,
          unit,
          value: median,
          ...(range !== "" && { range }),
          extra: `median of ${n} of ${completed} completed trials; ${result.dataSet.rows} rows${caveat === undefined ? "" : `; ${caveat}`}`,
        },
      ];
    }),
  );
  return `${printableJson(entries, 2)}\n`;
}
