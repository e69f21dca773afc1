import { metricNames } from "../../../src/metrics.js";
import { summariseCases, type CaseSummary } from "../../../src/results/case-summary.js";
import { completed, failed, makeResult, type CaseSpec } from "../../results.js";

const only = (spec: CaseSpec, rounds?: number): CaseSummary => {
  const [summary] = summariseCases(makeResult([spec], rounds === undefined ? {} : { rounds }));
  if (!summary) throw new Error("The result has one case, so there must be one summary.");
  return summary;
};

test("A metric is summarised over the trials that completed, and no others", () => {
  const summary = only({
    pattern: "typeorm/find",
    trials: [completed({ wall: 10 }), failed("no"), completed({ wall: 30 }), { kind: "timed-out", message: "late" }],
  });
  expect(summary.completed).toBe(2);
  expect(summary.metrics.wall).toMatchObject({ kind: "measured", summary: { n: 2, median: 20, min: 10, max: 30 } });
});

test("A metric that no trial has is absent, with the reasons given, each once", () => {
  const trial = (absent: string) => completed({ peakRss: { absent } });
  const { metrics } = only({ pattern: "a/b", trials: [trial("no /proc"), trial("no kernel"), trial("no /proc")] });
  expect(metrics.peakRss).toEqual({ kind: "absent", reason: "no /proc; no kernel" });
});

test("A metric that some trials have is summarised over those", () => {
  const { metrics } = only({ pattern: "a/b", trials: [completed({ cpu: 5 }), completed({ cpu: { absent: "no" } })] });
  expect(metrics.cpu).toMatchObject({ kind: "measured", summary: { n: 1, median: 5 } });
});

test("A measured zero is a figure and not an absence", () => {
  const { metrics } = only({ pattern: "a/b", trials: [completed({ retained: 0 })] });
  expect(metrics.retained).toMatchObject({ kind: "measured", summary: { median: 0 } });
});

test("Without a completed trial every metric is absent, and the reason tells failed from not yet tried", () => {
  const allFailed = only({ pattern: "a/b", trials: [failed("x")] });
  const untried = only({ pattern: "a/b", trials: [] });
  for (const name of metricNames) {
    expect(allFailed.metrics[name]).toEqual({ kind: "absent", reason: "none of its trials completed" });
    expect(untried.metrics[name]).toEqual({ kind: "absent", reason: "no trial of it has ended yet" });
  }
});

test("Trials that failed alike are counted together, others apart", () => {
  const { failures } = only({
    pattern: "a/b",
    trials: [failed("x"), failed("y"), failed("x"), { kind: "heap-limit", message: "x" }],
  });
  expect(failures).toEqual([
    { kind: "failed", message: "x", trials: 2 },
    { kind: "failed", message: "y", trials: 1 },
    { kind: "heap-limit", message: "x", trials: 1 },
  ]);
});

test("Trials that the run hasn't made are missing", () => {
  expect(only({ pattern: "a/b", trials: [completed({}), failed("x")] }, 5).missing).toBe(3);
  expect(only({ pattern: "a/b", trials: [] }, 5).missing).toBe(5);
});

test("A case is called by its pattern alone, unless another case of the same pattern differs from it", () => {
  const labels = summariseCases(
    makeResult([
      { pattern: "pg/query", trials: [] },
      { pattern: "pg/cursor", trials: [], options: { batch: 10, same: 1 } },
      { pattern: "pg/cursor", trials: [], options: { batch: 100, same: 1 } },
      { pattern: "pg/copy", trials: [], rows: 10 },
      { pattern: "pg/copy", trials: [], rows: 20, variant: "next" },
    ]),
  ).map(({ label }) => label);
  expect(labels).toEqual([
    "pg/query",
    "pg/cursor batch=10",
    "pg/cursor batch=100",
    "pg/copy 10 rows installed",
    "pg/copy 20 rows next",
  ]);
});

test("A case whose pattern the result doesn't describe is refused by name", () => {
  const result = makeResult([{ pattern: "pg/query", trials: [] }], { patterns: [] });
  expect(() => summariseCases(result)).toThrow('"pg/query"');
});
