/**
 * The result of a run, as `result.json` holds it. Reports, comparisons and exports read nothing else.
 *
 * Times are milliseconds, sizes bytes, instants ISO 8601. What has several outcomes is a union on `kind`. A metric
 * that could not be had is `{ absent: reason }`, never 0.
 */
import { z } from "zod";
import { metricNames, type MetricName } from "../metrics.js";
import { memoryClaims, ways, yieldKinds } from "../trial/pattern.js";
import { limiters } from "./limiters.js";
import { brought, calibration, comparison } from "./comparison.js";
import { equivalence } from "./equivalence.js";

/**
 * Raised when a field changes its meaning or goes away, with a step in migrations.ts; a new optional field or a new
 * metric doesn't raise it.
 */
export const schemaVersion = 1;

/** A metric's value in one trial, or why there is none. */
export const reading = z.union([z.number(), z.strictObject({ absent: z.string() })]);

/**
 * All metrics by name. One that an older ormeter didn't measure is absent, so that a new metric costs nobody a baseline;
 * one that only another ormeter knows is passed over.
 */
const readings = z.record(z.string(), reading).transform((found) => {
  const absent = { absent: "not measured by the version of ormeter that made this result" };
  const all = metricNames.map((name) => [name, Object.hasOwn(found, name) ? found[name] : absent]);
  return Object.fromEntries(all) as Record<MetricName, Reading>;
});

const caseId = z.string().describe("pattern id, options, rows and variant in one readable key");

/** One statement as the server counted it inside one trial's window. */
export const statement = z.object({
  text: z.string(),
  calls: z.number().int().nonnegative(),
  rows: z.number().int().nonnegative(),
  /** The server's execution time in ms, all calls together. */
  time: z.number().nonnegative(),
  /** EXPLAIN's text, for statements that have a plan. */
  plan: z.string().optional(),
});

/** Memory over the window and around it, as sampled from outside; ms count from the window's start. */
export const timeline = z.object({
  /** Milliseconds between two samples, as measured. */
  interval: z.number().positive(),
  /** [ms, bytes] of resident memory, thinned so that the highest sample survives. */
  rss: z.array(z.tuple([z.number(), z.number()])),
  /** [ms, used bytes before, used bytes after] of each collection, thinned likewise. */
  heap: z.array(z.tuple([z.number(), z.number(), z.number()])),
  /** Where things happened: the end of the window, the first row, the release of the result; ms. */
  marks: z.object({
    firstRow: z.number().optional(),
    end: z.number(),
    released: z.number(),
  }),
});

/** Count and checksums of what a trial read. Equal for equal data, in whatever order and shape the rows came. */
export const fingerprint = z.object({
  rows: z.number().int().nonnegative(),
  /** Over every column of every row of the measured data set: cheap, order-free. */
  checksum: z.string(),
  /** SHA-256 over the full content of the small data set, order-free. */
  digest: z.string(),
});

/** What the rows that a trial read were beside their values: two versions of one pattern are held to all of it. */
export const shape = z.object({
  /** Names of the rows' classes. */
  classes: z.array(z.string()).readonly(),
  /** Every key that any row has; none for rows that are lines of text. */
  keys: z.array(z.string()).readonly(),
  /** Every type that a column's values have, nulls apart, each with the value of one row. */
  columns: z.array(z.object({ name: z.string(), type: z.string(), row: z.string(), value: z.string() })).readonly(),
  /** SHA-256 over the small data set's rows in the order in which they came. */
  order: z.string(),
});

/** Values that their columns can't hold, or that weren't there: how many, and the first of them. */
export const misfits = z.object({
  count: z.number().int().positive(),
  row: z.string(),
  column: z.string(),
  received: z.string(),
});

/** What else the machine did while a trial read, or why that isn't known. Processor time in cores, 1 for one that was busy throughout. */
export const machineLoad = z.union([
  z.object({
    /** Of processes that are neither the run's nor its server's. */
    others: z.number().nonnegative(),
    /** Taken by the host of a virtual machine. */
    steal: z.number().nonnegative(),
    /** Share of the time in which something waited for a core, the run's own processes too; where the kernel counts it. */
    waiting: z.number().nonnegative().optional(),
  }),
  z.strictObject({ absent: z.string() }),
]);

/** How a trial ended. */
export const outcome = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("completed"),
    metrics: readings,
    /** Resident memory at the window's start in bytes: what the runtime weighs before the read adds to it. */
    startRss: reading.optional(),
    /**
     * How fast the worker's core was, on average over the window: millions of steps of a fixed piece of arithmetic a
     * second. Measured where two sides take turns.
     */
    coreSpeed: reading.optional(),
    /** What else the machine did meanwhile. Absent in older results. */
    load: machineLoad.optional(),
    fingerprint,
    shape: shape.optional(),
    misfits: misfits.optional(),
    statements: z.union([z.array(statement), z.strictObject({ absent: z.string() })]),
    timeline: z.union([timeline, z.strictObject({ absent: z.string() })]),
    /**
     * Of a read in pages, when they began: rows before the page, and ms from the window's start until its first row was
     * there. Of all pages, or of every second one, every fourth and so on where they are many.
     */
    pages: z.array(z.tuple([z.number().int().nonnegative(), z.number()])).optional(),
    /** Connections that the read took from its pool and did not give back. */
    connectionsLeft: z.number().int().nonnegative(),
  }),
  /** `code`: the server's SQLSTATE, the system's code, or the name of an error or a signal. */
  z.object({ kind: z.literal("failed"), message: z.string(), code: z.string().optional() }),
  z.object({ kind: z.literal("timed-out"), message: z.string() }),
  z.object({ kind: z.literal("out-of-memory"), message: z.string() }),
  z.object({ kind: z.literal("heap-limit"), message: z.string() }),
]);

/** One trial: one case in one fresh process. */
export const trial = z.object({
  case: caseId,
  /** 1 for the first round. */
  round: z.number().int().positive(),
  /** Place in its round, from 1: rounds run in an order drawn from `rngSeed`. */
  position: z.number().int().positive(),
  startedAt: z.string(),
  /** Whole life of the worker process in ms, window included. */
  duration: z.number().nonnegative(),
  outcome,
  /** Pages that its container read from disk; where it was kept in one that counts them. */
  majorFaults: z.number().int().nonnegative().optional(),
});

/** Under what a case is read, where a command varies it. */
export const conditions = z.object({
  /** The kernel's limit of its process's memory in bytes. */
  memoryLimit: z.number().positive().optional(),
  /** Node's `--max-old-space-size`, in MiB. */
  oldSpace: z.number().int().positive().optional(),
  /** Milliseconds that each round trip of the network is made to take longer. */
  latency: z.number().nonnegative().optional(),
});

/** One pattern × options × data-set size × variant, under conditions of its own where a command varies them. */
export const benchCase = z.object({
  id: caseId,
  /** `folder/name`, as in `bench/`. */
  pattern: z.string(),
  options: z.record(z.string(), z.number()),
  rows: z.number().int().positive(),
  variant: z.string(),
  conditions: conditions.optional(),
});

/** What a pattern said of itself when the run was made. */
export const patternInfo = z.object({
  id: z.string(),
  does: z.string(),
  /** Older results call plain objects entities. */
  yields: z.enum(yieldKinds),
  /** How it reads; absent where it doesn't say, and in older results. */
  way: z.enum(ways).optional(),
  /** What it claims of its memory; absent where it claims nothing, and in older results. */
  memory: z.enum(memoryClaims).optional(),
  /** The driver's own pattern that reads the same way, where it was read too. */
  floor: z.string().optional(),
  /** Whether it is the driver's own, against which ORMs' are held; absent where not, and in older results. */
  isFloor: z.boolean().optional(),
  /** SHA-256 of its compiled source, to tell an upgrade's effect from an edit's. */
  source: z.string(),
  /** Packages whose versions can make a difference to it, `node` for Node; absent in older results. */
  readsWith: z.array(z.string()).optional(),
  /** Whether most services start with it, by its client; absent where not, and in older results. */
  isUsual: z.boolean().optional(),
});

/** A set of installed versions that trials ran with. */
export const variant = z.object({
  name: z.string(),
  node: z.string(),
  /** Exact versions by package name. */
  packages: z.record(z.string(), z.string()),
  brought: brought.optional(),
});

/** The machine and the server: everything needed to say whether two results may be compared. */
export const environment = z.object({
  os: z.string(),
  kernel: z.string(),
  arch: z.string(),
  cpu: z.string(),
  cores: z.number().int().positive(),
  memory: z.number().positive(),
  /** The cgroup's memory limit in bytes; absent where there is none. */
  memoryLimit: z.number().positive().optional(),
  /** One-minute load average when the run started. */
  loadAverage: z.number().nonnegative(),
  timeZone: z.string(),
  locale: z.string(),
  /**
   * Variables of the environment that workers inherit and that change what a read costs, by name, without credentials.
   * Absent in older results, which are taken for made without any.
   */
  variables: z.record(z.string(), z.string()).optional(),
  server: z.object({
    /** `embedded` or `external`. */
    kind: z.enum(["embedded", "external"]),
    version: z.string(),
    settings: z.record(z.string(), z.string()),
  }),
});

/** A pattern that was asked for and can't be read, and why: the rest of a sentence. */
const leftOut = z.object({ pattern: z.string(), why: z.string() });

/** What was read. */
export const dataSet = z.object({
  name: z.string(),
  version: z.number().int().positive(),
  schema: z.string(),
  rows: z.number().int().positive(),
  /** The server's own digest of the loaded table. */
  digest: z.string(),
  /** Size of the table without its indexes. */
  bytes: z.number().nonnegative(),
  /** What every read must return: read in the server's own text, by no pattern. Or why it isn't known. */
  expected: z.union([fingerprint, z.strictObject({ absent: z.string() })]).optional(),
  /** Of rows that are the user's own: what they are, and what of them wasn't read or wasn't compared. */
  own: z
    .object({
      kind: z.enum(["table", "view", "query", "functions"]),
      /** Its full name as SQL has it; of a query the name of its workload; of functions their files. */
      relation: z.string(),
      /** Only the first so many by key were read. */
      sample: z.number().int().positive().optional(),
      /** The rows are those under this condition, in SQL. */
      where: z.string().optional(),
      /** Columns whose values weren't compared, and why. */
      unchecked: z.array(z.object({ column: z.string(), why: z.string() })),
      /** Patterns that can't read this, and why. Absent where there are none. */
      leftOut: z.array(leftOut).optional(),
      /** Whether this result holds values of these rows, or what they are and how long alone. Older ones hold them. */
      values: z.enum(["hidden", "shown"]).optional(),
      /** Whether every read saw the same snapshot of them. */
      inSnapshot: z.boolean().optional(),
      /** Whether row-level security decided which rows there are. */
      rowSecurity: z.boolean().optional(),
      /** A sentence: rows changed while they were read. */
      changed: z.string().optional(),
    })
    .optional(),
});

/** By how much one constructor's objects grew. */
export const heapGrowth = z.object({ constructorName: z.string(), bytes: z.number(), count: z.number().int() });

/** What the heap held, per pattern, from memwatch's HeapDiff on a small data set. */
export const heapDiff = z.object({
  case: caseId,
  rows: z.number().int().positive(),
  outcome: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("completed"), held: z.array(heapGrowth), released: z.array(heapGrowth) }),
    z.object({ kind: z.literal("unavailable"), message: z.string() }),
    z.object({ kind: z.literal("failed"), message: z.string() }),
  ]),
});

/** What only `article` has: who read in Python, and what others measured of the same processes. */
export const article = z.object({
  /** Pythons that were tried and couldn't read, and why: a sentence each. */
  passedOver: z.array(z.object({ path: z.string(), reason: z.string() })),
  python: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("used"), path: z.string() }),
    z.object({ kind: z.literal("missing"), message: z.string() }),
  ]),
  /** Another instrument's peak of one process, in bytes, beside the high-water mark for the same process. */
  peakChecks: z.array(
    z.object({
      case: caseId,
      instrument: z.enum(["GNU time", "mprof"]),
      outcome: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("completed"), peakRss: z.number(), theirs: z.number() }),
        z.object({ kind: z.literal("unavailable"), message: z.string() }),
        z.object({ kind: z.literal("failed"), message: z.string() }),
      ]),
    }),
  ),
});

/** How memory was limited, in a result of `limits`. Sizes in MiB. */
export const limits = z.object({
  limited: z.discriminatedUnion("what", [
    /** The whole process, by the kernel; `program`: why Node's own program isn't counted, where it isn't. */
    z.object({
      what: z.literal("process"),
      by: z.enum(limiters),
      program: z.object({ absent: z.string() }).optional(),
    }),
    /** V8's old space alone, and why no more. */
    z.object({ what: z.literal("heap"), why: z.string() }),
  ]),
  grid: z.array(z.number().int().positive()).min(1),
  tries: z.number().int().positive(),
});

/** A run's result. */
export const result = z.object({
  schemaVersion: z.literal(schemaVersion),
  /** The command that made it. */
  command: z.string(),
  ormeter: z.string(),
  /** The project's commit, and whether tracked files had been changed since. Absent without git, and in older results. */
  commit: z.object({ hash: z.string(), modified: z.boolean() }).optional(),
  startedAt: z.string(),
  finishedAt: z.string(),
  /** `interrupted` results hold what was measured until then. */
  state: z.enum(["complete", "interrupted"]),
  /** What ended the run before its plan did, where that was no interruption: a sentence. */
  stopped: z.string().optional(),
  rngSeed: z.number().int().nonnegative(),
  rounds: z.number().int().positive(),
  /** The options as resolved, without credentials. */
  options: z.record(z.string(), z.unknown()),
  /**
   * The flags as they were typed, by their names in camel case, but for those that say where something is or goes: what it
   * takes to make the run again. Absent in older results.
   */
  typed: z.record(z.string(), z.union([z.string(), z.literal(true)])).optional(),
  environment,
  /** What was read; of several sizes the largest. */
  dataSet,
  /** The other sizes of a run that reads several; a case's `rows` say which it reads. */
  otherSizes: z.array(dataSet).optional(),
  /** Patterns that can't be read here: not on this Node, or not with the packages that are there. Absent where there are none. */
  leftOut: z.array(leftOut).optional(),
  variants: z.array(variant).min(1),
  patterns: z.array(patternInfo),
  cases: z.array(benchCase),
  trials: z.array(trial),
  equivalence,
  heapDiffs: z.array(heapDiff).optional(),
  article: article.optional(),
  limits: limits.optional(),
  /** What `upgrade`, `compare` and `bench --baseline` found: one, or one a step where several versions were read. */
  comparisons: z.array(comparison).optional(),
  /** How comparisons were judged: whether "can't tell" fails, and which metrics decide. Absent in older results. */
  judging: z.object({ strict: z.boolean(), decides: z.array(z.string()) }).optional(),
  /** What the relays that add latency did: ms of a round trip that each was asked to add, and that it added, by its own pings. */
  relays: z.array(z.object({ asked: z.number().positive(), added: z.number() })).optional(),
  /** What `calibrate` found, or what it had found on this machine before an `upgrade`. */
  calibration: calibration.optional(),
});

export { ways, yieldKinds, type MemoryClaim, type Way, type Yields } from "../trial/pattern.js";
export type { Equivalence } from "./equivalence.js";
export type Reading = z.infer<typeof reading>;
export type MachineLoad = z.infer<typeof machineLoad>;
export type Statement = z.infer<typeof statement>;
export type Timeline = z.infer<typeof timeline>;
export type Fingerprint = z.infer<typeof fingerprint>;
export type Shape = z.infer<typeof shape>;
export type Outcome = z.infer<typeof outcome>;
export type Trial = z.infer<typeof trial>;
export type Conditions = z.infer<typeof conditions>;
export type BenchCase = z.infer<typeof benchCase>;
export type PatternInfo = z.infer<typeof patternInfo>;
export type Variant = z.infer<typeof variant>;
export type Environment = z.infer<typeof environment>;
export type DataSet = z.infer<typeof dataSet>;
export type LeftOut = z.infer<typeof leftOut>;
export type HeapDiff = z.infer<typeof heapDiff>;
export type Article = z.infer<typeof article>;
export type Limits = z.infer<typeof limits>;
export type PeakCheck = Article["peakChecks"][number];
export type Result = z.infer<typeof result>;
