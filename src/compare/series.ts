/** Makes series over versions of what saved results measured, and keeps apart what can't be compared. Pure. */
import semver from "semver";
import { metrics, type Metric, type MetricName } from "../metrics.js";
import type { BenchCase, Result, Trial, Variant } from "../results/schema.js";
import { Sample } from "../stats/sample.js";
import { conditionsOf } from "./comparability.js";

/** Which series are made. */
export interface SeriesRequest {
  /** The package whose versions they run over; `node` for Node itself. */
  readonly package: string;
  readonly metrics: readonly MetricName[];
  /** Rows of the data set: other sizes are other questions. */
  readonly rows: number;
  /** Whether a case is wanted. */
  readonly wanted: (benchCase: BenchCase) => boolean;
}

/** One metric of one case over versions, all measured under conditions that make its values comparable. */
export interface Series {
  readonly case: Pick<BenchCase, "pattern" | "options">;
  readonly metric: Metric;
  /** What its values have in common, by the name of the field: "CPU", "PostgreSQL". */
  readonly conditions: Readonly<Record<string, string>>;
  /** Whether the versions took turns in one run, each once a round. */
  readonly interleaved: boolean;
  /** In the order of the versions, without those that have no value. Never empty. */
  readonly levels: readonly VersionLevel[];
}

/** What one version measured. */
export interface VersionLevel {
  readonly version: string;
  /** The results that have it, by their places among those that the series was made of, in their order. */
  readonly runs: readonly number[];
  /** One a trial. */
  readonly trials: Sample;
  /** What may be taken for independent of each other: trials, or the means of rounds or runs. */
  readonly units: Sample;
  /** Exact versions of Node and all other packages, each as often as they differ between trials. */
  readonly beside: Readonly<Record<string, readonly string[]>>;
}

/** The version of a package that a variant has; undefined where it has none. */
export function versionIn({ node, packages }: Variant, name: string): string | undefined {
  const parsed = semver.parse(name === "node" ? node : packages[name], { loose: true });
  // What came from a tarball is told apart by what stands behind the plus sign.
  return parsed ? [parsed.version, ...(parsed.build.length > 0 ? [parsed.build.join(".")] : [])].join("+") : undefined;
}

/** One value of one trial, with all that it is sorted by. */
interface Value {
  readonly value: number;
  readonly version: string;
  readonly variant: Variant;
  readonly run: number;
  readonly round: number;
}

/**
 * The series, by case and then by metric. Values of a noisy metric that were measured under other conditions are in
 * other series; so are those of a run in which several versions took turns, since runs differ by more than versions do
 * inside of one. A pattern whose file was changed is another case from then on.
 */
export function makeSeries(results: readonly Result[], request: SeriesRequest): Series[] {
  const groups = new Map<string, { readonly head: Omit<Series, "levels">; readonly values: Value[] }>();
  for (const [run, result] of results.entries()) {
    for (const benchCase of result.cases) {
      const variant = result.variants.find(({ name }) => name === benchCase.variant);
      const version = variant && versionIn(variant, request.package);
      if (!variant || version === undefined || benchCase.rows !== request.rows || !request.wanted(benchCase)) continue;
      const trials = result.trials.filter((trial) => trial.case === benchCase.id);
      for (const name of request.metrics) {
        const head = headOf(result, benchCase, variant, metrics[name], request.package);
        const key = JSON.stringify(head);
        const group = groups.get(key) ?? { head, values: [] };
        groups.set(key, group);
        group.values.push(...valuesOf(trials, name).map((value) => ({ ...value, version, variant, run })));
      }
    }
  }
  return [...groups.values()]
    .filter(({ values }) => values.length > 0)
    .map(({ head, values }) => ({ ...head, levels: levelsOf(head, values, request.package) }))
    .sort(byCaseAndMetric);
}

function headOf(
  result: Result,
  { pattern, options }: BenchCase,
  variant: Variant,
  metric: Metric,
  packageName: string,
): Omit<Series, "levels"> {
  const conditions = conditionsOf(result)
    .filter(({ field, spoils }) => field !== "Node" && (spoils === "all metrics" || metric.noise !== "steady"))
    .map(({ field, value }) => [field, value] as const);
  const source = result.patterns.find(({ id }) => id === pattern)?.source ?? "unknown";
  const node = packageName === "node" ? [] : [["Node", `${semver.major(variant.node)}`] as const];
  const interleaved = metric.noise === "noisy" && hasSeveralVersions(result, packageName);
  return {
    case: { pattern, options },
    metric,
    conditions: {
      ...Object.fromEntries([...conditions, ...node]),
      "pattern file": source.slice(0, 8),
      ...(interleaved && { run: result.startedAt }),
    },
    interleaved,
  };
}

const hasSeveralVersions = ({ variants }: Result, packageName: string): boolean =>
  new Set(variants.map((variant) => versionIn(variant, packageName))).size > 1;

function valuesOf(trials: readonly Trial[], name: MetricName): { value: number; round: number }[] {
  return trials.flatMap(({ outcome, round }) => {
    const value = outcome.kind === "completed" ? outcome.metrics[name] : undefined;
    return typeof value === "number" ? [{ value, round }] : [];
  });
}

function levelsOf(
  { interleaved, metric }: Omit<Series, "levels">,
  values: readonly Value[],
  packageName: string,
): VersionLevel[] {
  const versions = [...new Set(values.map(({ version }) => version))].sort((a, b) => semver.compareBuild(a, b));
  const members = versions.map((version) => values.filter((value) => value.version === version));
  const whole = interleaved ? wholeRounds(members) : [];
  return versions.map((version, index) => {
    const own = members[index] ?? [];
    const trials = new Sample(own.map(({ value }) => value));
    return {
      version,
      runs: [...new Set(own.map(({ run }) => run))],
      trials,
      units: whole.length > 0 ? meansOf(own, "round", whole) : metric.noise === "noisy" ? meansOf(own, "run") : trials,
      beside: versionsBeside(own, packageName),
    };
  });
}

/** Rounds in which every version has a value. */
function wholeRounds(members: readonly (readonly Value[])[]): number[] {
  const [first = [], ...others] = members.map((values) => [...new Set(values.map(({ round }) => round))]);
  return first.filter((round) => others.every((rounds) => rounds.includes(round)));
}

/** One value for each round or run: a version may have been read twice in it, under two names. */
function meansOf(values: readonly Value[], by: "round" | "run", keys = [...new Set(values.map((value) => value[by]))]) {
  return new Sample(
    keys.map((key) => {
      const own = values.filter((value) => value[by] === key).map(({ value }) => value);
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    }),
  );
}

function versionsBeside(values: readonly Value[], packageName: string): Record<string, string[]> {
  const variants = [...new Set(values.map(({ variant }) => variant))];
  const all = variants.map(({ node, packages }): Record<string, string> => ({ ...packages, node }));
  const names = new Set(all.flatMap((versions) => Object.keys(versions)));
  names.delete(packageName);
  return Object.fromEntries(
    [...names].map((name) => [name, [...new Set(all.map((versions) => versions[name] ?? "none"))].sort()]),
  );
}

function byCaseAndMetric(a: Series, b: Series): number {
  const name = ({ case: { pattern, options } }: Series) => `${pattern} ${JSON.stringify(options)}`;
  return name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0;
}
