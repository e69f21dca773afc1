import { checkEquivalence } from "../../../src/compare/check-equivalence.js";
import { gaveTheSame, unsteadyReads } from "../../../src/compare/self-equivalence.js";
import type { DataSet, Outcome, Shape, Trial } from "../../../src/results/schema.js";

type Completed = Extract<Outcome, { kind: "completed" }>;

const shape: Shape = { classes: ["Object"], keys: ["id"], columns: [], order: "o" };

const read = (
  id: string,
  digest: string,
  { rows = 3, ...changed }: { rows?: number } & Partial<Shape> = {},
): Trial => ({
  case: id,
  round: 1,
  position: 1,
  startedAt: "2026-01-31T00:00:00.000Z",
  duration: 1,
  outcome: {
    kind: "completed",
    metrics: {} as Completed["metrics"],
    fingerprint: { rows, checksum: "0", digest },
    shape: { ...shape, ...changed },
    statements: [],
    timeline: { absent: "not sampled" },
    connectionsLeft: 0,
  },
});

const cases = ["report old", "report new", "sum old", "sum new"].map((id) => ({
  id,
  pattern: `typeorm/read/${id.split(" ", 1).join()}`,
  options: {},
}));

const own: DataSet["own"] = { kind: "functions", relation: "reads/report.ts", unchecked: [] };
const check = (...trials: Trial[]) => checkEquivalence(trials, { rows: 3, own }, cases);

test("Functions that read different things are the same data, as long as each gives what it gave before", () => {
  const trials = [read("report old", "a"), read("sum old", "b", { rows: 1 }), read("report new", "a")];
  expect(check(...trials)).toEqual({ kind: "same" });
  expect(gaveTheSame({ trials })).toBe(false);
  expect(gaveTheSame({ trials: [read("report old", "a"), read("sum old", "a")] })).toBe(true);
});

test("Two versions that each give the same every time, and not the same as each other, gave different data", () => {
  const old = [read("report old", "a"), read("report old", "a")];
  const other = { kind: "different", case: "report new", reference: "report old" };
  expect(check(...old, read("report new", "b"), read("report new", "b"))).toEqual({
    ...other,
    summary: "what was handed over has other content, of the same shape",
  });
  expect(check(...old, ...[1, 2].map(() => read("report new", "b", { rows: 4 })))).toEqual({
    ...other,
    summary: "4 rows were handed over, not 3",
  });
  expect(check(...old, ...[1, 2].map(() => read("report new", "a", { classes: ["Order"] })))).toEqual({
    ...other,
    summary: "class: Object → Order",
  });
});

test("One trial of either side can't tell change from a function that never gives the same", () => {
  expect(check(read("report old", "a"), read("report new", "b"))).toMatchObject({ kind: "unknown" });
});

test("A function that gives something else each time is held against nothing, and named", () => {
  const trials = [read("sum old", "a"), read("sum old", "b"), read("sum new", "c"), read("sum new", "d")];
  expect(check(...trials)).toEqual({ kind: "same" });
  const all = cases.map((one) => ({ ...one, rows: 1, variant: "installed" }));
  expect(unsteadyReads({ trials, cases: all })).toEqual(["sum old", "sum new"]);
});

test("Without a completed read nothing is known", () => {
  expect(check()).toEqual({ kind: "unknown", reason: "no trial completed" });
});
