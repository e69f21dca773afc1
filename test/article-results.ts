/** Results of `article` for tests. */
import type { Article, Result, Statement } from "../src/results/schema.js";
import { completed, makeResult, type TrialSpec } from "./results.js";

const MB = 1e6;

/** pattern, entity or raw, peak RSS and resident memory at the start in MB. */
const measured: readonly [pattern: string, yields: "entity" | "raw", peak: number, start: number][] = [
  ["sqlalchemy/all", "raw", 1_115, 45],
  ["sqlalchemy/stream-results", "raw", 42, 41],
  ["sqlalchemy/yield-per", "raw", 302, 42],
  ["typeorm/get-many", "entity", 930, 91],
  ["typeorm/take-skip", "entity", 180, 91],
  ["typeorm/stream", "raw", 93, 89],
];

const cursor: Statement[] = [
  { text: 'FETCH FORWARD 100 FROM "c_1"', calls: 9_999, rows: 999_900, time: 300 },
  { text: 'FETCH FORWARD 25 FROM "c_1"', calls: 4, rows: 100, time: 1 },
  { text: "BEGIN", calls: 1, rows: 0, time: 0 },
  { text: 'DECLARE "c_1" CURSOR WITHOUT HOLD FOR SELECT * FROM employees', calls: 1, rows: 0, time: 0.2 },
];

/** What a run with SQLAlchemy remembers of it. */
export const withPython: Article = {
  passedOver: [],
  python: { kind: "used", path: "/usr/bin/python3" },
  peakChecks: [],
};

/** Three rounds of some of the article's patterns, all alike. */
export function articleResult(article: Article = withPython, keeps: (pattern: string) => boolean = () => true): Result {
  const trial = (peak: number): TrialSpec => completed({ wall: 8_000, peakRss: peak * MB, statements: 1 });
  const kept = measured.filter(([pattern]) => keeps(pattern));
  const result = makeResult(
    kept.map(([pattern, yields, peak]) => ({ pattern, yields, trials: [trial(peak), trial(peak), trial(peak)] })),
    { command: "article", article },
  );
  return {
    ...result,
    trials: result.trials.map((each) => {
      const [pattern, , , start] = kept.find(([name]) => each.case.endsWith(name)) ?? [];
      if (each.outcome.kind !== "completed" || start === undefined) return each;
      const statements = pattern === "sqlalchemy/stream-results" ? cursor : each.outcome.statements;
      return { ...each, outcome: { ...each.outcome, startRss: start * MB, statements } };
    }),
  };
}
