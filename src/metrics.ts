/**
 * Every metric ormeter knows, declared once. Tables, sentences, verdicts and charts walk this list, so a metric is
 * added here, in the probe that reads it, and in docs/metrics.md; nowhere else.
 */

/** What a metric counts in; decides how it is formatted. */
export type Unit = "ms" | "bytes" | "rows/s" | "count";

/**
 * How much a metric wanders between trials of unchanged code. `steady` can be gated on from one trial a side, `noisy`
 * needs rounds and intervals, `nearly-steady` lies between (sampled or allocator-dependent).
 */
export type Noise = "steady" | "nearly-steady" | "noisy";

/** One metric as it is declared. */
export interface Metric {
  readonly name: MetricName;
  /** The column heading. */
  readonly title: string;
  readonly unit: Unit;
  /** Which direction is an improvement. */
  readonly better: "lower" | "higher";
  readonly noise: Noise;
  /** One sentence: what the figure is. docs/metrics.md says where it comes from and what it can't see. */
  readonly definition: string;
  /** What to know before two figures of it are held against each other: stands beside them wherever they are shown. */
  readonly caveat?: string;
  /** Whether the terminal's table shows it, or only the page and `result.json`. */
  readonly inTable: boolean;
  readonly compared: ComparedAs;
}

/** How a metric's change between two sides is judged, unless the user says otherwise. */
export interface ComparedAs {
  /** `ratio`: candidate ÷ baseline. `difference`: candidate − baseline, for what lies around zero. */
  readonly as: "ratio" | "difference";
  /**
   * The noise threshold: the smallest change that counts. A fraction for ratios (0.02 for 2 %), bytes a row for
   * differences. 0: any change counts.
   */
  readonly threshold: number;
  /** Whether a comparison measures on until it is decided, and fails where it regressed. */
  readonly decides: boolean;
}

const declared = {
  wall: {
    title: "wall",
    unit: "ms",
    better: "lower",
    noise: "noisy",
    definition: "Time from the start of the read to its end: the latency of the one tinybench task.",
    inTable: true,
    compared: { as: "ratio", threshold: 0.05, decides: true },
  },
  throughput: {
    title: "throughput",
    unit: "rows/s",
    better: "higher",
    noise: "noisy",
    definition: "Rows read divided by wall.",
    inTable: true,
    compared: { as: "ratio", threshold: 0.05, decides: false },
  },
  firstRow: {
    title: "first row",
    unit: "ms",
    better: "lower",
    noise: "noisy",
    definition: "Time from the start of the read until the consumer is given its first row.",
    inTable: true,
    compared: { as: "ratio", threshold: 0.1, decides: false },
  },
  cpu: {
    title: "cpu",
    unit: "ms",
    better: "lower",
    noise: "noisy",
    definition: "User and system time of the worker process, all threads, inside the window.",
    inTable: false,
    compared: { as: "ratio", threshold: 0.05, decides: true },
  },
  loopStall: {
    title: "loop stall",
    unit: "ms",
    better: "lower",
    noise: "noisy",
    definition: "Longest time the event loop was blocked inside the window.",
    inTable: true,
    compared: { as: "ratio", threshold: 0.1, decides: false },
  },
  peakRss: {
    title: "peak RSS",
    unit: "bytes",
    better: "lower",
    noise: "nearly-steady",
    definition: "Most resident memory the worker process ever had inside the window: the kernel's high-water mark.",
    inTable: true,
    compared: { as: "ratio", threshold: 0.03, decides: true },
  },
  rssDelta: {
    title: "RSS delta",
    unit: "bytes",
    better: "lower",
    noise: "nearly-steady",
    definition: "Resident memory when the read has ended, its result still held, minus that at the start.",
    inTable: true,
    compared: { as: "difference", threshold: 50, decides: false },
  },
  heapDelta: {
    title: "heap delta",
    unit: "bytes",
    better: "lower",
    noise: "steady",
    definition: "Used heap when the read has ended, its result still held and garbage collected, minus at the start.",
    inTable: true,
    compared: { as: "difference", threshold: 5, decides: false },
  },
  retained: {
    title: "retained",
    unit: "bytes",
    better: "lower",
    noise: "steady",
    definition: "Used heap after the result was released and garbage collected, minus at the start: what leaked.",
    inTable: false,
    compared: { as: "difference", threshold: 0.5, decides: true },
  },
  peakHeap: {
    title: "peak heap",
    unit: "bytes",
    better: "lower",
    noise: "nearly-steady",
    definition: "Highest used heap that the collector saw inside the window.",
    inTable: false,
    compared: { as: "ratio", threshold: 0.05, decides: false },
  },
  allocated: {
    title: "allocated",
    unit: "bytes",
    better: "lower",
    noise: "steady",
    definition: "All bytes allocated on the JavaScript heap inside the window, freed or not.",
    inTable: true,
    compared: { as: "ratio", threshold: 0.01, decides: true },
  },
  gcPause: {
    title: "GC pause",
    unit: "ms",
    better: "lower",
    noise: "noisy",
    definition: "Total time the collector stopped the read inside the window.",
    inTable: false,
    compared: { as: "ratio", threshold: 0.1, decides: false },
  },
  gcLongestPause: {
    title: "longest GC pause",
    unit: "ms",
    better: "lower",
    noise: "noisy",
    definition: "Longest single stop of the collector inside the window.",
    inTable: false,
    compared: { as: "ratio", threshold: 0.1, decides: false },
  },
  gcCount: {
    title: "GC count",
    unit: "count",
    better: "lower",
    noise: "noisy",
    definition: "Number of collections inside the window.",
    inTable: false,
    compared: { as: "ratio", threshold: 0.1, decides: false },
  },
  bytesIn: {
    title: "bytes in",
    unit: "bytes",
    better: "lower",
    noise: "steady",
    definition: "Bytes that arrived over the driver's sockets inside the window.",
    inTable: false,
    compared: { as: "ratio", threshold: 0.01, decides: true },
  },
  bytesOut: {
    title: "bytes out",
    unit: "bytes",
    better: "lower",
    noise: "steady",
    definition: "Bytes sent over the driver's sockets inside the window.",
    inTable: false,
    compared: { as: "ratio", threshold: 0.01, decides: true },
  },
  roundTrips: {
    title: "round trips",
    unit: "count",
    better: "lower",
    noise: "steady",
    definition: "How often the read wrote to the server after it had read from it: each waits once for the network.",
    inTable: false,
    compared: { as: "ratio", threshold: 0.01, decides: false },
  },
  statements: {
    title: "statements",
    unit: "count",
    better: "lower",
    noise: "steady",
    definition: "Statements that the server executed for the read, from pg_stat_statements.",
    inTable: true,
    compared: { as: "ratio", threshold: 0, decides: true },
  },
  dbTime: {
    title: "server time",
    unit: "ms",
    better: "lower",
    noise: "noisy",
    definition: "The server's own execution time of those statements.",
    caveat:
      "pg_stat_statements leaves out waiting for the client if a result is fetched in parts (a cursor, a stream), and counts it " +
      "if it is sent whole: compare like with like",
    inTable: false,
    compared: { as: "ratio", threshold: 0.1, decides: false },
  },
  backendPeak: {
    title: "backend peak",
    unit: "bytes",
    better: "lower",
    noise: "nearly-steady",
    definition: "Most private memory of the server process that serves the read, sampled inside the window.",
    inTable: false,
    compared: { as: "ratio", threshold: 0.05, decides: false },
  },
} as const satisfies Record<string, Omit<Metric, "name">>;

/** The name of a metric, as it stands in `result.json`. */
export type MetricName = keyof typeof declared;

/** All metric names, in the order in which they are shown. */
export const metricNames = Object.keys(declared) as [MetricName, ...MetricName[]];

/** All metrics by name. */
export const metrics = Object.fromEntries(
  metricNames.map((name) => [name, { name, ...declared[name] }]),
) as unknown as Readonly<Record<MetricName, Metric>>;

/** What to know of these metrics before their figures are held against each other: "server time: of a result …". */
export const caveatsOf = (shown: readonly Pick<Metric, "title" | "caveat">[]): string[] =>
  shown.flatMap(({ title, caveat }) => (caveat === undefined ? [] : [`${title}: ${caveat}`]));
