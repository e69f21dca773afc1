import { exitCodeOf, judgingOf } from "../../../../src/commands/session/exit-code.js";
import { exitCode } from "../../../../src/exit-codes.js";
import { metricNames } from "../../../../src/metrics.js";
import type { CaseMark } from "../../../../src/results/comparison.js";
import type { Outcome, Result, Trial } from "../../../../src/results/schema.js";
import { cellsWith, changed, makeCase, makeComparison, notComparable } from "../../../comparisons.js";

const trial = (kind: Outcome["kind"]) => ({ outcome: { kind } }) as Trial;
const different: Result["equivalence"] = { kind: "different", case: "a", reference: "b", summary: "rows" };

const codeOf = (kinds: readonly Outcome["kind"][], overrides: Partial<Result> = {}, strict = false) =>
  exitCodeOf(
    { state: "complete", equivalence: { kind: "same" }, trials: kinds.map(trial), ...overrides } as Result,
    judgingOf({ strict }),
  );

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

describe("What a comparison found", () => {
  const regressed = changed("cpu", 1.1, [1.05, 1.15], "regressed");
  const open = changed("wall", 1.03, [0.9, 1.2], "inconclusive");
  const comparing = (...cases: Parameters<typeof makeComparison>[0]) => ({ comparisons: [makeComparison(cases)] });
  const unchanged = makeCase("typeorm/find");
  const worse = makeCase("typeorm/get-many", { cells: cellsWith(regressed) });

  test("is fine where nothing changed, or something got better", () => {
    const better = makeCase("typeorm/stream", { cells: cellsWith(changed("cpu", 0.8, [0.75, 0.85], "improved")) });
    expect(codeOf(["completed"], comparing(unchanged, better), true)).toBe(0);
  });

  test("fails where a metric that decides regressed, and not where another one did", () => {
    expect(codeOf(["completed"], comparing(unchanged, worse))).toBe(1);
    const told = makeCase("typeorm/find", {
      cells: cellsWith(changed("cpu", 1.1, [1.05, 1.15], "regressed", { decides: false })),
    });
    expect(codeOf(["completed"], comparing(told))).toBe(0);
  });

  test("fails in whichever of several comparisons it was found", () => {
    const comparisons = [makeComparison([unchanged]), makeComparison([worse])];
    expect(codeOf(["completed"], { comparisons })).toBe(1);
  });

  test("fails where connections leak that didn't before", () => {
    expect(codeOf(["completed"], comparing(makeCase("typeorm/stream", { marks: ["leaks-connections"] })))).toBe(1);
  });

  test("is outweighed by a trial that failed, and by different data, wherever that was seen", () => {
    expect(codeOf(["completed", "failed"], comparing(worse))).toBe(4);
    const comparisons = [makeComparison([worse], { equivalence: different })];
    expect(codeOf(["completed", "failed"], { comparisons })).toBe(3);
  });

  test("that can't be told fails with --strict only, and is outweighed by a regression", () => {
    const undecided = makeCase("typeorm/find", { cells: cellsWith(open) });
    expect(codeOf(["completed"], comparing(undecided))).toBe(0);
    expect(codeOf(["completed"], comparing(undecided), true)).toBe(5);
    expect(codeOf(["completed"], comparing(undecided, worse), true)).toBe(1);
  });

  test("isn't waited for where some of it isn't comparable", () => {
    const elsewhere = makeCase("typeorm/find", { cells: cellsWith(notComparable("wall", "CPU differ")) });
    expect(codeOf(["completed"], comparing(elsewhere), true)).toBe(0);
  });

  test("fails with --strict where the machine was too busy to tell what decides, and not for what doesn't decide", () => {
    const cells = cellsWith(notComparable("wall", "other load differ"));
    const load = {
      field: "other load",
      baseline: "0.1 of 2 cores",
      candidate: "1.6 of 2 cores",
      spoils: "times",
    } as const;
    const comparisons = [
      makeComparison([makeCase("typeorm/find", { cells })], { trials: "separate", incomparable: [load] }),
    ];
    const result = {
      state: "complete",
      equivalence: { kind: "same" },
      trials: [trial("completed")],
      comparisons,
    } as unknown as Result;
    expect(exitCodeOf(result)).toBe(0);
    expect(exitCodeOf(result, judgingOf({ strict: true }))).toBe(5);
    expect(exitCodeOf(result, judgingOf({ strict: true, failOn: new Map([["allocated", undefined]]) }))).toBe(0);
  });

  test("is no pass where nothing could be compared: not of what decides, nor for want of a read in common", () => {
    const spoiled = makeCase("typeorm/find", { cells: metricNames.map((name) => notComparable(name, "rows differ")) });
    const told = changed("wall", 1, [0.99, 1.01], "unchanged", { decides: false });
    const undecided = makeCase("typeorm/stream", { cells: [told, notComparable("cpu", "CPU differ")] });
    for (const cases of [[], [spoiled], [spoiled, undecided]]) {
      expect(codeOf(["completed"], comparing(...cases))).toBe(4);
      expect(codeOf(["completed"], comparing(...cases), true)).toBe(4);
    }
    expect(codeOf(["completed"], comparing(spoiled, unchanged))).toBe(0);
    // A baseline on which nothing completes is broken, more likely than all reads are mended.
    const fixed = makeCase("typeorm/find", { cells: [], marks: ["fixed"] });
    expect(codeOf(["completed"], comparing(fixed))).toBe(4);
    expect(codeOf(["completed"], comparing(fixed, unchanged))).toBe(0);
  });

  describe("of reads that failed", () => {
    const fallible = (marks: CaseMark[]) => ({
      trials: ["old", "new"].map((id) => ({ case: id, outcome: { kind: "failed" } }) as Trial),
      ...comparing(makeCase("typeorm/stream", { baseline: "old", candidate: "new", marks, cells: [] }), unchanged),
    });

    test("is a regression where only the candidate's did", () => {
      expect(codeOf([], fallible(["now-fails"]))).toBe(1);
    });

    test("is no failure where only the baseline's did", () => {
      expect(codeOf([], fallible(["fixed"]))).toBe(0);
      expect(codeOf([], fallible(["now-completes"]))).toBe(0);
    });

    test("is a failure where both did, or where the comparison knows nothing of a trial", () => {
      expect(codeOf([], fallible(["fails-on-both"]))).toBe(4);
      const stranger = [{ case: "other", outcome: { kind: "failed" } } as Trial];
      expect(codeOf([], { ...fallible(["now-fails"]), trials: stranger })).toBe(4);
    });
  });
});
