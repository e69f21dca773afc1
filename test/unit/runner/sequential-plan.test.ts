import { syntheticPatterns, syntheticUpgrade, verdictsOf } from "../../../scripts/verdicts/synthetic-upgrade.js";
import { thresholdsOf } from "../../../src/compare/thresholds.js";
import type { BenchCase, Trial } from "../../../src/results/schema.js";
import type { PlannedTrial } from "../../../src/runner/plan.js";
import { sequentialPlan, type SequentialPlan, type SequentialRequest } from "../../../src/runner/sequential-plan.js";
import { completed, failed, makeResult, type TrialSpec } from "../../results.js";

const patternNames = ["typeorm/a", "typeorm/b", "typeorm/c"] as const;
const { cases, patterns } = makeResult(
  patternNames.flatMap((pattern) => ["old", "new"].map((variant) => ({ pattern, variant, trials: [], rows: 1_000 }))),
);
const pairs = patternNames.map((name): [BenchCase, BenchCase] => {
  const [baseline, candidate] = cases.filter(({ pattern }) => pattern === name);
  if (!baseline || !candidate) throw new Error("each pattern has two sides");
  return [baseline, candidate];
});

/** What a trial measures, by its case and round. */
type Measure = (benchCase: BenchCase, round: number) => TrialSpec;

/** A plan that was carried out, each trial taking one tick of the clock. */
interface Made {
  readonly plan: SequentialPlan;
  readonly rounds: readonly (readonly PlannedTrial[])[];
}

interface Wish extends Partial<SequentialRequest> {
  /** Says when to stop. */
  readonly stopAfter?: number;
}

const request: SequentialRequest = {
  pairs,
  patterns,
  variants: ["old", "new"].map((name) => ({ name, node: "v20.20.2", packages: {} })),
  thresholds: thresholdsOf(),
  budget: 60,
  rngSeed: 7,
  now: () => 0,
  until: "decided",
};

function carryOut(measure: Measure, { stopAfter = Infinity, ...changed }: Wish = {}): Made {
  let clock = 0;
  const plan = sequentialPlan({ ...request, now: () => clock, ...changed });
  const trials: Trial[] = [];
  const rounds: (readonly PlannedTrial[])[] = [];
  const stop = () => rounds.length >= stopAfter;
  for (const round of plan.rounds(() => trials, stop)) {
    rounds.push(round);
    for (const planned of round) {
      clock++;
      trials.push(trialOf(planned, measure(planned.case, planned.round)));
    }
  }
  return { plan, rounds };
}

function trialOf({ case: { id }, round, position }: PlannedTrial, spec: TrialSpec): Trial {
  const [trial] = makeResult([{ pattern: "typeorm/a", trials: [spec], rows: 1_000 }]).trials;
  if (!trial) throw new Error("a result of one trial has one");
  return { ...trial, case: id, round, position };
}

/** The same each time, so that three rounds decide. */
const still: Measure = () => completed({ wall: 100, statements: 1 });
/** Nothing can be decided while this goes on. */
const wild: Measure = ({ variant }, round) => completed({ wall: variant === "old" ? 100 : round % 2 === 0 ? 200 : 50 });

const namesOf = (round: readonly PlannedTrial[]) =>
  round.map(({ case: { pattern, variant } }) => `${pattern.slice(-1)} ${variant}`);

test("In a round each pattern is read once on either side, one right after the other", () => {
  const { rounds } = carryOut(wild);
  expect(rounds.length).toBeGreaterThan(5);
  rounds.forEach((round, index) => {
    expect(namesOf(round).toSorted()).toEqual(["a new", "a old", "b new", "b old", "c new", "c old"]);
    expect(round.map(({ round: number, position }) => [number, position])).toEqual(
      round.map((_, place) => [index + 1, place + 1]),
    );
    for (let place = 0; place < round.length; place += 2) {
      expect(round[place]?.case.pattern).toBe(round[place + 1]?.case.pattern);
    }
  });
});

test("Even rounds turn the one before around, so that what drifts steadily cancels out", () => {
  const { rounds } = carryOut(wild);
  for (let index = 1; index < rounds.length; index += 2) {
    expect(namesOf(rounds[index] ?? [])).toEqual(namesOf(rounds[index - 1] ?? []).toReversed());
  }
});

test("Who is first is drawn from rngSeed: the same again for the same one, and either side as often", () => {
  const firstRound = (rngSeed: number): string[] => {
    const [first] = sequentialPlan({ ...request, rngSeed }).rounds(
      () => [],
      () => false,
    );
    return namesOf(first ?? []);
  };
  expect(firstRound(3)).toEqual(firstRound(3));
  const seeds = Array.from({ length: 200 }, (_, index) => index);
  const candidateFirst = seeds.filter((rngSeed) => firstRound(rngSeed)[0]?.endsWith("new")).length;
  // Four standard errors of a count of 200 at one half.
  expect(Math.abs(candidateFirst - 100)).toBeLessThan(28);
});

test("It ends when everything is decided, and three rounds are made at least", () => {
  const { plan, rounds } = carryOut(still);
  expect(rounds).toHaveLength(3);
  expect(plan.state()).toMatchObject({ decided: 3, of: 3 });
  expect(plan.comparisons().map(({ pattern }) => pattern)).toEqual(patternNames);
});

test("A pattern that is decided leaves, and the others get its time", () => {
  const { plan, rounds } = carryOut((benchCase, round) =>
    (benchCase.pattern === "typeorm/b" ? wild : still)(benchCase, round),
  );
  expect(namesOf(rounds[3] ?? []).toSorted()).toEqual(["b new", "b old"]);
  // 60 ticks: three rounds of six trials, then rounds of two.
  expect(rounds).toHaveLength(3 + 21);
  expect(plan.state()).toEqual({ left: 0, decided: 2, of: 3 });
  expect(plan.comparisons()).toHaveLength(3);
});

test("No round is begun that would end after the budget, but three are made whatever it is", () => {
  expect(carryOut(wild, { budget: 59 }).rounds).toHaveLength(9);
  expect(carryOut(wild, { budget: 60 }).rounds).toHaveLength(10);
  expect(carryOut(wild, { budget: 0.001 }).rounds).toHaveLength(3);
});

test("Stopped early it still looks at what there is", () => {
  const { plan, rounds } = carryOut(wild, { stopAfter: 2 });
  expect(rounds).toHaveLength(2);
  expect(plan.comparisons()).toHaveLength(3);
});

test("Where it is the noise that is measured, nobody leaves before the budget's end", () => {
  const { rounds } = carryOut(still, { until: "budget-used" });
  expect(rounds).toHaveLength(10);
  expect(rounds.every((round) => round.length === 6)).toBe(true);
});

test("A pattern that fails on a side doesn't keep the run going, and its comparison says so", () => {
  const { plan, rounds } = carryOut((benchCase, round) =>
    benchCase.id === pairs[0]?.[1].id ? failed("stream is not a function") : still(benchCase, round),
  );
  expect(rounds).toHaveLength(3);
  expect(plan.comparisons()[0]).toMatchObject({
    marks: ["now-fails"],
    failures: ["candidate: 3 of 3 trials failed: stream is not a function"],
  });
});

test("Before the first look nothing has been found", () => {
  const plan = sequentialPlan(request);
  expect(plan.comparisons()).toEqual([]);
  expect(plan.state()).toEqual({ left: 60, decided: 0, of: 3 });
});

test("What is left is the budget less what has elapsed, however little that is, and never more or less than nothing", () => {
  let time = 1_000;
  const plan = sequentialPlan({ ...request, now: () => time });
  plan
    .rounds(
      () => [],
      () => false,
    )
    .next();
  const left = [0, 0.0001, 1, 59, 60, 600].map((elapsed) => {
    time = 1_000 + elapsed;
    return plan.state().left;
  });
  expect(left.map((value) => Math.round(value * 1e4) / 1e4)).toEqual([60, 59.9999, 59, 1, 0, 0]);
});

const upgrades = Array.from({ length: 100 }, (_, rngSeed) => rngSeed);
const noises = ["normal", "skewed", "drifting"] as const;
const [changed, ...unchanged] = syntheticPatterns;

describe("What it finds is true", () => {
  // Ten times as loud as usual, thresholds are of no help, and it is the intervals alone that guard against false alarms.
  test.each(noises.flatMap((noise) => [1, 10].map((unrest) => [noise, unrest] as const)))(
    "Of upgrades that change nothing at most 5 %% are called anything else: %s noise, times %d",
    (noise, unrest) => {
      const wrong = upgrades.filter((rngSeed) => {
        const { comparisons } = syntheticUpgrade({ noise, unrest, rounds: 15, rngSeed });
        expect(comparisons).toHaveLength(3);
        return verdictsOf(comparisons, ["improved", "regressed"]).length > 0;
      });
      expect(wrong.length / upgrades.length).toBeLessThanOrEqual(0.05);
    },
  );

  test.each(noises)("10 %% more cpu in one pattern is found there, and not blamed on another: %s noise", (noise) => {
    const change = { pattern: changed, metric: "cpu", factor: 1.1 } as const;
    const found = upgrades.slice(0, 50).map((rngSeed) => {
      const { comparisons } = syntheticUpgrade({ noise, rounds: 15, rngSeed, change });
      const regressed = verdictsOf(comparisons, ["regressed"]);
      return {
        there: regressed.some(({ pattern, metric }) => pattern === changed && metric === "cpu"),
        elsewhere: regressed.some(({ pattern }) => (unchanged as string[]).includes(pattern)),
      };
    });
    expect(found.filter(({ there }) => there).length / found.length).toBeGreaterThan(0.75);
    expect(found.filter(({ elsewhere }) => elsewhere).length / found.length).toBeLessThanOrEqual(0.05);
  });

  // Not on one that drifts, gets slower all the time, and makes too few rounds.
  const strayingCores = ["normal", "skewed", "disturbed"] as const;
  test.each(strayingCores)("On a core that varies by a fifth it is found if that is watched: %s noise", (noise) => {
    const change = { pattern: changed, metric: "cpu", factor: 1.1 } as const;
    const share = (watched: boolean, really: boolean) => {
      const calls = upgrades.slice(0, 50).map((rngSeed) => {
        const core = { vary: 0.2, watched };
        const { comparisons } = syntheticUpgrade({ noise, core, rounds: 15, rngSeed, ...(really && { change }) });
        return verdictsOf(comparisons, ["regressed"]).length > 0;
      });
      return calls.filter(Boolean).length / calls.length;
    };
    expect(share(true, true)).toBeGreaterThan(0.75);
    expect(share(false, true)).toBeLessThan(0.5);
    expect(share(true, false)).toBeLessThanOrEqual(0.05);
  });
});
