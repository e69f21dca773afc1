/**
 * Results with everything that a page shows: timelines of plausible shape, statements with plans, heap diffs. Made from
 * the figures of a result, so that line and metric agree as they do in a real run.
 */
import type { HeapDiff, Outcome, Result, Statement, Timeline } from "../src/results/schema.js";
import { millionRowResult } from "./results.js";

type Completed = Extract<Outcome, { kind: "completed" }>;

/** A million-row run in which everything was sampled. */
export function sampledResult(rounds = 3, overrides: Partial<Result> = {}): Result {
  return withSamples(millionRowResult(rounds, overrides));
}

/** Gives each completed trial of a result a timeline and statements that suit its figures. */
export function withSamples(result: Result): Result {
  return {
    ...result,
    trials: result.trials.map((trial) => {
      const pattern = result.cases.find(({ id }) => id === trial.case)?.pattern ?? "";
      const { outcome } = trial;
      if (outcome.kind !== "completed") return trial;
      return {
        ...trial,
        outcome: { ...outcome, timeline: timelineLike(outcome, trial.round), statements: statementsLike(outcome) },
        ...(pattern === "" && { case: trial.case }),
      };
    }),
  };
}

/** What a heap diff of a pattern that holds its entities looks like. */
export function heapDiffsOf(result: Result): HeapDiff[] {
  return result.cases.map(({ id, pattern }, index) => {
    if (index === 3) return { case: id, rows: 5_000, outcome: { kind: "failed", message: "its worker died: SIGSEGV" } };
    const held = pattern.includes("get-many") || pattern.includes("find") ? 1 : 0.004;
    return {
      case: id,
      rows: 5_000,
      outcome: {
        kind: "completed",
        held: [
          { constructorName: "Employee", bytes: Math.round(560_000 * held), count: Math.round(5_000 * held) },
          { constructorName: "String", bytes: Math.round(812_000 * held), count: Math.round(20_100 * held) },
          { constructorName: "Date", bytes: Math.round(240_000 * held), count: Math.round(10_000 * held) },
          { constructorName: "Array", bytes: 65_536, count: 12 },
          { constructorName: "Closure", bytes: 4_096, count: 61 },
        ],
        released: [
          { constructorName: "Closure", bytes: 2_048, count: 31 },
          { constructorName: "Array", bytes: -4_096, count: -3 },
        ],
      },
    };
  });
}

function timelineLike({ metrics }: Completed, round: number): Timeline {
  const figure = (name: keyof typeof metrics) => {
    const reading = metrics[name];
    return typeof reading === "number" ? reading : 0;
  };
  const [wall, firstRow, peak, rssDelta] = [figure("wall"), figure("firstRow"), figure("peakRss"), figure("rssDelta")];
  const [heapDelta, allocated] = [figure("heapDelta"), figure("allocated")];
  const start = Math.min(peak * 0.8, 62e6);
  const held = Math.min(peak, start + Math.max(rssDelta, 0));
  // A read that holds its rows takes a while to let go of them; one that doesn't has nothing to let go of.
  const released = wall + (heapDelta > 50e6 ? 420 : 12);
  // Sampling may end with the release.
  const last = released + (round === 1 ? 0 : 260);
  const points = 320;

  const rss = Array.from({ length: points }, (_, index): [number, number] => {
    const at = -100 + ((last + 100) * index) / (points - 1);
    const part = Math.min(1, Math.max(0, at / wall));
    const ripple = 1 + 0.012 * Math.sin(index * 2.1 + round) * (part > 0.03 ? 1 : 0);
    const shape = heapDelta > 50e6 ? part ** 0.8 : 1 - Math.exp(-part * 25);
    const level = at < 0 ? start : at <= wall ? start + (peak - start) * shape : held;
    return [at, Math.round(Math.min(peak, level * ripple))];
  });
  // The line reaches the high-water mark in the last samples of the window.
  const top = rss.findLastIndex(([at]) => at <= wall);
  const at = rss[top]?.[0];
  if (at !== undefined) rss[top] = [at, Math.round(peak)];

  const collections = Math.min(150, Math.max(4, Math.round(allocated / 16e6)));
  const heap = Array.from({ length: collections }, (_, index): [number, number, number] => {
    const part = (index + 1) / (collections + 1);
    const live = 12e6 + Math.max(0, heapDelta) * part;
    return [Math.round(wall * part), Math.round(live + 9e6), Math.round(live)];
  });
  heap.push([released, heapDelta + 13e6, 12e6]);
  return { interval: 15, rss, heap, marks: { firstRow, end: wall, released } };
}

const plan = "Seq Scan on employees  (cost=0.00..25388.00 rows=1000000 width=103)";

function statementsLike({ metrics, fingerprint }: Completed): Statement[] {
  const calls = typeof metrics.statements === "number" ? metrics.statements : 1;
  const time = typeof metrics.dbTime === "number" ? metrics.dbTime : 1;
  const { rows } = fingerprint;
  const select =
    'SELECT "Employee"."id" AS "Employee_id", "Employee"."name" AS "Employee_name" FROM "employees" "Employee"';
  if (calls === 1) return [{ text: select, calls, rows, time, plan }];
  if (calls < 500) {
    const paged = "Limit  (cost=0.42..412.10 rows=10000 width=103)\n  ->  Index Scan using employees_pkey on employees";
    return [{ text: `${select} ORDER BY "Employee"."id" ASC LIMIT $1 OFFSET $2`, calls, rows, time, plan: paged }];
  }
  const batch = Math.ceil(rows / (calls - 1));
  return [
    { text: `FETCH FORWARD ${batch} FROM "employees_read"`, calls: calls - 1, rows, time },
    { text: `DECLARE "employees_read" CURSOR WITHOUT HOLD FOR ${select}`, calls: 1, rows: 0, time: 0.1, plan },
  ];
}
