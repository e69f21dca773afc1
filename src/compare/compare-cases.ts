/** Compares one case on two sides: metric by metric, its statements, and how its trials ended. Pure. */
import { median } from "simple-statistics";
import { metricNames, metrics, type Metric, type MetricName } from "../metrics.js";
import type { CaseComparison, CaseMark, Cell } from "../results/comparison.js";
import type { BenchCase, Outcome, PatternInfo, Trial } from "../results/schema.js";
import { estimateChange, judge } from "./judge.js";
import { pairsOf, separately, valuesOf } from "./measurements.js";
import { compareStatements } from "./statement-change.js";
import { thresholdFor, type Thresholds } from "./thresholds.js";

/** One side of a comparison of a case. */
export interface CaseSide {
  readonly case: BenchCase;
  /** This case's trials, in any order. */
  readonly trials: readonly Trial[];
  readonly pattern: PatternInfo;
  /** The version of its Node, `v20.19.0`. */
  readonly node: string;
}

/** How a case is compared. */
export interface CaseRule {
  /** Whether trials of one round are pairs: made beside each other, in an order that was drawn. */
  readonly paired: boolean;
  readonly thresholds: Thresholds;
  /** The probability with which an interval of this metric may miss the truth. */
  readonly missOf: (metric: Metric) => number;
  /** Why this metric may not be compared; undefined where it may. */
  readonly spoiled?: (metric: Metric) => string | undefined;
}

type Completed = Extract<Outcome, { kind: "completed" }>;

const completedOf = ({ trials }: CaseSide): Completed[] =>
  trials.flatMap(({ outcome }) => (outcome.kind === "completed" ? [outcome] : []));

/** Compares a case. Metrics that neither side has are left out. */
export function compareCase(baseline: CaseSide, candidate: CaseSide, rule: CaseRule): CaseComparison {
  return {
    pattern: candidate.case.pattern,
    options: candidate.case.options,
    baseline: baseline.case.id,
    candidate: candidate.case.id,
    marks: marksOf(baseline, candidate),
    completed: { baseline: completedOf(baseline).length, candidate: completedOf(candidate).length },
    cells: metricNames.flatMap((name) => cellOf(metrics[name], baseline, candidate, rule)),
    statements: compareStatements(completedOf(baseline), completedOf(candidate)),
    failures: [...failuresOf("baseline", baseline), ...failuresOf("candidate", candidate)],
  };
}

function marksOf(baseline: CaseSide, candidate: CaseSide): CaseMark[] {
  const [before, after] = [baseline, candidate].map((side) => ({
    completed: completedOf(side).length,
    failed: side.trials.length - completedOf(side).length,
    left: Math.max(0, ...completedOf(side).map(({ connectionsLeft }) => connectionsLeft)),
  }));
  if (!before || !after) return [];
  const nowFails = before.completed > 0 && after.failed > 0 && (before.failed === 0 || after.completed === 0);
  const marks: [CaseMark, boolean][] = [
    ["fails-on-both", before.failed > 0 && after.failed > 0 && !nowFails],
    ["now-fails", nowFails],
    ["fixed", before.completed > 0 && before.failed > 0 && after.failed === 0 && after.completed > 0],
    ["now-completes", before.completed === 0 && before.failed > 0 && after.failed === 0 && after.completed > 0],
    ["source-changed", baseline.pattern.source !== candidate.pattern.source],
    ["leaks-connections", after.left > before.left],
  ];
  return marks.flatMap(([mark, holds]) => (holds ? [mark] : []));
}

function failuresOf(side: string, { trials }: CaseSide): string[] {
  const failed = trials.flatMap(({ outcome }) => (outcome.kind === "completed" ? [] : [outcome]));
  const [first] = failed;
  return first === undefined
    ? []
    : [`${side}: ${failed.length} of ${trials.length} trials ${first.kind}: ${first.message}`];
}

function cellOf(metric: Metric, baseline: CaseSide, candidate: CaseSide, rule: CaseRule): Cell[] {
  const { name } = metric;
  const [before, after] = [valuesOf(metric, baseline.trials), valuesOf(metric, candidate.trials)];
  if (before.length === 0 && after.length === 0) return [];
  const notComparable = (reason: string): Cell[] => [{ kind: "not-comparable", metric: name, reason }];
  const spoiled = rule.spoiled?.(metric) ?? countedOtherwise(name, baseline.node, candidate.node);
  if (spoiled !== undefined) return notComparable(spoiled);
  const measurements = (rule.paired ? pairsOf : separately)(metric, baseline.trials, candidate.trials);
  const change = estimateChange(measurements, metric, rule.missOf(metric));
  if (change.kind === "unknown") return notComparable(change.reason);
  const { as } = metric.compared;
  const { threshold: relative, decides } = rule.thresholds[name];
  const threshold = thresholdFor(metric, relative, candidate.case.rows);
  return [
    {
      kind: "compared",
      metric: name,
      baseline: median(before),
      candidate: median(after),
      as,
      change: change.change,
      threshold,
      verdict: judge(change.change, metric, threshold),
      decides,
      n: change.n,
      ...("coreSpeeds" in measurements && { adjusted: true }),
    },
  ];
}

/** From this major version on Node counts allocated bytes; before, they are added up from the collector's trace. */
const countsAllocation = 26;

function countedOtherwise(name: MetricName, ...nodes: readonly [string, string]): string | undefined {
  const counts = nodes.map((version) => Number(/^v?(\d+)/.exec(version)?.[1] ?? 0) >= countsAllocation);
  return name === "allocated" && counts[0] !== counts[1]
    ? `only Node ${countsAllocation} and later count it; earlier ones add it up from their trace`
    : undefined;
}
