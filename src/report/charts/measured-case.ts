import { metrics } from "../../metrics.js";
import type { Outcome, Result, Timeline, Trial } from "../../results/schema.js";
import { summariseCases, type CaseSummary } from "../../results/case-summary.js";
import { mayRank } from "../model/may-rank.js";
import { groupCases } from "../model/figures.js";

/** A trial that completed. */
export type CompletedTrial = Trial & { readonly outcome: Extract<Outcome, { kind: "completed" }> };

/** A case with at least one completed trial. */
export interface MeasuredCase {
  readonly summary: CaseSummary;
  /** Its completed trials, by round. */
  readonly trials: readonly CompletedTrial[];
  /** The one that stands for the others where one is shown: its peak RSS is the median one, or the one below it. */
  readonly typical: CompletedTrial;
}

/** The cases of a result, told apart by whether there are figures. */
export interface ReportCases {
  /** In the order of the table: entities before raw rows, smallest peak RSS first. */
  readonly measured: readonly MeasuredCase[];
  /** Those of which no trial completed, in the result's order. */
  readonly unmeasured: readonly CaseSummary[];
  /** Whether one of them may be called faster and smaller than others. */
  readonly ranked: boolean;
}

/** Sorts out a result's cases. */
export function reportCases(result: Result): ReportCases {
  const summaries = summariseCases(result);
  const ranked = mayRank(result);
  const inOrder = groupCases(summaries).flatMap((group) => group.cases);
  const measured = inOrder.flatMap((summary) => {
    const trials = completedTrials(result, summary.case.id);
    const typical = typicalOf(trials);
    return typical ? [{ summary, trials, typical }] : [];
  });
  return {
    measured,
    unmeasured: summaries.filter(({ completed }) => completed === 0),
    ranked: ranked(metrics.wall) && ranked(metrics.peakRss),
  };
}

/** The timeline of a trial, if there is one. */
export function timelineOf({ outcome: { timeline } }: CompletedTrial): Timeline | undefined {
  return "absent" in timeline ? undefined : timeline;
}

function completedTrials(result: Result, id: string): CompletedTrial[] {
  const isCompleted = (trial: Trial): trial is CompletedTrial => trial.outcome.kind === "completed";
  return result.trials
    .filter((trial) => trial.case === id)
    .filter(isCompleted)
    .sort((a, b) => a.round - b.round);
}

function typicalOf(trials: readonly CompletedTrial[]): CompletedTrial | undefined {
  const peak = ({ outcome }: CompletedTrial) => {
    const { peakRss } = outcome.metrics;
    return typeof peakRss === "number" ? peakRss : 0;
  };
  return trials.toSorted((a, b) => peak(a) - peak(b))[Math.floor((trials.length - 1) / 2)];
}
