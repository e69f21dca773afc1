import { metricNames, metrics, type Metric, type MetricName } from "../../../src/metrics.js";
import { summariseCases, type CaseSummary } from "../../../src/results/case-summary.js";
import { rank, type Ranking as RankingOf } from "../../../src/stats/ranking.js";
import { seeded } from "../../seeded.js";
import { completed, failed, makeResult } from "../../results.js";

type Ranking = RankingOf<CaseSummary>;

/** Ranks patterns by the values that their trials measured. */
function ranked(name: MetricName, values: Record<string, readonly number[]>): Ranking {
  const cases = Object.entries(values).map(([pattern, measured]) => ({
    pattern,
    trials: measured.length === 0 ? [failed("x")] : measured.map((value) => completed({ [name]: value })),
  }));
  return rank(summariseCases(makeResult(cases)), metrics[name]);
}

const labels = (ranking: Ranking) => {
  switch (ranking.kind) {
    case "leader":
      return [ranking.best, ranking.next].map((each) => each?.case.label);
    case "close":
      return ranking.best.map((each) => each.case.label);
    case "too-few-trials":
      return ranking.order.map((each) => each.case.label);
    case "nothing":
      return [];
  }
};

test("Of ranges that lie apart the lower one leads, and the next is named", () => {
  const ranking = ranked("wall", { slow: [300, 310, 320], fast: [100, 101, 102], middle: [200, 201, 202] });
  expect(ranking.kind).toBe("leader");
  expect(labels(ranking)).toEqual(["fast", "middle"]);
});

test("Where more is better the higher one leads", () => {
  expect(labels(ranked("throughput", { less: [10, 11, 12], more: [50, 51, 52] }))).toEqual(["more", "less"]);
});

test("Ranges that overlap are too close to tell, in the order of their medians", () => {
  const ranking = ranked("wall", { b: [100, 115, 130], a: [90, 100, 118], far: [900, 901, 902] });
  expect(ranking.kind).toBe("close");
  expect(labels(ranking)).toEqual(["a", "b"]);
});

test("Trials that happen to agree don't make a difference smaller than the metric wanders", () => {
  // Three trials each without any spread, 9 % apart: time that wanders by ±5 % can't tell them, allocation can.
  expect(ranked("wall", { a: [100, 100, 100], b: [109, 109, 109] }).kind).toBe("close");
  expect(ranked("allocated", { a: [100, 100, 100], b: [109, 109, 109] }).kind).toBe("leader");
});

test("More trials tell apart what few can't, since one that varies counts for less", () => {
  const trials = (level: number) => [0.8, 0.98, 0.99, 1, 1, 1, 1.01, 1.02, 1.4].map((vary) => level * vary);
  expect(ranked("wall", { a: trials(100), b: trials(130) }).kind).toBe("leader");
  const few = (level: number) => [0.8, 1, 1.4].map((vary) => level * vary);
  expect(ranked("wall", { a: few(100), b: few(130) }).kind).toBe("close");
});

test.each(metricNames)("Of %s, however steady, it takes three trials before one is called best", (name) => {
  expect(ranked(name, { a: [1], b: [9_000_000] })).toMatchObject({ kind: "too-few-trials", trials: 1 });
  expect(ranked(name, { a: [1, 1], b: [9_000_000, 9_000_000] })).toMatchObject({ kind: "too-few-trials", trials: 2 });
  expect(ranked(name, { a: [1, 1, 1], b: [9e7, 9e7, 9e7] }).kind).toBe("leader");
});

test("The case with the fewest trials decides whether they are enough", () => {
  expect(ranked("wall", { a: [100, 100, 100], b: [900] })).toMatchObject({ kind: "too-few-trials", trials: 1 });
});

test("Equal zeros are not told apart", () => {
  expect(ranked("retained", { a: [0, 0, 0], b: [0, 0, 0] }).kind).toBe("close");
});

test("Figures on both sides of zero are ordered by their sign, not by their size", () => {
  expect(labels(ranked("rssDelta", { grown: [2e6, 2e6, 2e6], shrunk: [-5e6, -5e6, -5e6] }))).toEqual([
    "shrunk",
    "grown",
  ]);
});

test("Cases that didn't complete take no part", () => {
  expect(labels(ranked("peakRss", { failed: [], only: [5] }))).toEqual(["only", undefined]);
  expect(ranked("peakRss", { failed: [] }).kind).toBe("nothing");
  expect(rank([], metrics.wall).kind).toBe("nothing");
});

test("One case alone is best after one trial: there is nothing to tell it from", () => {
  expect(ranked("wall", { only: [5] }).kind).toBe("leader");
});

test("Of two equal cases with three trials each, one is called faster in fewer than one of ten runs", () => {
  const random = seeded(42);
  const noisy = () => 1000 * (1 + 0.3 * (random() - 0.5));
  const metric: Metric = metrics.wall;
  let wrong = 0;
  const runs = 1000;
  for (let run = 0; run < runs; run++) {
    const trials = () => [noisy(), noisy(), noisy()].map((wall) => completed({ wall }));
    const result = makeResult([
      { pattern: "a", trials: trials() },
      { pattern: "b", trials: trials() },
    ]);
    if (rank(summariseCases(result), metric).kind === "leader") wrong++;
  }
  expect(wrong).toBeGreaterThan(0);
  expect(wrong / runs).toBeLessThan(0.1);
});

test.each(["heapDelta", "retained"] as const)(
  "Of reads that hold nothing none leads in %s, whatever code each has loaded, and of those that hold something one may",
  (name) => {
    const nothing = { a: [130_000, 131_000, 130_500], b: [640_000, 641_000, 640_500], c: [-9e6, -9e6, -9e6] };
    expect(ranked(name, nothing).kind).toBe("close");
    const held = { array: [412e6, 412e6, 412e6], a: nothing.a };
    expect(labels(ranked(name, held))).toEqual(["a", "array"]);
  },
);
