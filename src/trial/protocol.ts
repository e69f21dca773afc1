/**
 * What the parent and a worker say to each other over IPC, as JSON: workers in Python (./python) speak it too. Types
 * only, since the worker validates nothing: the parent is ours.
 */
import type { MetricName } from "../metrics.js";
import type { Column, PatternOption } from "./pattern.js";

/** A data set as a worker needs it: where its table lies, and what its columns hold. */
export interface ReadableDataSet {
  /** A PostgreSQL connection URL of the role that may only read, with the schema as its search path. */
  readonly url: string;
  readonly schema: string;
  readonly columns: readonly Column[];
}

/** Which pattern a worker loads and what it calls it with. */
export interface PatternCall {
  /** `folder/name`, as in `bench/`. */
  readonly id: string;
  readonly options: Readonly<Record<string, number>>;
}

/** What a worker is told to do; the first message it gets. */
export type Job =
  /** One measured read. */
  | {
      readonly kind: "trial";
      readonly pattern: PatternCall;
      readonly dataSet: ReadableDataSet;
      /** The small data set: read before the window to warm up, and after it for the full digest. */
      readonly warmup: ReadableDataSet;
      /** Shown by the server, so that its processes can be told. */
      readonly applicationName: string;
      /** A consumer that blocks for `milliseconds` after every `rows` rows, to show that back pressure holds. */
      readonly slowConsumer?: { readonly rows: number; readonly milliseconds: number };
    }
  /** What the patterns say of themselves. */
  | { readonly kind: "describe"; readonly patterns: readonly string[] }
  /** Writes a hash for each row to a file, or finds the first row in which the file and this pattern differ. */
  | {
      readonly kind: "row-hashes";
      readonly pattern: PatternCall;
      readonly dataSet: ReadableDataSet;
      readonly file: string;
      readonly mode: "write" | "compare";
    }
  /** The text of the row with the given key. */
  | {
      readonly kind: "row";
      readonly pattern: PatternCall;
      readonly dataSet: ReadableDataSet;
      readonly key: string;
    }
  /** What the heap grew by, while the result is held and after it was released. */
  | { readonly kind: "heap-diff"; readonly pattern: PatternCall; readonly dataSet: ReadableDataSet };

/** A reading, or why there is none. */
export type ProbeReading = number | { readonly absent: string };

/** What the worker itself measured; the parent adds what the server and the collector's trace say. */
export type WorkerReadings = Partial<Record<MetricName, ProbeReading>>;

/** What the parent needs to make metrics of the collector's trace: used heap in bytes at the window's two ends. */
export interface HeapEnds {
  readonly start: number;
  readonly end: number;
}

/** Instants in milliseconds since 1970, on the machine's clock, with fractions. */
export interface TrialMarks {
  readonly start: number;
  readonly firstRow?: number;
  readonly end: number;
  readonly released: number;
}

/** What a pattern says of itself. */
export interface PatternDescription {
  readonly id: string;
  readonly does: string;
  readonly yields: "entity" | "raw";
  readonly options: Readonly<Record<string, PatternOption>>;
  /** SHA-256 of the compiled file. */
  readonly source: string;
}

/** By how much one constructor's objects grew. */
export interface Growth {
  readonly constructorName: string;
  readonly bytes: number;
  readonly count: number;
}

/** What a worker says, in this order for a trial: ready, measured, checked; a `failed` may come at any time. */
export type WorkerMessage =
  /** Connected and warm: waits for the parent's `go`. */
  | { readonly kind: "ready" }
  /** The window and what follows it are over: waits for `go` before it sends more statements. */
  | {
      readonly kind: "measured";
      readonly readings: WorkerReadings;
      /** Resident memory at the window's start: what the runtime, its libraries and an open connection weigh. */
      readonly startRss: ProbeReading;
      /** Not there for a worker in another language, which has no such heap. */
      readonly heap?: HeapEnds;
      readonly marks: TrialMarks;
      readonly rows: number;
      readonly connectionsLeft: number;
    }
  | { readonly kind: "checked"; readonly checksum: string; readonly digest: string }
  /** A pattern's file is imported now: should nothing follow, that is the one. */
  | { readonly kind: "loading"; readonly pattern: string }
  | { readonly kind: "described"; readonly patterns: readonly PatternDescription[] }
  | { readonly kind: "hashed" }
  /** The key of the first row that differs; null where none does. */
  | { readonly kind: "compared"; readonly key: string | null }
  | { readonly kind: "row"; readonly columns: readonly (string | null)[] | null }
  | { readonly kind: "heap-diff"; readonly held: readonly Growth[]; readonly released: readonly Growth[] }
  /** memwatch isn't there to ask. */
  | { readonly kind: "unavailable"; readonly message: string }
  | { readonly kind: "failed"; readonly message: string; readonly stack?: string };

/** What the parent says after the job: go on. */
export type ParentMessage = { readonly kind: "job"; readonly job: Job } | { readonly kind: "go" };
