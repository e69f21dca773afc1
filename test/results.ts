/** Builders of valid results for tests: each is held against the schema before it is given out. */
import { metricNames, type MetricName } from "../src/metrics.js";
import {
  result as resultSchema,
  schemaVersion,
  type Conditions,
  type Outcome,
  type Reading,
  type Result,
  type Way,
} from "../src/results/schema.js";

/** What a trial measured; metrics that are left out are absent. */
export type Readings = Partial<Record<MetricName, Reading>>;

/** What a trial keeps beside its metrics. */
type Beside = Partial<
  Pick<Extract<Outcome, { kind: "completed" }>, "coreSpeed" | "startRss" | "load" | "pages" | "statements">
>;

/** One trial: what it measured, or how it failed. */
export type TrialSpec =
  ({ readonly kind: "completed"; readonly readings: Readings } & Beside) | Exclude<Outcome, { kind: "completed" }>;

/** One case: its pattern and its trials, the first of them in round 1. */
export interface CaseSpec {
  readonly pattern: string;
  readonly yields?: "entity" | "raw";
  readonly way?: Way;
  /** The pattern that it is held against. */
  readonly floor?: string;
  readonly trials: readonly TrialSpec[];
  readonly options?: Record<string, number>;
  readonly rows?: number;
  readonly variant?: string;
  readonly conditions?: Conditions;
}

export const completed = (readings: Readings, coreSpeed?: Reading, beside: Beside = {}): TrialSpec => ({
  kind: "completed",
  readings,
  ...(coreSpeed !== undefined && { coreSpeed }),
  ...beside,
});
export const failed = (message: string): TrialSpec => ({ kind: "failed", message });

/**
 * A result with these cases; `overrides` replaces top-level fields.
 *
 * @throws ZodError when what it built isn't valid
 */
export function makeResult(cases: readonly CaseSpec[], overrides: Partial<Result> = {}): Result {
  const rows = 1_000_000;
  const described = cases.map((spec, index) => ({
    id: `case ${String(index + 1)}: ${spec.pattern}`,
    pattern: spec.pattern,
    options: spec.options ?? {},
    rows: spec.rows ?? rows,
    variant: spec.variant ?? "installed",
    ...(spec.conditions && { conditions: spec.conditions }),
  }));
  const patterns = new Map(cases.map((spec) => [spec.pattern, spec]));
  return resultSchema.parse({
    schemaVersion,
    command: "bench",
    ormeter: "0.1.0",
    startedAt: "2026-07-01T08:00:00.000Z",
    finishedAt: "2026-07-01T08:09:30.000Z",
    state: "complete",
    rngSeed: 7,
    rounds: Math.max(1, ...cases.map(({ trials }) => trials.length)),
    options: { rows, timeout: 600_000 },
    environment: {
      os: "Debian GNU/Linux 13",
      kernel: "6.18.0",
      arch: "x64",
      cpu: "Example CPU @ 2.6 GHz",
      cores: 2,
      memory: 8e9,
      loadAverage: 0.4,
      timeZone: "UTC",
      locale: "en-US",
      server: { kind: "embedded", version: "18.4", settings: { shared_buffers: "1GB", fsync: "off" } },
    },
    dataSet: {
      name: "employees",
      version: 1,
      schema: "ormeter_employees_1000000",
      rows,
      digest: "0f3a",
      bytes: 126e6,
    },
    variants: [{ name: "installed", node: "20.20.2", packages: { typeorm: "1.1.1", pg: "8.23.1" } }],
    patterns: [...patterns].map(([id, { yields = "entity", way, floor }]) => ({
      ...{ id, does: `Reads as ${id} does.`, yields, source: "c0ffee" },
      ...(way && { way }),
      ...(floor !== undefined && { floor }),
      ...(id === "typeorm/get-many" && { isUsual: true }),
    })),
    cases: described,
    trials: cases.flatMap((spec, index) =>
      spec.trials.map((trial, round) => ({
        case: described[index]?.id,
        round: round + 1,
        position: index + 1,
        startedAt: "2026-07-01T08:01:00.000Z",
        duration: 12_000,
        outcome: outcomeOf(trial, spec.rows ?? rows),
      })),
    ),
    equivalence: { kind: "same" },
    ...overrides,
  });
}

function outcomeOf(trial: TrialSpec, rows: number): Outcome {
  if (trial.kind !== "completed") return trial;
  const { kind, readings: given, statements, ...beside } = trial;
  const readings = metricNames.map((name) => [name, given[name] ?? { absent: "not measured in this test" }]);
  const calls = given.statements;
  return {
    kind,
    metrics: Object.fromEntries(readings) as Record<MetricName, Reading>,
    ...beside,
    fingerprint: { rows, checksum: "1a2b", digest: "3c4d" },
    statements: statements ?? [
      {
        text: "SELECT * FROM employees",
        calls: typeof calls === "number" ? Math.max(0, Math.round(calls)) : 1,
        rows,
        time: 1200,
      },
    ],
    timeline: { absent: "not sampled in this test" },
    connectionsLeft: 0,
  };
}

const MB = 1e6;

/** wall s, first row ms, loop stall ms, peak RSS MB, RSS delta MB, heap delta MB, allocated MB, statements. */
type Figures = readonly [number, number, number, number, number, number, number, number];

const millionRows: readonly [pattern: string, yields: "entity" | "raw", figures: Figures][] = [
  ["typeorm/get-many", "entity", [11.2, 10_900, 4_210, 930, 861, 412, 2_480, 1]],
  ["typeorm/find", "entity", [11.5, 11_200, 4_330, 934, 866, 412, 2_510, 1]],
  ["typeorm/take-skip", "entity", [19.4, 118, 131, 180, 104, 0.31, 2_630, 101]],
  ["typeorm/take-keyset", "entity", [9.2, 109, 127, 192, 117, 0.28, 2_620, 101]],
  ["typeorm/stream-entities", "entity", [7.8, 21.3, 24, 116, 41, 0.22, 2_390, 1]],
  ["typeorm/get-raw-many", "raw", [6.4, 5_700, 611, 616, 540, 371, 1_370, 1]],
  ["typeorm/stream", "raw", [9.6, 14.2, 8.4, 93, 19, 0.12, 1_790, 1]],
  ["typeorm/stream-batched", "raw", [6.3, 19.8, 16, 99, 24, -0.05, 1_660, 1]],
  ["typeorm/cursor-fetch", "raw", [13.1, 15.1, 7.7, 131, 55, 0.19, 1_930, 10_003]],
  ["pg/query", "raw", [6.3, 5_580, 588, 607, 533, 366, 1_310, 1]],
  ["pg/row-events", "raw", [5.2, 11.9, 14, 66, 1.8, 0.08, 1_290, 1]],
  ["pg/cursor", "raw", [4.1, 13.4, 12, 91, 16, 0.1, 880, 1]],
  ["pg/copy", "raw", [2.3, 9.2, 6.1, 71, 2.4, 0.04, 151, 1]],
];

/** How the rounds of {@link millionRowResult} vary from the figures: time by much, memory by little. */
const varies = [
  [1, 1],
  [1.05, 1.004],
  [0.97, 0.998],
  [1.02, 1.001],
  [0.99, 0.999],
] as const;

/** A run over a million rows with figures as they are on a machine of two shared cores. At most 5 rounds. */
export function millionRowResult(rounds = 3, overrides: Partial<Result> = {}): Result {
  return makeResult(
    millionRows.map(([pattern, yields, figures], index) => ({
      pattern,
      yields,
      trials: varies.slice(0, rounds).map((_, round) => completed(vary(figures, round + index))),
    })),
    overrides,
  );
}

function vary(figures: Figures, turn: number): Readings {
  const [wall, firstRow, loopStall, peakRss, rssDelta, heapDelta, allocated, statements] = figures;
  const [time, memory] = varies[turn % varies.length] ?? varies[0];
  return {
    wall: wall * 1e3 * time,
    throughput: 1e9 / (wall * 1e3 * time),
    firstRow: firstRow * time,
    cpu: wall * 1.1e3 * time,
    loopStall: loopStall * time,
    peakRss: peakRss * MB * memory,
    rssDelta: rssDelta * MB * memory,
    heapDelta: heapDelta * MB + (memory - 1) * 20 * MB,
    retained: (memory - 1) * 2 * MB,
    peakHeap: peakRss * 0.6 * MB * memory,
    allocated: allocated * MB * memory,
    gcPause: wall * 90 * time,
    gcLongestPause: wall * 8 * time,
    gcCount: Math.round(allocated / 16),
    bytesIn: 131 * MB,
    bytesOut: 80 * statements,
    roundTrips: statements,
    statements,
    dbTime: 1_400 * time,
    backendPeak: { absent: "the server runs on another machine" },
  };
}
