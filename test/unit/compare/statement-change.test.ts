import { compareStatements } from "../../../src/compare/statement-change.js";
import type { Outcome, Statement } from "../../../src/results/schema.js";

type Completed = Extract<Outcome, { kind: "completed" }>;

const statement = (text: string, calls: number): Statement => ({ text, calls, rows: 10, time: 1 });
const trial = (statements: Completed["statements"]) => ({ statements }) as Completed;
/** Trials that each executed these statements so often. */
const trials = (...counts: readonly Record<string, number>[]): Completed[] =>
  counts.map((each) => trial(Object.entries(each).map(([text, calls]) => statement(text, calls))));

test("The same texts as often are the same, in whatever order they were counted", () => {
  expect(compareStatements(trials({ a: 1, b: 100 }), trials({ b: 100, a: 1 }))).toEqual({ kind: "same" });
});

test("Another text is shown from both sides", () => {
  expect(compareStatements(trials({ "SELECT 1": 1, same: 2 }), trials({ "SELECT 2": 1, same: 2 }))).toEqual({
    kind: "different",
    baseline: [{ text: "SELECT 1", calls: 1 }],
    candidate: [{ text: "SELECT 2", calls: 1 }],
  });
});

test("A query more is shown on its side only", () => {
  expect(compareStatements(trials({ page: 11 }), trials({ page: 11, count: 11 }))).toEqual({
    kind: "different",
    baseline: [],
    candidate: [{ text: "count", calls: 11 }],
  });
});

test("The same text more often is a change, with both numbers", () => {
  expect(compareStatements(trials({ page: 11 }), trials({ page: 22 }))).toEqual({
    kind: "different",
    baseline: [{ text: "page", calls: 11 }],
    candidate: [{ text: "page", calls: 22 }],
  });
});

test("A number that varies between trials differs only where the sides never agree", () => {
  const varying = trials({ fetch: 100 }, { fetch: 101 });
  expect(compareStatements(varying, trials({ fetch: 101 }, { fetch: 101 }))).toEqual({ kind: "same" });
  expect(compareStatements(varying, trials({ fetch: 102 }))).toMatchObject({
    kind: "different",
    baseline: [{ text: "fetch", calls: 101 }],
  });
});

test("Where a side saw no statements nothing is claimed; where some of its trials did, those count", () => {
  const unseen = trial({ absent: "pg_stat_statements is missing" });
  expect(compareStatements([unseen], trials({ a: 1 }))).toEqual({
    kind: "unknown",
    reason: "pg_stat_statements is missing",
  });
  expect(compareStatements(trials({ a: 1 }), [])).toEqual({ kind: "unknown", reason: "no trial completed" });
  expect(compareStatements([unseen, ...trials({ a: 1 })], trials({ a: 1 }))).toEqual({ kind: "same" });
});
