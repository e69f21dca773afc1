/** One measured read: warm up, connect, collect, warm up again, measure one tinybench task, hold, release, check. */
import { performance } from "node:perf_hooks";
import { Bench } from "tinybench";
import { now } from "../probes/clock.js";
import { startEventLoop } from "../probes/event-loop.js";
import { collectedHeap, startHeap } from "../probes/heap.js";
import { startProcessorTime } from "../probes/processor-time.js";
import { startResidentMemory } from "../probes/resident-memory.js";
import { watchSockets } from "../probes/sockets.js";
import { createChecksum, type Checksum } from "./checksum.js";
import { asReadBy, connectorOf, shapeOf, type Connect, type Connection } from "./connections.js";
import { pageRowsOf, watchPages, type PageTimes } from "./page-times.js";
import type { Pattern } from "./pattern.js";
import { loadPattern } from "./load-patterns.js";
import type { Job, PatternCall, ReadableDataSet, Shape, TrialMarks, WorkerMessage } from "./protocol.js";
import { digestRows } from "./shape.js";

type TrialJob = Job & { kind: "trial" };

/** How the worker talks to its parent: say something; wait to be told to go on. */
export interface Parent {
  readonly say: (message: WorkerMessage) => Promise<void>;
  readonly go: () => Promise<void>;
}

/** Calls a pattern's `read` with its options; the one place that does. */
export function read(
  pattern: Pattern,
  call: PatternCall,
  { source, target }: Connection,
  { workload: name, table, key, columns, relations = [] }: ReadableDataSet,
  consume: (row: unknown) => void,
): Promise<unknown> {
  const workload = { name, table, key, columns, relations, target: target as never };
  return pattern.read({ source: source as never, workload, options: call.options, consume });
}

/** Blocks the process, as a consumer does that has work to do; asking the clock, since nothing may be awaited. */
function block(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end;);
}

/** A read of one data set as a tinybench task, which can be run once. */
interface ReadTask {
  /** Reads; gives the wall time in ms. What was read is held until it is released. Throws what the read throws. */
  readonly run: () => Promise<number>;
  /** Over the rows that were consumed so far. */
  readonly checksum: Checksum;
  /** When the first row came; undefined where none did. */
  readonly firstRow: () => number | undefined;
  /** When its pages began, where it reads in pages. */
  readonly pages: PageTimes | undefined;
  readonly release: () => void;
}

/** Makes the task. The warm-ups run it as the window does, so that nothing in it is compiled there for the first time. */
function readTask(
  job: TrialJob,
  pattern: Pattern,
  connection: Connection,
  dataSet: ReadableDataSet,
  { slowConsumer }: TrialJob["options"] = {},
): ReadTask {
  const checksum = createChecksum(asReadBy(connection, dataSet), shapeOf(pattern, connection));
  const pageRows = pageRowsOf(pattern, job.pattern.options);
  const pages = pageRows === undefined ? undefined : watchPages(pageRows);
  let firstRow: number | undefined;
  const consume = (row: unknown): void => {
    firstRow ??= now();
    pages?.row(checksum.rows());
    checksum.add(row);
    if (slowConsumer && checksum.rows() % slowConsumer.rows === 0) block(slowConsumer.milliseconds);
  };
  // An object, so that what it holds is reachable until it is let go, whatever the optimiser knows.
  const held: { result: unknown } = { result: undefined };
  // One iteration and no warm-up of tinybench's own: only the first window of a fresh process means anything.
  const bench = new Bench({ time: 0, iterations: 1, warmup: false });
  bench.add(
    pattern.name,
    async () => {
      held.result = await read(pattern, job.pattern, connection, dataSet, consume);
    },
    // Said, not guessed by tinybench, which would call the function to find out.
    { async: true },
  );
  return {
    run: async () => {
      const [task] = await bench.run();
      const result = task?.result;
      if (result?.state === "errored") throw result.error;
      if (result?.state !== "completed") throw new Error(`tinybench ended the task as ${String(result?.state)}.`);
      return result.latency.mean;
    },
    checksum,
    firstRow: () => firstRow,
    pages,
    release: () => (held.result = undefined),
  };
}

/** What the window gives, but for what the pool says afterwards. */
type Measured = Omit<WorkerMessage & { kind: "measured" }, "kind"> & {
  readonly checksum: Checksum;
};

/** Runs the window: one read of the whole data set, with the probes around it. */
async function measure(
  job: TrialJob,
  pattern: Pattern,
  connection: Connection,
  startSockets: ReturnType<typeof watchSockets>,
  heapBefore: number,
): Promise<Measured> {
  const task = readTask(job, pattern, connection, job.dataSet, job.options);

  // The one probe that takes time to start; the others start at the window's start.
  const stopEventLoop = await startEventLoop();
  const stopHeap = startHeap();
  const stopSockets = startSockets();
  const stopResidentMemory = startResidentMemory();
  const start = now();
  const stopProcessorTime = startProcessorTime();
  const wall = await task.run();
  const processorTime = stopProcessorTime();
  const end = now();
  const residentMemory = stopResidentMemory();
  const heap = stopHeap();
  const sockets = stopSockets();
  const eventLoop = await stopEventLoop();

  const heapHeld = collectedHeap();
  task.release();
  const released = now();
  const heapReleased = collectedHeap(2);

  const firstRow = task.firstRow();
  const rows = task.checksum.rows();
  const marks: TrialMarks = { start, end, released, ...(firstRow !== undefined && { firstRow }) };
  return {
    readings: {
      wall,
      throughput: (rows / wall) * 1000,
      firstRow: firstRow === undefined ? { absent: "no row was read" } : firstRow - start,
      ...processorTime,
      ...residentMemory.readings,
      ...sockets,
      ...eventLoop,
      heapDelta: heapHeld - heapBefore,
      retained: heapReleased - heapBefore,
      ...(heap.allocated !== undefined && { allocated: heap.allocated }),
    },
    startRss: residentMemory.startRss,
    heap: heap.ends,
    marks,
    rows,
    ...(task.pages && { pages: task.pages.since(start) }),
    checksum: task.checksum,
  };
}

/** Runs a trial and tells the parent about it, step by step. Ends with its connections closed. */
export async function runTrial(job: TrialJob, parent: Parent): Promise<void> {
  const startSockets = watchSockets();
  const pattern = await loadPattern(job.pattern.id);
  const connect = await connectorOf(job.pattern.id.slice(0, job.pattern.id.indexOf("/")));

  await warmUp(job, pattern, connect);
  const connection = await connect(job.dataSet, job.applicationName);
  let heapBefore = collectedHeap();
  // A full collection throws away code that was compiled for objects of which none is left just then, such as rows. What
  // compiling it again costs isn't the read's (docs/adr/0054).
  await warmUp(job, pattern, connect);
  // What has no small part is warmed up with all of it: what that left behind isn't the window's, and is more than code.
  if (pattern.access.kind === "whole") heapBefore = collectedHeap();
  await parent.say({ kind: "ready" });
  await parent.go();
  const { checksum, ...measured } = await measure(job, pattern, connection, startSockets, heapBefore);
  await parent.say({ kind: "measured", ...measured });
  await parent.go();
  // Only now that the statements are counted: some clients ask the server.
  const connectionsLeft = await connection.connectionsLeft();
  await connection.close();

  const misfits = checksum.misfits();
  await parent.say({
    kind: "checked",
    connectionsLeft,
    checksum: checksum.value(),
    ...(misfits && { misfits }),
    ...(await fullDigest(job, pattern, connect)),
  });
}

/**
 * Reads the small data set, so that the measured code is compiled. A function of its own: what the read gives back
 * would linger in the caller's frame, and in the heap that is measured.
 */
async function warmUp(job: TrialJob, pattern: Pattern, connect: Connect): Promise<void> {
  const connection = await connect(job.warmup, job.applicationName);
  try {
    await readTask(job, pattern, connection, job.warmup).run();
  } finally {
    await connection.close();
  }
}

/**
 * Reads the small data set once more, after everything is measured: digests every character of it, and looks at what its
 * rows are beside their values.
 */
async function fullDigest(
  job: TrialJob,
  pattern: Pattern,
  connect: Connect,
): Promise<{ readonly digest: string; readonly shape: Shape }> {
  const connection = await connect(job.warmup, job.applicationName);
  try {
    const { add, digest } = digestRows(asReadBy(connection, job.warmup), shapeOf(pattern, connection));
    await read(pattern, job.pattern, connection, job.warmup, add);
    return digest();
  } finally {
    await connection.close();
  }
}

/**
 * Reads once, unmeasured, and counts.
 *
 * @throws what the read throws
 */
export async function countRows({ pattern: call, dataSet }: Job & { kind: "count" }): Promise<number> {
  const pattern = await loadPattern(call.id);
  const connect = await connectorOf(call.id.slice(0, call.id.indexOf("/")));
  const connection = await connect(dataSet, "ormeter count");
  try {
    let rows = 0;
    await read(pattern, call, connection, dataSet, () => rows++);
    return rows;
  } finally {
    await connection.close();
  }
}
