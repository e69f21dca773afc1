import { exitCode, exitCodeOf } from "../../../src/commands/exit-code.js";
import type { Outcome, Result, Trial } from "../../../src/results/schema.js";

const trial = (kind: Outcome["kind"]) => ({ outcome: { kind } }) as Trial;
const different: Result["equivalence"] = { kind: "different", case: "a", reference: "b", summary: "rows" };

const codeOf = (kinds: readonly Outcome["kind"][], changed: Partial<Result> = {}) =>
  exitCodeOf({ state: "complete", equivalence: { kind: "same" }, trials: kinds.map(trial), ...changed } as Result);

test("The codes are those that the documentation gives", () => {
  expect(exitCode).toEqual({ fine: 0, regressed: 1, usage: 2, differentData: 3, trialFailed: 4, inconclusive: 5 });
});

test("A run whose trials all completed with the same data is fine", () => {
  expect(codeOf(["completed", "completed"])).toBe(0);
});

test.each(["failed", "timed-out", "out-of-memory", "heap-limit"] as const)(
  "A trial that ended as %s is told",
  (kind) => {
    expect(codeOf(["completed", kind, "completed"])).toBe(4);
  },
);

test("Different data outweighs a trial that failed", () => {
  expect(codeOf(["completed", "failed"], { equivalence: different })).toBe(3);
  expect(codeOf(["completed"], { equivalence: different })).toBe(3);
});

test("A complete run that measured nothing failed; one that was interrupted before its first trial didn't", () => {
  expect(codeOf([])).toBe(4);
  expect(codeOf([], { state: "interrupted" })).toBe(0);
});
