/** Holds what was measured of one read against its bounds. Pure. */
import { median } from "simple-statistics";
import { metrics, type MetricName } from "../metrics.js";
import { failureWords } from "../results/case-summary.js";
import type { Outcome, Result } from "../results/schema.js";
import type { Bound } from "./bounds.js";

/** What was found of one bound. */
export type Finding =
  | { readonly kind: "kept" | "broken"; readonly bound: Bound; readonly measured: number }
  /** The metric can't be had: nothing is known of the bound. */
  | { readonly kind: "absent"; readonly bound: Bound; readonly why: string };

/** What a read's result comes to. */
export type Holding =
  /** Whether all bounds are kept is known. */
  | { readonly kind: "held"; readonly findings: readonly Finding[] }
  /** There is nothing to hold: why, in a sentence. */
  | { readonly kind: "unmeasured"; readonly why: string };

type Completed = Extract<Outcome, { kind: "completed" }>;

/**
 * Holds the trials of a read, the only case of its result, against bounds. Of a noisy metric the median counts; of one
 * that is steady the worst, since one trial that goes beyond is no accident.
 */
export function hold({ trials, equivalence }: Result, bounds: readonly Bound[]): Holding {
  for (const { outcome } of trials) {
    if (outcome.kind !== "completed") {
      return { kind: "unmeasured", why: `It ${failureWords[outcome.kind]}: ${outcome.message}` };
    }
  }
  const completed = trials.flatMap(({ outcome }) => (outcome.kind === "completed" ? [outcome] : []));
  if (completed.length === 0) return { kind: "unmeasured", why: "No trial of it was made." };
  if (equivalence.kind === "different") {
    return {
      kind: "unmeasured",
      why: `It returned other data than ${equivalence.reference} (${equivalence.summary}), and what that costs says nothing.`,
    };
  }
  return { kind: "held", findings: bounds.map((bound) => findingOf(bound, completed)) };
}

function findingOf(bound: Bound, trials: readonly Completed[]): Finding {
  if (bound.kind === "rows") {
    const rows = trials.map(({ fingerprint }) => fingerprint.rows);
    const measured = rows.find((each) => each !== bound.rows) ?? bound.rows;
    return { kind: measured === bound.rows ? "kept" : "broken", bound, measured };
  }
  const readings = trials.map(({ metrics: read }) => read[bound.metric]);
  const reasons = readings.flatMap((reading) => (typeof reading === "number" ? [] : [reading.absent]));
  const values = readings.filter((reading) => typeof reading === "number");
  // One that only some trials have isn't known of the read.
  if (reasons.length > 0) return { kind: "absent", bound, why: [...new Set(reasons)].join("; ") };
  const measured = representative(bound.metric, values);
  const isKept = bound.is === "at most" ? measured <= bound.value : measured >= bound.value;
  return { kind: isKept ? "kept" : "broken", bound, measured };
}

/** What stands for several trials. */
function representative(name: MetricName, values: readonly number[]): number {
  const { noise, better } = metrics[name];
  if (noise === "noisy") return median([...values]);
  return better === "lower" ? Math.max(...values) : Math.min(...values);
}

/** Trials that bounds need to be held by: one, unless one of them is on a metric that wanders. */
export const roundsFor = (bounds: readonly Bound[]): number =>
  bounds.some((bound) => bound.kind === "metric" && metrics[bound.metric].noise === "noisy") ? 3 : 1;
