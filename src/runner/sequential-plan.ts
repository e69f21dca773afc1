/** The plan of a run that measures two sides in turns until it knows enough, or its time is used up. */
import { mersenne } from "pure-rand/generator/mersenne";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { compareCase } from "../compare/compare-cases.js";
import { caseSide } from "../compare/compare-sides.js";
import { isJudged } from "../compare/judge.js";
import { missPerCell } from "../compare/false-alarms.js";
import type { Thresholds } from "../compare/thresholds.js";
import type { CaseComparison } from "../results/comparison.js";
import type { BenchCase, PatternInfo, Trial, Variant } from "../results/schema.js";
import { nextAnalysis, alphaSpent } from "../stats/interim-analyses.js";
import { shuffled, type PlannedTrial } from "./plan.js";

/** What is to be compared, and for how long at most. */
export interface SequentialRequest {
  /** The same read on both sides, baseline first. */
  readonly pairs: readonly (readonly [baseline: BenchCase, candidate: BenchCase])[];
  readonly patterns: readonly PatternInfo[];
  readonly variants: readonly Variant[];
  readonly thresholds: Thresholds;
  /** Milliseconds. */
  readonly budget: number;
  readonly rngSeed: number;
  /** Milliseconds on some clock that only goes forward. */
  readonly now: () => number;
  /** When a pair leaves: when it is decided, or with the budget's end only, where it is the noise that is measured. */
  readonly until: "decided" | "budget-used";
}

/** How far it is. */
export interface SequentialState {
  /** Milliseconds of the budget that aren't used yet. */
  readonly left: number;
  readonly decided: number;
  readonly of: number;
}

/** A plan that is made while it is carried out. */
export interface SequentialPlan {
  /**
   * The rounds, each made when the one before is over. Ends when no pair is left, the budget is used up, or `stop` says
   * so.
   *
   * @param trials the trials made so far.
   */
  readonly rounds: (trials: () => readonly Trial[], stop: () => boolean) => Generator<readonly PlannedTrial[]>;
  /** What the last interim analyses found, in the order of the pairs; none before the first. */
  readonly comparisons: () => readonly CaseComparison[];
  readonly state: () => SequentialState;
}

/** Rounds that are made whatever the budget: less than three pairs say nothing on how much they vary. */
const fewestRounds = 3;

/**
 * Plans a sequential run. In a round each undecided pair is read once on either side, one right after the other, so
 * that what drifts meets both; odd rounds draw who is first, even ones turn the round before around (ABBA). A pair that
 * is decided leaves, and the others get its time.
 */
export function sequentialPlan(request: SequentialRequest): SequentialPlan {
  const { pairs, patterns, variants, thresholds, budget, rngSeed, now, until } = request;
  const rng = mersenne(rngSeed);
  const draw = (most: number) => uniformInt(rng, 0, most);
  const missOf = missPerCell(Math.max(1, pairs.length), thresholds);
  const found = new Map<string, CaseComparison>();
  let open = [...pairs];
  let began: number | undefined;
  const elapsed = () => (began === undefined ? 0 : Math.min(1, (now() - began) / budget));

  const analyse = (trials: readonly Trial[], spent: number) => {
    const rule = { paired: true, thresholds, missOf: (metric: Parameters<typeof missOf>[0]) => missOf(metric) * spent };
    open = open.filter(([baseline, candidate]) => {
      const [before, after] = [baseline, candidate].map((one) => caseSide({ trials, patterns, variants }, one));
      if (!before || !after) return false;
      const comparison = compareCase(before, after, rule);
      found.set(candidate.id, comparison);
      return until === "budget-used" || isJudged(comparison, "inconclusive");
    });
  };

  return {
    *rounds(trials, stop) {
      began = now();
      let lastAnalysis = 0;
      let order: (readonly BenchCase[])[] = [];
      for (let round = 1; open.length > 0; round++) {
        const roundBegan = now();
        const remaining = new Set<BenchCase>(open.flat());
        order =
          round % 2 === 1
            ? shuffled(open, draw).map((pair) => shuffled(pair, draw))
            : order.map((pair) => pair.toReversed()).reverse();
        const cases = order.flat().filter((benchCase) => remaining.has(benchCase));
        yield cases.map((benchCase, place) => ({ case: benchCase, round, position: place + 1 }));
        const stopped = stop();
        // A round that would end after the budget isn't begun.
        const isLast = round >= fewestRounds && elapsed() + (now() - roundBegan) / budget > 1;
        const share = isLast ? 1 : elapsed();
        if (stopped || (round >= fewestRounds && share >= nextAnalysis(lastAnalysis))) {
          analyse(trials(), alphaSpent(lastAnalysis, share));
          lastAnalysis = share;
        }
        if (stopped || isLast) return;
      }
    },
    comparisons: () => pairs.flatMap(([, { id }]) => found.get(id) ?? []),
    state: () => ({ left: (1 - elapsed()) * budget, decided: pairs.length - open.length, of: pairs.length }),
  };
}
