/**
 * Whole upgrades without a database and without a clock: the plan and the rules are the real ones, the trials are drawn
 * from noise of a known kind, with changes of a known size. What the rules then say can be held against the truth.
 */
import { thresholdsOf } from "../../src/compare/thresholds.js";
import { metricNames, metrics, type MetricName } from "../../src/metrics.js";
import type { CaseComparison, Verdict } from "../../src/results/comparison.js";
import type { BenchCase, Outcome, PatternInfo, Reading, Trial } from "../../src/results/schema.js";
import type { PlannedTrial } from "../../src/runner/plan.js";
import { sequentialPlan } from "../../src/runner/sequential-plan.js";
import { noiseOf, randomFrom, type NoiseKind, type Variation } from "./noise.js";

/** A change that the candidate's side really has. */
export interface TrueChange {
  readonly pattern: string;
  readonly metric: MetricName;
  /** By what it is multiplied. */
  readonly factor: number;
}

export interface SyntheticUpgrade {
  readonly noise: NoiseKind;
  /** By what the variation is multiplied; 1 if left out. */
  readonly unrest?: number;
  /** By how much the core's speed varies besides, as a standard deviation of its logarithm. */
  readonly core?: {
    readonly vary: number;
    /** Whether it is known how fast it was. */
    readonly watched: boolean;
  };
  /** How many the budget has room for while no pattern is decided. */
  readonly rounds: number;
  readonly rngSeed: number;
  readonly change?: TrueChange;
}

export const syntheticPatterns = ["typeorm/get-many", "typeorm/take-keyset", "typeorm/stream"] as const;

const rows = 100_000;

/**
 * What a trial measures, and by how much it varies: as a standard deviation of the logarithm, or in bytes where the
 * metric is compared by its difference. As on a machine of two cores that does something else besides. What is left out
 * is absent.
 */
const figures: Partial<Record<MetricName, readonly [value: number, vary: number]>> = {
  wall: [1_000, 0.06],
  firstRow: [20, 0.1],
  cpu: [900, 0.03],
  loopStall: [30, 0.2],
  peakRss: [150e6, 0.005],
  retained: [200e3, 40e3],
  peakHeap: [60e6, 0.03],
  allocated: [250e6, 0.001],
  gcPause: [90, 0.15],
  bytesIn: [13e6, 0],
  bytesOut: [8_000, 0],
  statements: [101, 0],
  dbTime: [140, 0.08],
};

/** How far times go along with the core's speed: a part of a read waits for memory and for the server. */
const takenAlong = 0.8;

/** Makes an upgrade, and gives what it found on each pattern and how many rounds it took. */
export function syntheticUpgrade(upgrade: SyntheticUpgrade): {
  comparisons: readonly CaseComparison[];
  rounds: number;
} {
  const { rounds, rngSeed } = upgrade;
  const measure = measuring(upgrade);
  const trials: Trial[] = [];
  let clock = 0;
  const plan = sequentialPlan({
    pairs: syntheticPatterns.map((pattern) => [caseOf(pattern, "baseline"), caseOf(pattern, "candidate")]),
    patterns: syntheticPatterns.map((id): PatternInfo => ({ id, does: "Reads.", yields: "entity", source: "c0ffee" })),
    variants: ["baseline", "candidate"].map((name) => ({ name, node: "v20.20.2", packages: {} })),
    thresholds: thresholdsOf(),
    budget: rounds * syntheticPatterns.length * 2 * 1_000,
    rngSeed,
    now: () => clock,
    until: "decided",
  });
  const made = plan.rounds(
    () => trials,
    () => false,
  );
  for (const round of made) {
    for (const planned of round) {
      const outcome = measure(planned.case);
      const duration = Number(outcome.metrics.wall);
      clock += duration;
      trials.push(trialOf(planned, outcome, duration));
    }
  }
  return { comparisons: plan.comparisons(), rounds: trials.at(-1)?.round ?? 0 };
}

type Completed = Extract<Outcome, { kind: "completed" }>;

/** Draws one trial after the other: what drifts goes on from one to the next, whosever they are. */
function measuring({
  noise,
  unrest = 1,
  core,
  rngSeed,
  change,
}: SyntheticUpgrade): (benchCase: BenchCase) => Completed {
  const random = randomFrom(rngSeed);
  const speeding = noiseOf(noise, random);
  const varying = new Map<MetricName, Variation>();
  for (const name of metricNames) varying.set(name, noiseOf(noise, random));
  const read = (name: MetricName, { pattern, variant }: BenchCase, speed: number): Reading => {
    const [value, vary] = figures[name] ?? [];
    const by = unrest * (varying.get(name)?.() ?? 0);
    if (value === undefined || vary === undefined) return { absent: "not drawn" };
    if (metrics[name].compared.as === "difference") return value + vary * by;
    const changed = variant === "candidate" && change?.metric === name && change.pattern === pattern;
    const slowed = metrics[name].noise === "noisy" ? speed ** -takenAlong : 1;
    return value * (changed ? change.factor : 1) * slowed * Math.exp(vary * by);
  };
  return (benchCase) => {
    const speed = core ? Math.exp(-core.vary * speeding()) : 1;
    const readings = Object.fromEntries(metricNames.map((name) => [name, read(name, benchCase, speed)]));
    const throughput = rows / (Number(readings["wall"]) / 1_000);
    return {
      kind: "completed",
      metrics: { ...(readings as Record<MetricName, Reading>), throughput },
      ...(core?.watched === true && { coreSpeed: speed }),
      fingerprint: { rows, checksum: "1a2b", digest: "3c4d" },
      statements: { absent: "not drawn" },
      timeline: { absent: "not drawn" },
      connectionsLeft: 0,
    };
  };
}

const caseOf = (pattern: string, variant: string): BenchCase => ({
  id: `${pattern} ${variant}`,
  pattern,
  options: {},
  rows,
  variant,
});

const trialOf = ({ case: { id }, round, position }: PlannedTrial, outcome: Outcome, duration: number): Trial => ({
  case: id,
  round,
  position,
  startedAt: "2026-07-01T08:00:00.000Z",
  duration,
  outcome,
});

/** The verdicts of a kind that comparisons hold, of all metrics or of those that decide. */
export const verdictsOf = (
  comparisons: readonly CaseComparison[],
  wanted: readonly Verdict[],
  which: "all" | "deciding" = "all",
): { pattern: string; metric: MetricName }[] =>
  comparisons.flatMap(({ pattern, cells }) =>
    cells.flatMap((cell) =>
      cell.kind === "compared" && wanted.includes(cell.verdict) && (which === "all" || cell.decides)
        ? [{ pattern, metric: cell.metric }]
        : [],
    ),
  );
