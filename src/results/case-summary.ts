import { metricNames, type MetricName } from "../metrics.js";
import { folderOf } from "../project/packages.js";
import { yieldKinds } from "../trial/pattern.js";
import { conditionNames } from "./cases.js";
import type { BenchCase, Outcome, PatternInfo, Result, Trial } from "./schema.js";
import { Sample } from "../stats/sample.js";
import { summarise, type MetricSummary, type Summary } from "../stats/summary.js";

/** How a trial ends that measured nothing. */
export type Failure = Exclude<Outcome, { kind: "completed" }>;

/** How each way of not completing reads after a pattern's name. */
export const failureWords: Readonly<Record<Failure["kind"], string>> = {
  failed: "failed",
  "timed-out": "ran past its time limit",
  "out-of-memory": "was killed for lack of memory",
  "heap-limit": "ran into its heap limit",
};

/** Trials of one case that ended in the same way with the same message. */
export interface FailureCount {
  readonly kind: Failure["kind"];
  readonly message: string;
  /** How many trials; at least 1. */
  readonly trials: number;
}

/** What cases are told apart by: what they give, and whether they are a floor, the driver's own reads, which no ORM gets below. */
export const caseKinds = [...yieldKinds, "floor"] as const;

export type CaseKind = (typeof caseKinds)[number];

/** Everything that a report says of one case. */
export interface CaseSummary {
  readonly case: BenchCase;
  /** The pattern's id, and whatever else tells this case from the others of the same pattern in this result. */
  readonly label: string;
  readonly pattern: PatternInfo;
  /** Which side of a comparison it is, where the result holds the trials of both. */
  readonly side: "baseline" | "candidate" | undefined;
  /** Only cases of one kind are ranked against each other. */
  readonly kind: CaseKind;
  /** Number of trials that completed; only these are in the metrics. */
  readonly completed: number;
  /** Number of trials that the run has not made: not yet, or no more. */
  readonly missing: number;
  readonly metrics: Readonly<Record<MetricName, MetricSummary>>;
  /** Trials that did not complete, alike ones together, in the order of their first appearance. */
  readonly failures: readonly FailureCount[];
}

/**
 * Summarises each case of a result, in the result's order; copes with any subset of the planned trials.
 *
 * @throws Error when a case names a pattern that the result doesn't describe
 */
export function summariseCases(result: Result): CaseSummary[] {
  const kindOf = kindsIn(result.patterns);
  return result.cases.map((benchCase) => {
    const pattern = patternOf(benchCase, result);
    const trials = result.trials.filter((trial) => trial.case === benchCase.id);
    const completed = trials.flatMap(({ outcome }) => (outcome.kind === "completed" ? [outcome] : []));
    return {
      case: benchCase,
      label: labelOf(benchCase, result.cases),
      pattern,
      kind: kindOf(pattern),
      side: sideOf(benchCase, result),
      completed: completed.length,
      missing: Math.max(0, result.rounds - trials.length),
      metrics: Object.fromEntries(
        metricNames.map((name) => [name, summariseMetric(name, completed, trials.length)]),
      ) as Record<MetricName, MetricSummary>,
      failures: countFailures(trials),
    };
  });
}

/** Whether a case is what most services of its ORM start with, with nothing set otherwise: others are held against it. */
export const isUsual = ({ pattern, label }: CaseSummary): boolean => pattern.isUsual === true && label === pattern.id;
/** Of a row of versions, each compared with the one before it, only the first is nothing but a baseline. */
function sideOf({ id }: BenchCase, { comparisons = [] }: Result): CaseSummary["side"] {
  const cases = comparisons.filter(({ trials }) => trials === "interleaved").flatMap((comparison) => comparison.cases);
  if (cases.some(({ candidate }) => candidate === id)) return "candidate";
  return cases.some(({ baseline }) => baseline === id) ? "baseline" : undefined;
}

/** Older results don't say which patterns are floors: there it is those from whose folder one is named as another's floor. */
function kindsIn(patterns: readonly PatternInfo[]): (pattern: PatternInfo) => CaseKind {
  const named = new Set(patterns.flatMap(({ floor }) => (floor === undefined ? [] : [folderOf(floor)])));
  return ({ id, isFloor, yields }) => ((isFloor ?? named.has(folderOf(id))) ? "floor" : yields);
}

/** A case's figures of a metric; undefined where it has none. */
export function summaryOf({ metrics }: Pick<CaseSummary, "metrics">, name: MetricName): Summary | undefined {
  const metric = metrics[name];
  return metric.kind === "measured" ? metric.summary : undefined;
}

type Completed = Extract<Outcome, { kind: "completed" }>;

function summariseMetric(name: MetricName, completed: readonly Completed[], trials: number): MetricSummary {
  if (completed.length === 0) {
    return { kind: "absent", reason: trials === 0 ? "no trial of it has ended yet" : "none of its trials completed" };
  }
  const readings = completed.map(({ metrics }) => metrics[name]);
  const values = readings.filter((reading) => typeof reading === "number");
  if (values.length > 0) return { kind: "measured", summary: summarise(new Sample(values)) };
  const reasons = new Set(readings.flatMap((reading) => (typeof reading === "number" ? [] : [reading.absent])));
  return { kind: "absent", reason: [...reasons].join("; ") };
}

function countFailures(trials: readonly Trial[]): FailureCount[] {
  const counts = new Map<string, FailureCount>();
  for (const { outcome } of trials) {
    if (outcome.kind === "completed") continue;
    const key = JSON.stringify([outcome.kind, outcome.message]);
    counts.set(key, { kind: outcome.kind, message: outcome.message, trials: (counts.get(key)?.trials ?? 0) + 1 });
  }
  return [...counts.values()];
}

function patternOf(benchCase: BenchCase, result: Result): PatternInfo {
  const pattern = result.patterns.find(({ id }) => id === benchCase.pattern);
  if (pattern) return pattern;
  throw new Error(
    `The result's case "${benchCase.id}" reads with the pattern "${benchCase.pattern}", which its list of patterns ` +
      `doesn't hold: the file was cut or changed by hand, make it again.`,
  );
}

/** What a case can be called by. */
export type Nameable = Pick<BenchCase, "pattern" | "options"> &
  Partial<Pick<BenchCase, "rows" | "variant" | "conditions">>;

/** A pattern that is read in one way only is called by its id alone; others by what makes the difference. */
export function labelOf(benchCase: Nameable, cases: readonly Nameable[]): string {
  const siblings = cases.filter(({ pattern }) => pattern === benchCase.pattern);
  const differs = (property: (other: Nameable) => unknown) => new Set(siblings.map(property)).size > 1;
  const options = Object.entries(benchCase.options)
    .filter(([option]) => differs((other) => other.options[option]))
    .map(([option, value]) => `${option}=${value}`);
  return [
    benchCase.pattern,
    ...options,
    ...conditionNames(benchCase.conditions).filter((name) =>
      differs(({ conditions }) => conditionNames(conditions).includes(name)),
    ),
    ...(benchCase.rows !== undefined && differs(({ rows }) => rows) ? [`${benchCase.rows} rows`] : []),
    ...(benchCase.variant !== undefined && differs(({ variant }) => variant) ? [benchCase.variant] : []),
  ].join(" ");
}
