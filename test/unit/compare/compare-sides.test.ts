import { compareResults, onlyVariant, sideOf } from "../../../src/compare/compare-sides.js";
import { pairCases } from "../../../src/compare/same-read.js";
import { thresholdsOf } from "../../../src/compare/thresholds.js";
import { comparison } from "../../../src/results/comparison.js";
import { serverRows } from "../../../src/results/equivalence.js";
import type { BenchCase, Result } from "../../../src/results/schema.js";
import { completed, failed, makeResult, type CaseSpec } from "../../results.js";

const names = { baseline: "main", candidate: "this run" };
const compare = (baseline: Result, candidate: Result) =>
  comparison.parse(compareResults(baseline, candidate, names, thresholdsOf()));

const read = (pattern: string, factor = 1, options: Record<string, number> = {}): CaseSpec => ({
  pattern,
  options,
  trials: [1, 1.01, 0.99, 1.005].map((vary) =>
    completed({ wall: 1_000 * factor * vary, allocated: 2e8 * factor, statements: 1 }),
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

test("A result that read in several versions is refused with their names, and one of them may be picked", () => {
  const several = makeResult([read("typeorm/find"), { ...read("typeorm/find", 2), variant: "typeorm@0.3.27" }], {
    variants: ["installed", "typeorm@0.3.27"].map((name) => ({ name, node: "20.20.2", packages: {} })),
  });
  const one = makeResult([read("typeorm/find")]);
  for (const [baseline, candidate] of [
    [several, one],
    [one, several],
  ] as const) {
    expect(() => compare(baseline, candidate)).toThrow(/several versions \(installed, typeorm@0\.3\.27\)/);
  }
  const picked = onlyVariant(several, "typeorm@0.3.27");
  if (!picked) throw new Error("it is there");
  expect(onlyVariant(several, "typeorm@9")).toBeUndefined();
  expect(compare(one, picked).cases).toMatchObject([{ baseline: one.cases[0]?.id, candidate: several.cases[1]?.id }]);
});

test("Nothing is called the same where no read completed on both sides, and each case says how many did", () => {
  const fails: CaseSpec = { pattern: "typeorm/find", trials: [failed("no"), failed("no")] };
  const found = compare(makeResult([fails]), makeResult([read("typeorm/find")]));
  expect(found.equivalence).toEqual({ kind: "unknown", reason: "no read completed on both sides" });
  expect(found.cases).toMatchObject([{ completed: { baseline: 0, candidate: 4 }, marks: ["now-completes"] }]);
});

test("Reads of one pattern with other options are told apart where their data differs", () => {
  const specs = [1, 2].map((take) => read("typeorm/take-skip", 1, { take }));
  const [baseline, candidate] = [makeResult(specs), makeResult(specs)];
  const [, last] = candidate.cases;
  for (const trial of candidate.trials) {
    if (trial.case === last?.id && trial.outcome.kind === "completed") trial.outcome.fingerprint.checksum = "ffff";
  }
  expect(compare(baseline, candidate).equivalence).toMatchObject({ case: "typeorm/take-skip take=2 (candidate)" });
});

test("Two results are held against the server's own rows, whichever of them knows those", () => {
  const expected = { rows: 1_000_000, checksum: "ffff", digest: "3c4d" };
  const plain = makeResult([read("typeorm/find")]);
  const knowing = { ...plain, dataSet: { ...plain.dataSet, expected } };
  for (const found of [compare(plain, knowing), compare(knowing, plain)]) {
    expect(found.equivalence).toMatchObject({ kind: "different", reference: serverRows });
  }
});
