import { compareCase, type CaseRule, type CaseSide } from "../../../src/compare/compare-cases.js";
import { thresholdsOf } from "../../../src/compare/thresholds.js";
import { metricNames, type MetricName } from "../../../src/metrics.js";
import { caseComparison, type CaseComparison } from "../../../src/results/comparison.js";
import type { Trial } from "../../../src/results/schema.js";
import { completed, failed, makeResult, type Readings, type TrialSpec } from "../../results.js";

const rows = 20_000;

function sideOf(variant: string, trials: readonly TrialSpec[], source = "c0ffee"): CaseSide {
  const result = makeResult([{ pattern: "typeorm/find", variant, trials, rows }]);
  const [benchCase] = result.cases;
  const [pattern] = result.patterns;
  if (!benchCase || !pattern) throw new Error("a result of one case has one");
  return { case: benchCase, trials: result.trials, pattern: { ...pattern, source }, node: "v20.20.2" };
}

const rule: CaseRule = { paired: true, thresholds: thresholdsOf(), missOf: () => 0.01 };

const sides = (baseline: readonly TrialSpec[], candidate: readonly TrialSpec[]) =>
  [sideOf("old", baseline), sideOf("new", candidate)] as const;

function compare(
  baseline: readonly TrialSpec[],
  candidate: readonly TrialSpec[],
  changed: Partial<CaseRule> = {},
): CaseComparison {
  return caseComparison.parse(compareCase(...sides(baseline, candidate), { ...rule, ...changed }));
}

const trials = (...readings: readonly Readings[]): TrialSpec[] => readings.map((each) => completed(each));
const cellOf = ({ cells }: CaseComparison, name: MetricName) => cells.find(({ metric }) => metric === name);

test("A cell has both medians, the change, what counts as one, the verdict, and how many pairs it rests on", () => {
  const comparison = compare(
    trials({ wall: 100 }, { wall: 200 }, { wall: 400 }),
    trials({ wall: 120 }, { wall: 240 }, { wall: 480 }),
  );
  const { change, ...cell } = cellOf(comparison, "wall") as Extract<
    CaseComparison["cells"][number],
    { change: object }
  >;
  expect(cell).toEqual({
    kind: "compared",
    metric: "wall",
    baseline: 200,
    candidate: 240,
    as: "ratio",
    threshold: 0.05,
    verdict: "regressed",
    decides: true,
    n: 3,
  });
  expect(change.value).toBeCloseTo(1.2, 12);
  expect(comparison).toMatchObject({ pattern: "typeorm/find", marks: [], failures: [], statements: { kind: "same" } });
});

test("Times are compared at a constant speed of the core, and the cell says so; what was measured stays as it was", () => {
  // The core was at half its speed in one trial of each side; the candidate takes a tenth more.
  const comparison = compare(
    [completed({ wall: 100 }, 800), completed({ wall: 200 }, 400), completed({ wall: 100 }, 800)],
    [completed({ wall: 220 }, 400), completed({ wall: 110 }, 800), completed({ wall: 110 }, 800)],
  );
  const cell = cellOf(comparison, "wall");
  expect(cell).toMatchObject({ kind: "compared", adjusted: true, baseline: 100, candidate: 110, verdict: "regressed" });
  expect(cell?.kind === "compared" && cell.change.value).toBeCloseTo(1.1, 12);
  const unwatched = cellOf(compare(trials({ wall: 100 }, { wall: 90 }), trials({ wall: 95 }, { wall: 92 })), "wall");
  expect(unwatched).not.toHaveProperty("adjusted");
});

test("Bytes that one Node counted and another added up from its trace aren't compared", () => {
  const [baseline, candidate] = sides(
    trials({ allocated: 1e6 }, { allocated: 1e6 }),
    trials({ allocated: 2e6 }, { allocated: 2e6 }),
  );
  const cell = (before: string, after: string) =>
    cellOf(compareCase({ ...baseline, node: before }, { ...candidate, node: after }, rule), "allocated")?.kind;
  expect(cell("v20.20.2", "v26.1.0")).toBe("not-comparable");
  expect(cell("v20.20.2", "v24.1.0")).toBe("compared");
  expect(cell("v26.0.0", "v26.1.0")).toBe("compared");
});

test("A threshold in bytes a row becomes one in bytes by the rows of the data set", () => {
  const comparison = compare(
    trials({ retained: 1_000 }, { retained: 1_200 }, { retained: 900 }),
    trials({ retained: 21_000 }, { retained: 21_200 }, { retained: 20_900 }),
  );
  expect(cellOf(comparison, "retained")).toMatchObject({
    as: "difference",
    threshold: 0.5 * rows,
    verdict: "regressed",
  });
});

test("Metrics are in the order of their declaration, and those that neither side has are left out", () => {
  const readings = { statements: 1, wall: 100, cpu: 90 };
  const { cells } = compare(trials(readings, readings), trials(readings, readings));
  expect(cells.map(({ metric }) => metric)).toEqual(["wall", "cpu", "statements"]);
  expect(metricNames.indexOf("wall")).toBeLessThan(metricNames.indexOf("cpu"));
});

test("A metric that one side only has is not comparable, and so is one that the conditions spoil", () => {
  const both = compare(trials({ wall: 1 }, { wall: 1 }), trials({ cpu: 1 }, { cpu: 1 }));
  expect(both.cells).toMatchObject([
    { kind: "not-comparable", metric: "wall" },
    { kind: "not-comparable", metric: "cpu" },
  ]);
  const spoiled = compare(trials({ wall: 1 }, { wall: 2 }), trials({ wall: 1 }, { wall: 2 }), {
    spoiled: ({ name }) => (name === "wall" ? "CPU differ" : undefined),
  });
  expect(spoiled.cells).toEqual([{ kind: "not-comparable", metric: "wall", reason: "CPU differ" }]);
});

test("Only rounds that completed on both sides are pairs, whatever the order in which trials were made", () => {
  const [baseline, candidate] = sides(
    [completed({ wall: 100 }), failed("x"), completed({ wall: 300 }), completed({ wall: 400 })],
    [completed({ wall: 100 }), completed({ wall: 999 }), completed({ wall: 300 }), completed({ wall: 400 })],
  );
  const reversed: readonly Trial[] = candidate.trials.toReversed();
  const comparison = compareCase(baseline, { ...candidate, trials: reversed }, rule);
  expect(cellOf(comparison, "wall")).toMatchObject({ n: 3, change: { value: 1, low: 1, high: 1 } });
});

test("Of separate runs trials aren't paired by their rounds", () => {
  const [baseline, candidate] = [
    trials({ wall: 100 }, { wall: 200 }),
    trials({ wall: 200 }, { wall: 100 }, { wall: 150 }),
  ];
  expect(cellOf(compare(baseline, candidate, { paired: false }), "wall")).toMatchObject({ n: 2 });
});

test.each<[string, TrialSpec[], TrialSpec[], string[]]>([
  ["candidate alone fails", trials({}), [failed("x")], ["now-fails"]],
  ["candidate fails at times", trials({}, {}), [...trials({}), failed("x")], ["now-fails"]],
  ["candidate alone fails always", [failed("x"), ...trials({})], [failed("x")], ["now-fails"]],
  ["baseline failed at times", [failed("x"), ...trials({})], trials({}), ["fixed"]],
  ["baseline never completed, so that there is nothing to compare with", [failed("x")], trials({}), ["now-completes"]],
  ["both fail at times", [failed("x"), ...trials({})], [failed("x"), ...trials({})], ["fails-on-both"]],
  ["both fail", [failed("x")], [failed("x")], ["fails-on-both"]],
  ["neither was read", [], [], []],
])("Marks say so where %s", (_, baseline, candidate, marks) => {
  expect(compare(baseline, candidate).marks).toEqual(marks);
});

test("A pattern whose source isn't the same on both sides is marked", () => {
  const comparison = compareCase(sideOf("old", trials({})), sideOf("new", trials({}), "beef"), rule);
  expect(comparison.marks).toEqual(["source-changed"]);
});

test("More connections left in the pool than before are a leak; as many as before are not", () => {
  const leaving = (side: CaseSide, connectionsLeft: number): CaseSide => ({
    ...side,
    trials: side.trials.map((trial) =>
      trial.outcome.kind === "completed" ? { ...trial, outcome: { ...trial.outcome, connectionsLeft } } : trial,
    ),
  });
  const [baseline, candidate] = sides(trials({}, {}), trials({}, {}));
  const marks = (before: number, after: number) =>
    compareCase(leaving(baseline, before), leaving(candidate, after), rule).marks;
  expect(marks(0, 1)).toEqual(["leaks-connections"]);
  expect(marks(1, 1)).toEqual([]);
  expect(marks(1, 0)).toEqual([]);
});

test("Each side that has trials which didn't complete gets a sentence with how many, and the first one's words", () => {
  const { failures } = compare(
    [failed("stream is not a function"), failed("later")],
    [...trials({}), { kind: "timed-out", message: "took more than 600 s" }],
  );
  expect(failures).toEqual([
    "baseline: 2 of 2 trials failed: stream is not a function",
    "candidate: 1 of 2 trials timed-out: took more than 600 s",
  ]);
});
