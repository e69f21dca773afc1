import { completed, makeResult, type CaseSpec } from "../../results.js";
import { growthsOf } from "../../../src/growth/growths.js";
import { claimHolds, memoryKind } from "../../../src/growth/memory.js";
import { statementLaw } from "../../../src/growth/statements.js";

const sizes = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000];

type Law = (rows: number) => number;

/** A pattern at every size, three trials each that lie half a percent apart. */
const scaled = (pattern: string, laws: Readonly<Record<string, Law>>): CaseSpec[] =>
  sizes.map((rows) => ({
    pattern,
    rows,
    trials: [0.995, 1, 1.005].map((factor) =>
      completed(Object.fromEntries(Object.entries(laws).map(([name, law]) => [name, law(rows) * factor]))),
    ),
  }));

/** The growth of one metric of one pattern. */
function fitted(name: "peakRss" | "statements" | "retained" | "wall", law: Law) {
  const [growth] = growthsOf(makeResult(scaled("pg/query", { [name]: law })));
  const found = growth?.metrics[name];
  if (found?.kind !== "fitted") throw new Error("No law.");
  return found;
}

test("A planted leak is linear, by as much as each row leaves", () => {
  const { growth } = fitted("retained", (rows) => 200e3 + 85 * rows);
  expect(growth.law).toBe("linear");
  expect((growth.fit.coefficients[1] ?? 0) / 85).toBeCloseTo(1, 1);
});

test("A planted quadratic read is quadratic", () => {
  expect(fitted("wall", (rows) => 20 + 0.01 * rows + 2e-6 * rows ** 2).growth.law).toBe("quadratic");
});

test.each([
  ["N+1", (rows: number) => rows + 1, { kind: "each" }],
  ["one statement", () => 1, { kind: "always", statements: 1 }],
  ["pages of 10,000", (rows: number) => Math.floor(rows / 10_000) + 1, { kind: "batches" }],
])("Statements of %s are told apart", (_, law, kind) => {
  expect(statementLaw(fitted("statements", law).growth)).toMatchObject(kind);
});

test.each([
  ["flat", () => 100e6],
  ["levels off", (rows: number) => 20e6 + 25e6 * Math.log10(rows)],
  ["grows", (rows: number) => 95e6 + 900 * rows],
] as const)("Memory that is %s is called that, and claims are held to it", (kind, law) => {
  const found = memoryKind(fitted("peakRss", law).growth);
  expect(found).toBe(kind);
  expect(claimHolds("flat", found)).toBe(kind !== "grows");
  expect(claimHolds("linear", found)).toBe(kind === "grows");
});

test("A step as large as one of V8's young generation is no growth", () => {
  expect(fitted("peakRss", (rows) => (rows < 300_000 ? 87e6 : 98e6)).growth.law).toBe("constant");
});

test("Patterns are one each, by what they are read with, and metrics that have no law say why", () => {
  const growths = growthsOf(
    makeResult([...scaled("pg/query", { wall: (rows) => rows }), ...scaled("pg/copy", { wall: (rows) => rows })]),
  );
  expect(growths.map(({ label, sizes: read }) => [label, read.length])).toEqual([
    ["pg/query", 6],
    ["pg/copy", 6],
  ]);
  expect(growths[0]?.metrics.throughput.kind).toBe("absent");
});

test("Trials that lie too far apart have no law", () => {
  const cases = sizes.map((rows): CaseSpec => ({
    pattern: "pg/query",
    rows,
    trials: [1, 4, 9].map((factor) => completed({ wall: factor * rows })),
  }));
  expect(growthsOf(makeResult(cases))[0]?.metrics.wall).toMatchObject({
    kind: "absent",
    reason: expect.stringContaining("too much to fit a law") as string,
  });
});

describe("A peak of which nothing is held at the end", () => {
  /** Medians of MB at these sizes, of pages of 10,000 rows: at a million rows it was 185 MB, at three million 194. */
  const pages = [98.5, 98.6, 113.7, 130.6, 149.5, 201.6];
  const kindWith = (held: number, peak: (index: number) => number) => {
    const cases = sizes.map((rows, index): CaseSpec => ({
      pattern: "typeorm/take-skip",
      rows,
      trials: [completed({ peakRss: peak(index) * 1e6, heapDelta: held * rows })],
    }));
    const found = growthsOf(makeResult(cases))[0]?.metrics.peakRss;
    return found?.kind === "fitted" ? memoryKind(found.growth) : undefined;
  };

  test("is garbage, which levels off however late V8 collects it", () => {
    expect(kindWith(1, (index) => pages[index] ?? NaN)).toBe("levels off");
    // The same figures of a read that holds every row.
    expect(kindWith(300, (index) => pages[index] ?? NaN)).toBe("grows");
  });

  test("grows with the rows all the same where it plainly does, as what waits for a slow consumer does", () => {
    expect(kindWith(1, (index) => 70 + ((sizes[index] ?? 0) * 500) / 1e6)).toBe("grows");
  });
});

test("What moves by no more than it may be off doesn't grow, however few sizes there are", () => {
  const few: readonly (readonly [rows: number, peakRss: number, retained: number])[] = [
    [1_000, 64.5e6, 100e3],
    [5_000, 65.4e6, 104e3],
    [20_000, 69e6, 119e3],
  ];
  const cases = few.map(([rows, peakRss, retained]): CaseSpec => ({
    pattern: "pg/copy",
    rows,
    trials: [completed({ peakRss, retained })],
  }));
  const { peakRss, retained } = growthsOf(makeResult(cases))[0]?.metrics ?? {};
  for (const found of [peakRss, retained]) expect(found?.kind === "fitted" && found.growth.law).toBe("constant");
});
