/**
 * What the parent and a worker say to each other over IPC, as JSON: workers in Python (bench/sqlalchemy/worker) speak it
 * too. Types only, since the worker validates nothing: the parent is ours.
 */
import type { TrialOptions } from "../flags/measuring.js";
import type { MetricName } from "../metrics.js";
import type { OwnDescription, OwnSource, QueryDescription } from "./client.js";
import type { Rows } from "./digest.js";
import type { Column, PatternWords, Relation } from "./pattern.js";

/** A data set as a worker needs it: where its table lies, and what its columns hold. */
export interface ReadableDataSet {
  /** A PostgreSQL connection URL; the worker makes its connections read-only. */
  readonly url: string;
  /** The workload's name. */
  readonly workload: string;
  readonly schema: string;
  /** The table's full name, quoted. */
  readonly table: string;
  /** Where only a part of the table is read: a query of it, in brackets, with every column of the table. */
  readonly part?: string;
  readonly columns: readonly Column[];
  /** Names of the key's columns, in its order. */
  readonly key: readonly string[];
  /** What roots hold beside their columns; nothing unless given. */
  readonly relations?: readonly Relation[];
  /** The statement that begins a read-only transaction in the snapshot that is read; it is read as it is unless given. */
  readonly snapshot?: string;
  /** The user's own way to connect. */
  readonly own?: OwnSource;
}

/** Which pattern a worker loads and what it calls it with. */
export interface PatternCall {
  /** `folder/name`, as in `bench/`. */
  readonly id: string;
  readonly options: Readonly<Record<string, number>>;
}

/** Who reads: a pattern, or ormeter itself, in the server's own text. */
export type Reader = PatternCall | "server";

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
      /** What the user asked of trials; src/flags/measuring.ts says what each is. */
      readonly options?: TrialOptions;
    }
  /** Whether a worker's connections are fit to be read in, for the patterns of a folder of `bench/`. */
  | { readonly kind: "connect"; readonly folder: string; readonly dataSet: ReadableDataSet }
  /** What a file of the user's has to read. */
  | { readonly kind: "describe-source"; readonly own: OwnSource }
  /** What a query of the user's is; connects, as its function may ask the server. */
  | { readonly kind: "describe-query"; readonly dataSet: ReadableDataSet }
  /** How many rows a read gives where nobody else can say it. */
  | { readonly kind: "count"; readonly pattern: PatternCall; readonly dataSet: ReadableDataSet }
  /** What the patterns say of themselves. */
  | { readonly kind: "describe"; readonly patterns: readonly string[] }
  /** Reads the server's own rows, for what every read must return. */
  | { readonly kind: "expect"; readonly dataSet: ReadableDataSet; readonly warmup: ReadableDataSet }
  /** Writes a hash for each row to a file, or finds the first row in which the file and this reading differ. */
  | {
      readonly kind: "row-hashes";
      readonly pattern: Reader;
      readonly dataSet: ReadableDataSet;
      readonly file: string;
      readonly mode: "write" | "compare";
    }
  /** The text of the row with the given key. */
  | {
      readonly kind: "row";
      readonly pattern: Reader;
      readonly dataSet: ReadableDataSet;
      readonly key: string;
    }
  /** What the heap grew by, while the result is held and after it was released. */
  | { readonly kind: "heap-diff"; readonly pattern: PatternCall; readonly dataSet: ReadableDataSet };

/**
 * What is done with rows that a worker in another language hands over (handed-rows.ts): the checksum of all of them, the
 * digest of few and a digest of their order, or a job of its own that is about rows.
 */
export type RowsJob =
  | { readonly kind: "checksum"; readonly dataSet: Rows }
  | { readonly kind: "digest"; readonly dataSet: Rows }
  | (Job & { readonly kind: "row-hashes" | "row" });

/** The answer to a {@link RowsJob}. */
export type RowsAnswer =
  | { readonly kind: "checksum"; readonly checksum: string; readonly misfits?: Misfits }
  | { readonly kind: "digest"; readonly digest: string; readonly order: string }
  | (WorkerMessage & { readonly kind: "hashed" | "compared" | "row" | "failed" });

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

/** What a pattern says of itself, with which it is; a worker in another language says no more than it must. */
export interface PatternDescription extends PatternWords {
  readonly id: string;
  /** SHA-256 of the compiled file. */
  readonly source: string;
  /** Whether its client calls it the usual one. */
  readonly isUsual?: boolean;
}

/** By how much one constructor's objects grew. */
export interface Growth {
  readonly constructorName: string;
  readonly bytes: number;
  readonly count: number;
}

/** Values that their columns can't hold, or that weren't there. */
export interface Misfits {
  readonly count: number;
  /** The first: its row's key, its column, and what came instead. */
  readonly row: string;
  readonly column: string;
  readonly received: string;
}

/** Where two readings differ. */
export interface RowDifference {
  /** The key of the first row that isn't the same in both. */
  readonly key: string;
  /** The reader's time zone, where it explains every row that differs. */
  readonly timeZone?: string;
}

/** What rows are beside their values. */
export interface Shape {
  /** Names of their classes. */
  readonly classes: readonly string[];
  /** Every key that any of them has; none for rows that are lines of text. */
  readonly keys: readonly string[];
  /** Every type that any column has, nulls apart. */
  readonly columns: readonly TypedColumn[];
  /** A digest over the rows in the order in which they came. */
  readonly order: string;
}

/** A type that values of a column have, and the value in the row with the least key that has it. */
export interface TypedColumn {
  readonly name: string;
  readonly type: string;
  readonly row: string;
  readonly value: string;
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
      /** Of a read in pages: rows before a page, and ms from the window's start until its first row was there. */
      readonly pages?: readonly (readonly [rows: number, milliseconds: number])[];
    }
  | {
      readonly kind: "checked";
      /** That the read took and didn't give back. */
      readonly connectionsLeft: number;
      readonly checksum: string;
      readonly digest: string;
      readonly shape: Shape;
      readonly misfits?: Misfits;
    }
  | { readonly kind: "expected"; readonly rows: number; readonly checksum: string; readonly digest: string }
  /** A pattern's file is imported now: should nothing follow, that is the one. */
  | { readonly kind: "loading"; readonly pattern: string }
  | { readonly kind: "described"; readonly patterns: readonly PatternDescription[] }
  | { readonly kind: "described-source"; readonly description: OwnDescription }
  | { readonly kind: "described-query"; readonly query: QueryDescription }
  | { readonly kind: "counted"; readonly rows: number }
  | { readonly kind: "connected" }
  | { readonly kind: "hashed" }
  /** The first row that differs; null where none does. */
  | { readonly kind: "compared"; readonly difference: RowDifference | null }
  | { readonly kind: "row"; readonly columns: readonly (string | null)[] | null }
  | { readonly kind: "heap-diff"; readonly held: readonly Growth[]; readonly released: readonly Growth[] }
  /** memwatch isn't there to ask. */
  | { readonly kind: "unavailable"; readonly message: string }
  /** `code`: the server's SQLSTATE or the system's error code, or the name of an error of ours. */
  | { readonly kind: "failed"; readonly message: string; readonly code?: string; readonly stack?: string };

/** What the parent says after the job: go on. */
export type ParentMessage = { readonly kind: "job"; readonly job: Job } | { readonly kind: "go" };
