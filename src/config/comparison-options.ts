/** What all commands that compare are asked: what counts as a change, and where named baselines lie. */
import { join } from "node:path";
import leven from "leven";
import { thresholdsOf, type Thresholds } from "../compare/thresholds.js";
import { UsageError } from "../errors.js";
import { metricNames, metrics, type MetricName } from "../metrics.js";

/** Flags of every command that compares, as commander gives them. */
export interface RawJudging {
  readonly failOn?: string;
  readonly strict?: boolean;
}

/** How a comparison is judged. */
export interface Judging {
  readonly thresholds: Thresholds;
  /** Whether "can't tell" is an answer that fails. */
  readonly strict: boolean;
}

/** A result's file and what it is called. */
export interface NamedFile {
  readonly name: string;
  readonly file: string;
}

/**
 * Resolves how a comparison is judged.
 *
 * @throws UsageError for a metric that there isn't, or a threshold that doesn't fit it.
 */
export const resolveJudging = ({ failOn, strict }: RawJudging): Judging => ({
  thresholds: failOn === undefined ? thresholdsOf() : thresholdsOf(parseFailOn(failOn)),
  strict: strict ?? false,
});

/**
 * How a comparison is judged by a command that compares only where it is given a baseline. Flags that judge one which
 * isn't made are refused: whoever asks for a gate believes that there is one.
 *
 * @throws UsageError as {@link resolveJudging}, and where there is something to judge by and nothing to judge.
 */
export function resolveJudgingOf(baseline: string | undefined, raw: RawJudging): Judging {
  const flag = raw.failOn !== undefined ? "--fail-on" : raw.strict === true ? "--strict" : undefined;
  if (flag === undefined || baseline !== undefined) return resolveJudging(raw);
  throw new UsageError(
    `${flag} judges a comparison, and there is nothing to compare with: name a baseline too, with --baseline <name>.`,
  );
}

/**
 * Reads a list like `allocated:2%,peakRss:5%,wall`: metrics that decide, each with its threshold or with the declared
 * one. Ratios take per cent, differences bytes a row: `retained:1B`.
 */
function parseFailOn(list: string): ReadonlyMap<MetricName, number | undefined> {
  return new Map(
    list.split(",").map((entry): [MetricName, number | undefined] => {
      const [text = "", ...rest] = entry.trim().split(":");
      const name = metricNames.find((known) => known.toLowerCase() === text.toLowerCase());
      if (name === undefined) throw unknownMetric(text);
      return [name, rest.length === 0 ? undefined : parseThreshold(name, rest.join(":"), entry)];
    }),
  );
}

function unknownMetric(text: string): UsageError {
  const [nearest] = metricNames.toSorted((a, b) => leven(text, a) - leven(text, b));
  const guess = nearest !== undefined && leven(text, nearest) <= text.length / 2 ? `; did you mean ${nearest}?` : ".";
  return new UsageError(`--fail-on: there is no metric "${text}"${guess} There are ${metricNames.join(", ")}.`);
}

function parseThreshold(name: MetricName, text: string, entry: string): number {
  const ratio = metrics[name].compared.as === "ratio";
  const [, number] = (ratio ? /^(\d+(?:\.\d+)?)\s?%$/ : /^(\d+(?:\.\d+)?)\s?B$/).exec(text.trim()) ?? [];
  if (number !== undefined && Number(number) <= 1e6) return ratio ? Number(number) / 100 : Number(number);
  const wanted = ratio ? `in per cent, like ${name}:2%` : `in bytes a row, like ${name}:1B`;
  throw new UsageError(`--fail-on: the threshold of ${name} must be given ${wanted}; received "${entry.trim()}".`);
}

/** The folder of a project's named baselines, made to be committed. */
export const baselinesFolder = (cwd: string): string => join(cwd, "baselines");

/**
 * The file of a named baseline.
 *
 * @throws UsageError for a name that isn't a file's name everywhere.
 */
export function baselineFile(cwd: string, flag: string, name: string): string {
  if (!/^[A-Za-z0-9][\w.-]{0,99}$/.test(name)) {
    throw new UsageError(
      `${flag} must name a baseline with letters, digits, dots, hyphens and underscores; received "${name}".`,
    );
  }
  return join(baselinesFolder(cwd), `${name}.json`);
}
