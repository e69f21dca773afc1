/** Lists of metrics on the command line. */
import leven from "leven";
import { UsageError } from "../errors.js";
import { metricNames, metrics, type MetricName } from "../metrics.js";

/** Those that decide where versions are compared. */
export const decidingMetrics = (): readonly MetricName[] =>
  metricNames.filter((name) => metrics[name].compared.decides);

/**
 * Reads a list like `wall,peakRss`.
 *
 * @throws UsageError for a metric that there isn't.
 */
export function parseMetrics(list: string, flag: string): readonly MetricName[] {
  const names = [...new Set(list.split(",").map((entry) => entry.trim()))];
  return names.map((entry) => {
    const found = metricNames.find((name) => name === entry);
    if (found !== undefined) return found;
    throw new UsageError(`${flag} must name metrics, of ${metricNames.join(", ")}; received "${entry}".`);
  });
}

/**
 * Reads a list like `allocated:2%,peakRss:5%,wall`: metrics that decide, each with its threshold or with the declared
 * one. Ratios take per cent, differences bytes a row: `retained:1B`.
 *
 * @throws UsageError for a metric that there isn't, or a threshold that doesn't fit it.
 */
export function parseFailOn(list: string, flag: string): ReadonlyMap<MetricName, number | undefined> {
  return new Map(
    list.split(",").map((entry): [MetricName, number | undefined] => {
      const [text = "", ...rest] = entry.trim().split(":");
      const name = metricNames.find((known) => known.toLowerCase() === text.toLowerCase());
      if (name === undefined) throw unknownMetric(text, flag);
      return [name, rest.length === 0 ? undefined : parseThreshold(name, rest.join(":"), entry, flag)];
    }),
  );
}

function unknownMetric(text: string, flag: string): UsageError {
  const [nearest] = metricNames.toSorted((a, b) => leven(text, a) - leven(text, b));
  const guess = nearest !== undefined && leven(text, nearest) <= text.length / 2 ? `; did you mean ${nearest}?` : ".";
  return new UsageError(`${flag}: there is no metric "${text}"${guess} There are ${metricNames.join(", ")}.`);
}

function parseThreshold(name: MetricName, text: string, entry: string, flag: string): number {
  const ratio = metrics[name].compared.as === "ratio";
  const [, number] = (ratio ? /^(\d+(?:\.\d+)?)\s?%$/ : /^(\d+(?:\.\d+)?)\s?B$/).exec(text.trim()) ?? [];
  if (number !== undefined && Number(number) <= 1e6) return ratio ? Number(number) / 100 : Number(number);
  const wanted = ratio ? `in per cent, like ${name}:2%` : `in bytes a row, like ${name}:1B`;
  throw new UsageError(`${flag}: the threshold of ${name} must be given ${wanted}; received "${entry.trim()}".`);
}
