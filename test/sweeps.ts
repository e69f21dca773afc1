/** A sweep for tests: three rounds at two latencies, with figures whose front, knee and predictions are known. */
import type { Result } from "../src/results/schema.js";
import { completed, makeResult, type CaseSpec } from "./results.js";

/** By which share the rounds vary. */
const varies = [1, 1.01, 0.99];

/** A read: wall ms next to the server, round trips, peak RSS in MB. */
interface Read {
  readonly pattern: string;
  readonly options?: Record<string, number>;
  readonly yields?: "entity" | "raw";
  readonly wall: number;
  readonly trips: number;
  readonly peak: number;
  /** How much of its round trips it waits for: less where several are under way at once. */
  readonly waits?: number;
}

const batched = (batchSize: number, wall: number, peak: number): Read => ({
  ...{ pattern: "typeorm/stream-batched", options: { batchSize }, yields: "raw" },
  ...{ wall, peak, trips: 100_000 / batchSize + 2 },
});

export const sweptFigures: readonly Read[] = [
  { pattern: "typeorm/stream", yields: "raw", wall: 900, trips: 1_002, peak: 90 },
  batched(10, 4_000, 88),
  batched(100, 950, 90),
  batched(1_000, 500, 93),
  batched(10_000, 480, 140),
  { pattern: "typeorm/get-many", wall: 1_000, trips: 1, peak: 210 },
];

/** The sweep of these reads; at each latency the wall time is that next to the server and what the round trips wait for. */
export function sweepResult(reads = sweptFigures, latencies = [0, 2], overrides: Partial<Result> = {}): Result {
  const cases = reads.flatMap(({ pattern, options = {}, yields = "entity", wall, trips, peak, waits = 1 }) =>
    latencies.map((latency): CaseSpec => ({
      ...{ pattern, options, yields, rows: 100_000, conditions: { latency } },
      trials: varies.map((vary) =>
        completed({ wall: (wall + waits * trips * latency) * vary, roundTrips: trips, peakRss: peak * 1e6 }),
      ),
    })),
  );
  const relays = latencies.filter((latency) => latency > 0).map((asked) => ({ asked, added: asked }));
  return makeResult(cases, { command: "sweep", ...(relays.length > 0 && { relays }), ...overrides });
}
