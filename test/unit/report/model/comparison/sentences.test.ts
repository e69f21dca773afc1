import {
  failureSentences,
  headline,
  leaks,
  sameness,
  summary,
} from "../../../../../src/report/model/comparison/answers.js";
import { circumstances } from "../../../../../src/report/model/comparison/circumstances.js";
import { timeToTell } from "../../../../../src/report/model/comparison/time-to-tell.js";
import { noBreakSpace } from "../../../../../src/report/format.js";
import type { Sentence } from "../../../../../src/report/model/words.js";
import type { Comparison } from "../../../../../src/results/comparison.js";
import type { Reading, Result } from "../../../../../src/results/schema.js";
import {
  cellsWith,
  changed,
  differentData,
  makeCase,
  makeComparison,
  notComparable,
  sampleCalibration,
  separateComparison,
  tellingCases,
  upgradeResult,
} from "../../../../comparisons.js";
import { completed, makeResult } from "../../../../results.js";

const told = (conclusions: readonly Sentence[]) =>
  conclusions.map(({ kind, text }) => `${kind}: ${text.replaceAll(noBreakSpace, " ")}`);
const telling = makeComparison(tellingCases);

test("The headline counts what became of the reads", () => {
  expect(told([headline(telling)])).toEqual([
    "warning: Of 7 reads 4 regressed in something, 1 improved in something, 1 stayed undecided and 1 stayed the same.",
  ]);
  expect(told([headline(makeComparison([makeCase("a/b")]))])).toEqual(["finding: The one read stayed the same."]);
  expect(told([headline(makeComparison([makeCase("a/b"), makeCase("a/c")]))])).toEqual([
    "finding: Both reads stayed the same.",
  ]);
  expect(headline(makeComparison([])).text).toMatch(/^Nothing was compared/);
});

test("Where nothing could be compared the headline says so, and first which field differs", () => {
  const cells = [notComparable("wall", "rows, CPU differ"), notComparable("allocated", "rows differ")];
  const nothing = [makeCase("a/b", { cells }), makeCase("a/c", { cells })];
  const rows = { field: "rows", baseline: "1000000", candidate: "5000", spoils: "all metrics" } as const;
  expect(told([headline(makeComparison(nothing, { trials: "separate", incomparable: [rows] }))])).toEqual([
    "warning: Nothing could be compared: rows was 1000000, and is 5000.",
  ]);
  const few = makeCase("a/b", { cells: [notComparable("wall", "there are too few trials")] });
  expect(headline(makeComparison([few])).text).toBe("Nothing could be compared: there are too few trials.");
});

test("What is undecided comes with the budget that would tell, from how much it varies and how long its trials take", () => {
  const unsure = (wall: readonly [number, number], n: number) => {
    const cells = cellsWith(changed("wall", 1.02, wall, "inconclusive", { n }));
    const result = upgradeResult([makeCase("typeorm/find"), makeCase("typeorm/take-skip", { cells })]);
    return { ...result, trials: result.trials.map((trial) => ({ ...trial, duration: 2_000 })) };
  };
  const said = (result: Result, overrides: Partial<Comparison> = {}) => {
    const [comparison] = result.comparisons ?? [];
    if (!comparison) throw new Error("the builder compares");
    const conclusion = timeToTell(result, { ...comparison, ...overrides });
    return conclusion && told([conclusion])[0];
  };
  // Ten pairs that reach 2.2 times as far as the threshold: four times as many, as t falls from 4.8 to 3.6.
  const wide = unsure([1.02 / 1.112, 1.02 * 1.112], 10);
  const budget = Number(/budget of about (\d+) s \(--budget\)\.$/.exec(said(wide) ?? "")?.[1]);
  // Two trials a pair of two seconds each, and the one pair of the read that is decided.
  expect(budget).toBeGreaterThan(4 * 26);
  expect(budget).toBeLessThan(4 * 40);
  expect(said(unsure([0.01, 100], 10))).toMatch(
    /^finding: What is undecided varies so much .* a quieter machine or more rows/,
  );
  expect(said(wide, { trials: "separate" })).toBeUndefined();
  expect(said(upgradeResult([makeCase("typeorm/find")]))).toBeUndefined();
});

test("Different data comes before all else, and names the side, the row, the column and both values", () => {
  const result = differentData(upgradeResult());
  const [comparison] = result.comparisons ?? [];
  if (!comparison) throw new Error("the builder compares");
  expect(told(summary(result, comparison))).toEqual([
    "warning: The reads returned different data, so their costs can't be compared: typeorm/find typeorm@1.1.1 against " +
      "typeorm/find typeorm@0.3.27, the checksum over all columns is 4d3c, not 1a2b; the first row that differs is " +
      '4711, where hired_on is "2019-03-30T23:00:00.000Z" against "2019-03-31".',
    "warning: Look at what typeorm/find typeorm@1.1.1 makes of hired_on: a cast, a type's parser, a transformer. " +
      "Until the data agrees, costs aren't judged.",
  ]);
  // Beside it only what may have caused it.
  expect(told(sameness(result, comparison))).toEqual([
    "warning: The server saw other statements with typeorm/take-keyset and typeorm/get-many.",
  ]);
  expect(leaks(comparison)).toEqual([]);
});

test("Data is called the same of reads only that completed on both sides, and the others are named", () => {
  const read = (pattern: string, baseline: number, candidate: number) =>
    makeCase(pattern, { completed: { baseline, candidate } });
  const said = (...cases: ReturnType<typeof makeCase>[]) =>
    told(sameness(upgradeResult(cases), makeComparison(cases))).slice(0, 2);
  const same = "Both sides returned the same data: count, checksum and digest agree in every trial";
  expect(said(read("a/b", 3, 3), read("a/c", 3, 3))[0]).toBe(`finding: ${same}.`);
  expect(said(read("a/b", 3, 3), read("a/c", 0, 3), read("a/d", 3, 0))).toEqual([
    `finding: ${same}, of 1 of 3 reads.`,
    "warning: The data of a/c and a/d wasn't compared: it didn't complete on both sides.",
  ]);
});

test("Other statements are a warning that names the reads, unknown ones come with their reason", () => {
  expect(told(sameness(upgradeResult(), telling))).toEqual([
    "finding: Both sides returned the same data: count, checksum and digest agree in every trial.",
    "warning: The server saw other statements with typeorm/take-keyset and typeorm/get-many.",
    "scope: Statements of typeorm/stream-entities could not be compared: no trial of the candidate completed.",
    "scope: Statements of typeorm/cursor-fetch could not be compared: no trial of the baseline completed.",
  ]);
});

test("Leaks are what is retained and connections that are kept", () => {
  expect(told(leaks(telling))).toEqual([
    "warning: typeorm/stream now keeps connections of its pool.",
    "warning: typeorm/stream retains more after the read: +104 kB (+98 to +111).",
  ]);
  expect(told(leaks(makeComparison([makeCase("a/b")])))).toEqual([
    "finding: No read retains more on the heap than before.",
  ]);
  const unsure = cellsWith(changed("retained", 90_000, [-10_000, 190_000], "inconclusive"));
  expect(told(leaks(makeComparison([makeCase("a/b", { cells: unsure })])))).toEqual([
    "finding: Can't tell whether a/b retains more.",
  ]);
  expect(told(leaks(makeComparison([makeCase("a/b", { cells: [] })])))).toEqual([
    "scope: Retained memory could not be compared.",
  ]);
});

test("A read that fails now is a warning, one that doesn't any more is none", () => {
  expect(failureSentences(telling).map(({ kind }) => kind)).toEqual(["warning", "finding"]);
});

test("Separate runs say so, and what wasn't comparable field by field", () => {
  expect(told(circumstances({ trials: [] }, separateComparison))).toEqual([
    "warning: Not comparable in noisy metrics: CPU was Example CPU @ 2.6 GHz, and is Other CPU @ 3.4 GHz.",
    "warning: Only one side has typeorm/new-one.",
    "scope: Baseline typeorm@0.3.27, candidate typeorm@1.1.1: typeorm 0.3.27 → 1.1.1; the same on both sides: " +
      "pg 8.23.1, pg-query-stream 4.17.0 and Node 20.20.2.",
    "scope: The sides were measured in separate runs: what the machine did in one of them is part of the difference.",
    "scope: Not compared: wall and cpu (the CPU isn't the same).",
    "scope: At most 5.0 % of comparisons like this one report a change that isn't there.",
  ]);
});

test("Two equal sides are A against A", () => {
  const { baseline } = telling;
  expect(told(circumstances({ trials: [] }, makeComparison([], { candidate: baseline })))[0]).toMatch(/A against A/);
});

test("How far the core's speed varied is said, or why it isn't known", () => {
  const cells = [changed("wall", 1.1, [1.05, 1.15], "regressed")].map((cell) => ({ ...cell, adjusted: true }));
  const comparison = makeComparison([makeCase("a/b", { cells })]);
  const trials = (...speeds: readonly Reading[]) =>
    makeResult([{ pattern: "a/b", trials: speeds.map((speed) => completed({ wall: 1 }, speed)) }]);
  expect(told(circumstances(trials(800, 600, 1000), comparison))).toContain(
    "scope: The core's speed varied by 25 % during the reads; times are adjusted for it.",
  );
  expect(told(circumstances(trials({ absent: "there is no taskset" }), makeComparison([makeCase("a/b")])))).toContain(
    "scope: Times are compared at whatever speed the core had, which isn't known: there is no taskset.",
  );
});

test("What this machine can detect is said where it was calibrated", () => {
  expect(told(circumstances({ trials: [], calibration: sampleCalibration }, telling)).at(-1)).toBe(
    "scope: Smallest change that is found in 95 % of comparisons: wall 6.1 % to 7.1 %, peak RSS 3.2 % and retained 51 kB.",
  );
});
