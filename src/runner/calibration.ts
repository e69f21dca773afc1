/** What a run of A against A says about this machine: how much metrics vary, and what the rules make of it. */
import { mersenne } from "pure-rand/generator/mersenne";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { sampleStandardDeviation } from "simple-statistics";
import { missPerCell } from "../compare/false-alarms.js";
import { changesOf, isJudged } from "../compare/judge.js";
import { pairsOf } from "../compare/measurements.js";
import { thresholdFor, type Thresholds } from "../compare/thresholds.js";
import { metricNames, metrics, type MetricName } from "../metrics.js";
import type { Calibration, CaseComparison, NoiseFloor } from "../results/comparison.js";
import type { BenchCase, Result, Trial } from "../results/schema.js";
import { detectable } from "../stats/detectable.js";
import { scaleOf, sizeOn } from "../stats/scale.js";
import { alphaSpentAtTheEnd } from "../stats/interim-analyses.js";
import { sequentialPlan } from "./sequential-plan.js";

/** What is calibrated: pairs of the same read with the same versions. */
export interface CalibrationRequest {
  readonly pairs: readonly (readonly [BenchCase, BenchCase])[];
  readonly thresholds: Thresholds;
  /** Milliseconds that the run took to make its rounds. */
  readonly budget: number;
  readonly rngSeed: number;
}

/** How many comparisons are made of the measured trials, drawn again and again: a rate of 5 % is then known to ±2 %. */
const simulated = 400;

type Pair = CalibrationRequest["pairs"][number];
type Round = ReadonlyMap<Pair, readonly [Trial, Trial]>;

/**
 * Calibrates. The false-alarm rates come from comparisons that are simulated by the same plan and the same rules:
 * rounds are drawn from those that were measured, with replacement, and in each pair it is drawn who plays the
 * candidate (a bootstrap after Efron, and sign changes after Fisher; nothing differs between the sides).
 */
export function calibrate(result: Result, request: CalibrationRequest): Calibration {
  const { pairs, thresholds, budget } = request;
  const rounds = completeRounds(result.trials, pairs);
  const reports = rounds.length < 2 ? [] : Array.from({ length: simulated }, simulator(result, request, rounds));
  const missOf = missPerCell(Math.max(1, pairs.length), thresholds);
  const floorOf = (pair: Pair, index: number, name: MetricName): NoiseFloor[] => {
    const metric = metrics[name];
    const { as } = metric.compared;
    const changes = changesIn(rounds, pair, name);
    if (changes.length < 2) return [];
    const noise = sampleStandardDeviation([...changes]);
    const least = thresholdFor(metric, thresholds[name].threshold, pair[1].rows);
    const threshold = sizeOn(scaleOf(as), least);
    const smallest = detectable(noise, changes.length, missOf(metric) * alphaSpentAtTheEnd, threshold);
    return [
      {
        pattern: pair[1].pattern,
        metric: name,
        as,
        noise,
        detectable: as === "ratio" ? Math.expm1(smallest) : smallest,
        falseAlarms: share(reports, (cases) => isCalledChanged(cases[index], name)),
      },
    ];
  };
  return {
    rounds: Math.max(1, rounds.length),
    budget,
    floors: pairs.flatMap((pair, index) => metricNames.flatMap((name) => floorOf(pair, index, name))),
    falseReports: share(reports, (cases) => cases.some((each) => isJudged(each, "regressed"))),
  };
}

/** Rounds in which every pair completed on both sides. */
function completeRounds(trials: readonly Trial[], pairs: CalibrationRequest["pairs"]): Round[] {
  const last = Math.max(0, ...trials.map(({ round }) => round));
  return Array.from({ length: last }, (_, index) => {
    const ofRound = trials.filter(({ round, outcome }) => round === index + 1 && outcome.kind === "completed");
    return new Map(
      pairs.flatMap((pair): [Pair, [Trial, Trial]][] => {
        const [a, b] = pair.map(({ id }) => ofRound.find((trial) => trial.case === id));
        return a && b ? [[pair, [a, b]]] : [];
      }),
    );
  }).filter(({ size }) => size === pairs.length);
}

/** The changes from one trial of a pair to the other, on the scale on which they add up. */
function changesIn(rounds: readonly Round[], pair: Pair, name: MetricName): readonly number[] {
  const metric = metrics[name];
  const trials = ([0, 1] as const).map((side) => rounds.flatMap((round) => round.get(pair)?.[side] ?? []));
  const measured = pairsOf(metric, trials[0] ?? [], trials[1] ?? []);
  const scale = scaleOf(metric.compared.as);
  const finite = measured.pairs.every((values) => values.every((value) => Number.isFinite(scale.to(value))));
  return finite && measured.pairs.length > 0 ? changesOf(measured, scale).differences : [];
}

/** Makes one simulated comparison after the other. */
function simulator(result: Result, request: CalibrationRequest, rounds: readonly Round[]): () => CaseComparison[] {
  const { pairs, thresholds, rngSeed } = request;
  const rng = mersenne(rngSeed);
  return () => {
    let made = 0;
    // The clock counts rounds: the budget is what the measured ones took.
    const clock = { budget: rounds.length, now: () => made };
    const { patterns, variants } = result;
    const plan = sequentialPlan({ pairs, patterns, variants, thresholds, rngSeed, until: "decided", ...clock });
    const trials: Trial[] = [];
    for (const round of plan.rounds(
      () => trials,
      () => false,
    )) {
      made++;
      const source = rounds[uniformInt(rng, 0, rounds.length - 1)];
      for (const pair of pairs) {
        const [a, b] = source?.get(pair) ?? [];
        if (!a || !b || !round.some((planned) => planned.case === pair[0])) continue;
        const [first, second] = uniformInt(rng, 0, 1) === 0 ? [a, b] : [b, a];
        trials.push({ ...first, case: pair[0].id, round: made }, { ...second, case: pair[1].id, round: made });
      }
    }
    return [...plan.comparisons()];
  };
}

const changed = (verdict: string): boolean => verdict === "improved" || verdict === "regressed";

const isCalledChanged = (comparison: CaseComparison | undefined, name: MetricName): boolean =>
  comparison?.cells.some((cell) => cell.kind === "compared" && cell.metric === name && changed(cell.verdict)) ?? false;

const share = <Item>(items: readonly Item[], holds: (item: Item) => boolean): number =>
  items.length === 0 ? 0 : items.filter(holds).length / items.length;
