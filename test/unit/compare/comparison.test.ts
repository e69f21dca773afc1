import { compareResults, pairCases, sideOf } from "../../../src/compare/comparison.js";
import { thresholdsOf } from "../../../src/compare/thresholds.js";
import { comparison } from "../../../src/results/comparison.js";
import type { BenchCase, Result } from "../../../src/results/schema.js";
import { completed, makeResult, type CaseSpec } from "../../results.js";

const names = { baseline: "main", candidate: "this run" };
const compare = (baseline: Result, candidate: Result) =>
  comparison.parse(compareResults(baseline, candidate, names, thresholdsOf()));

const read = (pattern: string, factor = 1, options: Record<string, number> = {}): CaseSpec => ({
  pattern,
  options,
  trials: [1, 1.01, 0.99, 1.005].map((stray) =>
    completed({ wall: 1_000 * factor * stray, allocated: 2e8 * factor, statements: 1 }),
  ),
});

const verdictsOf = (result: ReturnType<typeof compare>) =>
  result.cases.map(({ pattern, cells }) => [
    pattern,
    Object.fromEntries(cells.map((cell) => [cell.metric, cell.kind === "compared" ? cell.verdict : cell.reason])),
  ]);

test("The same reads of two results are compared, whatever their order", () => {
  const baseline = makeResult([read("typeorm/find"), read("typeorm/get-many"), read("pg/query")]);
  const candidate = makeResult([read("pg/query"), read("typeorm/get-many", 1.5), read("typeorm/find", 0.5)]);
  const found = compare(baseline, candidate);
  expect(verdictsOf(found)).toEqual([
    ["pg/query", { wall: "unchanged", allocated: "unchanged", statements: "unchanged" }],
    ["typeorm/get-many", { wall: "regressed", allocated: "regressed", statements: "unchanged" }],
    ["typeorm/find", { wall: "improved", allocated: "improved", statements: "unchanged" }],
  ]);
  expect(found).toMatchObject({ trials: "separate", incomparable: [], unpaired: [], equivalence: { kind: "same" } });
  expect([found.baseline.name, found.candidate.name]).toEqual(["main", "this run"]);
});

test("Reads with other options are other reads; the order of options makes no difference", () => {
  const cases = (...options: Record<string, number>[]): BenchCase[] =>
    makeResult(options.map((each) => read("typeorm/take-skip", 1, each))).cases;
  const pairs = pairCases(
    cases({ take: 100 }, { take: 1_000, skip: 5 }),
    cases({ skip: 5, take: 1_000 }, { take: 10 }),
  );
  expect(pairs.map((pair) => pair.map(({ options }) => options))).toEqual([
    [
      { take: 1_000, skip: 5 },
      { skip: 5, take: 1_000 },
    ],
  ]);
});

test("Patterns that only one of the results has are named, each once", () => {
  const found = compare(
    makeResult([read("typeorm/find"), read("typeorm/gone", 1, { take: 1 }), read("typeorm/gone", 1, { take: 2 })]),
    makeResult([read("typeorm/find"), read("typeorm/new")]),
  );
  expect(found.unpaired).toEqual(["typeorm/gone", "typeorm/new"]);
  expect(found.cases).toHaveLength(1);
});

test("Of another machine what is noisy isn't judged, and what is steady is", () => {
  const baseline = makeResult([read("typeorm/find")]);
  const candidate = makeResult([read("typeorm/find", 2)], {
    environment: { ...baseline.environment, cpu: "Other CPU" },
  });
  const found = compare(baseline, candidate);
  expect(found.incomparable).toMatchObject([{ field: "CPU" }]);
  expect(verdictsOf(found)).toEqual([
    ["typeorm/find", { wall: "CPU differ", allocated: "regressed", statements: "unchanged" }],
  ]);
});

test("Another fingerprint of the same data set is different data, and says whose read it was", () => {
  const baseline = makeResult([read("typeorm/find")]);
  const candidate = makeResult([read("typeorm/find")]);
  const changed: Result = {
    ...candidate,
    trials: candidate.trials.map((trial) =>
      trial.outcome.kind === "completed"
        ? { ...trial, outcome: { ...trial.outcome, fingerprint: { ...trial.outcome.fingerprint, checksum: "ffff" } } }
        : trial,
    ),
  };
  expect(compare(baseline, changed).equivalence).toMatchObject({
    kind: "different",
    case: "typeorm/find (candidate)",
    reference: "typeorm/find (baseline)",
  });
});

test("Of another data set nothing is judged, and nothing is said of whether the data are the same", () => {
  const baseline = makeResult([read("typeorm/find")]);
  const other = { ...baseline, dataSet: { ...baseline.dataSet, rows: 500, digest: "beef" } };
  const found = compare(baseline, other);
  expect(found.equivalence).toEqual({ kind: "unknown", reason: "the data sets differ" });
  expect(found.cases[0]?.cells.every(({ kind }) => kind === "not-comparable")).toBe(true);
});

test("More cases share the same budget, so each interval reaches further", () => {
  const many = Array.from({ length: 12 }, (_, index) => read(`typeorm/p${index}`));
  const levelOf = (specs: CaseSpec[]) => {
    const [cell] = compare(makeResult(specs), makeResult(specs)).cases[0]?.cells ?? [];
    return cell?.kind === "compared" ? cell.change.level : NaN;
  };
  expect((1 - levelOf(many.slice(0, 1))) / (1 - levelOf(many))).toBeCloseTo(12, 6);
});

test("A side is described by its versions, and one that isn't there is a result that was tampered with", () => {
  const result = makeResult([read("typeorm/find")]);
  expect(sideOf(result, "installed")).toEqual({ name: "installed", ...withoutName(result) });
  expect(() => sideOf(result, "missing")).toThrow("has no variant missing");
});

const withoutName = ({ variants: [first] }: Result) => ({ node: first?.node, packages: first?.packages });
