import { casesAt, frontOf, latenciesOf, sweptReads } from "../../../src/compare/swept.js";
import { makeResult } from "../../results.js";
import { sweepResult, sweptFigures } from "../../sweeps.js";

const result = sweepResult();

test("Reads are in the order of patterns, options rising, each at all latencies, called without these", () => {
  const reads = sweptReads(sweepResult(sweptFigures.toReversed()));
  expect(latenciesOf(result)).toEqual([0, 2]);
  expect(reads.map(({ label }) => label)).toEqual([
    "typeorm/get-many",
    ...[10, 100, 1000, 10_000].map((size) => `typeorm/stream-batched batchSize=${String(size)}`),
    "typeorm/stream",
  ]);
  expect(reads.every(({ at }) => at.map(({ latency }) => latency).join() === "0,2")).toBe(true);
});

test("What latency does is predicted from the first one's time and round trips, and what the relay really added", () => {
  const relays = [{ asked: 2, added: 2.2 }];
  const [stream] = sweptReads(sweepResult(sweptFigures, [0, 2], { relays }));
  expect(stream?.at[0]?.predicted).toBeUndefined();
  expect(stream?.at[1]?.predicted).toBeCloseTo(900 + 1_002 * 2.2, 6);
});

test("A read whose round trips aren't known has no prediction", () => {
  const bare = { ...result, trials: result.trials.map((trial) => withoutTrips(trial)) };
  expect(sweptReads(bare).every(({ at }) => at.every(({ predicted }) => predicted === undefined))).toBe(true);
});

const withoutTrips = (trial: (typeof result.trials)[number]): typeof trial =>
  trial.outcome.kind === "completed"
    ? {
        ...trial,
        outcome: { ...trial.outcome, metrics: { ...trial.outcome.metrics, roundTrips: { absent: "not counted" } } },
      }
    : trial;

const front = (latency: number, pattern?: string) => {
  const cases = casesAt(result, latency).filter((summary) => pattern === undefined || summary.pattern.id === pattern);
  const { best, knee } = frontOf(cases);
  return {
    best: best.map(({ label }) => label.replace(/^typeorm\//, "")),
    knee: knee?.label.replace(/^typeorm\//, ""),
  };
};

test("The front holds what none beats; what isn't told apart in memory doesn't keep the slower one on it", () => {
  // 10 rows a batch take 88 MB instead of 90, which comes and goes.
  expect(front(0, "typeorm/stream-batched").best).not.toContain("stream-batched batchSize=10");
  expect(front(0).best).not.toContain("get-many");
});

test("Of those that can't be told apart in time the smaller one stays, and the other way round", () => {
  // 480 ms and 500 ms aren't told apart, 140 MB and 93 MB are; nor are 90 MB and 93 MB, and 950 ms and 500 ms are.
  expect(front(0, "typeorm/stream-batched").best).toEqual(["stream-batched batchSize=1000"]);
});

test("Far from the server the front is another", () => {
  expect(front(2, "typeorm/stream-batched").best[0]).toBe("stream-batched batchSize=10000");
});

test("The knee is one of the front, and there is none where there is no choice", () => {
  const { knee } = frontOf(
    casesAt(
      sweepResult([
        { pattern: "a/b", options: { size: 1 }, wall: 10_000, trips: 1, peak: 100 },
        { pattern: "a/b", options: { size: 2 }, wall: 1_000, trips: 1, peak: 110 },
        { pattern: "a/b", options: { size: 3 }, wall: 900, trips: 1, peak: 900 },
      ]),
      0,
    ),
  );
  expect(knee?.case.options).toEqual({ size: 2 });
  expect(front(0, "typeorm/get-many").knee).toBeUndefined();
});

test("A result of another command has no latencies", () => {
  expect(latenciesOf(makeResult([]))).toEqual([]);
});
