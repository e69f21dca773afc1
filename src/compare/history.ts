/** The history of a project's reads over a package's versions: what was saved, how it went, and where it stepped. Pure. */
import semver from "semver";
import type { BenchCase, Result } from "../results/schema.js";
import type { SavedResult } from "../results/saved-results.js";
import { findSteps } from "../stats/steps.js";
import { falseAlarmBudget } from "./false-alarms.js";
import { makeSeries, versionIn, type Series, type SeriesRequest } from "./series.js";
import { thresholdFor } from "./thresholds.js";

/** What of the results is shown. */
export interface HistoryRequest extends Omit<SeriesRequest, "rows"> {
  /** Rows of the data set; undefined for the size that most results have. */
  readonly rows: number | undefined;
}

/** A level that stepped from one version to another. */
export interface HistoryStep {
  readonly from: string;
  readonly to: string;
  /** The versions between which it surely lies, where that is not from one to the next. */
  readonly surely: readonly [first: string, last: string] | undefined;
  /** Medians of the level before and after, in the metric's unit. */
  readonly before: number;
  readonly after: number;
  readonly direction: "better" | "worse";
  /** The results that measured the two versions, by their places in {@link History.results}. */
  readonly runs: { readonly from: readonly number[]; readonly to: readonly number[] };
  /** Other packages that changed at the same place, "pg 8.11.0 → 8.23.1"; the step may be theirs. */
  readonly beside: readonly string[];
}

/** A series and its steps. */
export interface Line extends Series {
  readonly steps: readonly HistoryStep[];
}

/** One metric of one case over versions. */
export interface Trend {
  readonly case: Pick<BenchCase, "pattern" | "options">;
  readonly metric: Series["metric"];
  /** One for each set of conditions; what is on different lines can't be compared. Never empty. */
  readonly lines: readonly Line[];
  /** Those of all lines, each once, in the order of the versions. */
  readonly steps: readonly HistoryStep[];
}

/** A saved result, as a list shows it. */
export interface ListedResult {
  readonly files: readonly string[];
  readonly startedAt: string;
  /** The project's commit, where it is known. */
  readonly commit: Result["commit"];
  readonly command: string;
  /** Of the package, in their order; empty where it wasn't there. */
  readonly versions: readonly string[];
  readonly rows: number;
  readonly rounds: number;
  readonly state: "complete" | "interrupted" | "different data";
}

/** Everything that a history shows. */
export interface History {
  readonly package: string;
  readonly rows: number;
  /** All that have a value in any trend, in their order. */
  readonly versions: readonly string[];
  readonly results: readonly ListedResult[];
  readonly trends: readonly Trend[];
}

/** The packages whose versions results say, in their order, and Node last. */
export const packagesIn = (results: readonly Result[]): string[] => [
  ...new Set([...results.flatMap(({ variants }) => variants.flatMap(({ packages }) => Object.keys(packages))), "node"]),
];

/** The one that the results have most versions of; the first of several that do. */
export function variedPackage(results: readonly Result[]): string {
  const variants = results.flatMap((result) => result.variants);
  const versions = (name: string) => new Set(variants.flatMap((variant) => versionIn(variant, name) ?? [])).size;
  return packagesIn(results).reduce((most, name) => (versions(name) > versions(most) ? name : most));
}

/** Makes the history of at least one result. */
export function makeHistory(saved: readonly SavedResult[], request: HistoryRequest): History {
  const rows = request.rows ?? commonestRows(saved);
  const series = makeSeries(
    saved.map(({ result }) => result),
    { ...request, rows },
  );
  const asked = series.filter(({ levels }) => levels.length > 1).length;
  const lines = series.map((each): Line => ({
    ...each,
    steps: stepsOf(each, rows, falseAlarmBudget / Math.max(1, asked)),
  }));
  return {
    package: request.package,
    rows,
    versions: inOrder(series.flatMap(({ levels }) => levels.map(({ version }) => version))),
    results: saved.map((each) => listed(each, request.package)),
    trends: trendsOf(lines, request),
  };
}

/** The largest of them where several sizes have equally many results. */
function commonestRows(saved: readonly SavedResult[]): number {
  const counts = new Map<number, number>();
  for (const { result } of saved) counts.set(result.dataSet.rows, (counts.get(result.dataSet.rows) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a))[0];
}

function listed({ files, result }: SavedResult, packageName: string): ListedResult {
  const { startedAt, commit, command, variants, dataSet, rounds, state, equivalence } = result;
  const versions = inOrder(variants.flatMap((variant) => versionIn(variant, packageName) ?? []));
  const shown = equivalence.kind === "different" ? "different data" : state;
  return { files, startedAt, commit, command, versions, rows: dataSet.rows, rounds, state: shown };
}

const inOrder = (versions: readonly string[]): string[] =>
  [...new Set(versions)].sort((a, b) => semver.compareBuild(a, b));

function stepsOf({ metric, interleaved, levels }: Series, rows: number, falseAlarmRate: number): HistoryStep[] {
  const { as, threshold } = metric.compared;
  const steps = findSteps(
    levels.map(({ units }) => units),
    {
      as,
      threshold: thresholdFor(metric, threshold, rows),
      falseAlarms: falseAlarmRate,
      inRounds: interleaved,
    },
  );
  return steps.flatMap(({ at, within: [first, last], before, after }) => {
    const [from, to] = [levels[at - 1], levels[at]];
    const surely =
      last - first > 1 ? ([levels[first]?.version ?? "", levels[last]?.version ?? ""] as const) : undefined;
    if (!from || !to) return [];
    const direction = after < before === (metric.better === "lower") ? "better" : "worse";
    const beside = Object.keys({ ...from.beside, ...to.beside }).flatMap((name) => {
      const [old, now] = [from, to].map((level) => level.beside[name]?.join(", ") ?? "none");
      return old === now ? [] : [`${name} ${old} → ${now}`];
    });
    const runs = { from: from.runs, to: to.runs };
    return [{ from: from.version, to: to.version, surely, before, after, direction, runs, beside }];
  });
}

function trendsOf(lines: readonly Line[], request: HistoryRequest): Trend[] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.case.pattern, line.case.options, request.metrics.indexOf(line.metric.name)]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()]
    .flatMap((members) => {
      const [first] = members;
      return first ? [{ case: first.case, metric: first.metric, lines: members, steps: eachOnce(members) }] : [];
    })
    .sort(
      (a, b) =>
        a.case.pattern.localeCompare(b.case.pattern) ||
        JSON.stringify(a.case.options).localeCompare(JSON.stringify(b.case.options)) ||
        request.metrics.indexOf(a.metric.name) - request.metrics.indexOf(b.metric.name),
    );
}

/** One report for one step: of steps in the same direction whose places overlap, that with the closest bounds. */
function eachOnce(lines: readonly Line[]): HistoryStep[] {
  const bounds = ({ from, to, surely }: HistoryStep) => surely ?? ([from, to] as const);
  const versions = inOrder(lines.flatMap(({ levels }) => levels.map(({ version }) => version)));
  const width = (step: HistoryStep) => versions.indexOf(bounds(step)[1]) - versions.indexOf(bounds(step)[0]);
  const overlap = (a: HistoryStep, b: HistoryStep) =>
    a.direction === b.direction && semver.lt(bounds(a)[0], bounds(b)[1]) && semver.lt(bounds(b)[0], bounds(a)[1]);
  const kept: HistoryStep[] = [];
  for (const step of lines.flatMap(({ steps }) => steps).sort((a, b) => width(a) - width(b))) {
    if (!kept.some((other) => overlap(step, other))) kept.push(step);
  }
  return kept.sort((a, b) => semver.compareBuild(a.to, b.to));
}
