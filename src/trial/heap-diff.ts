/**
 * What the heap grew by, constructor by constructor, from memwatch. Only ever in a worker of its own and on a small
 * data set: a HeapDiff takes seconds and hundreds of megabytes, and its recursive walk can end the process.
 */
import { createChecksum } from "./checksum.js";
import { connectorOf, shapeOf } from "./connections.js";
import { loadPattern } from "./load-patterns.js";
import type { Growth, Job, WorkerMessage } from "./protocol.js";
import { read } from "./trial.js";

/** The part of memwatch that is used here: it ships no types. */
interface Memwatch {
  readonly HeapDiff: new () => {
    end(): {
      change: { details: readonly { what: string; size_bytes: number; "+": number; "-": number }[] };
    };
  };
}

async function loadMemwatch(): Promise<Memwatch> {
  // A variable, since the package is optional and needn't be there to compile.
  const name = "memwatch-next";
  const { default: memwatch } = (await import(name)) as { default: Memwatch };
  return memwatch;
}

/** Why memwatch can't be loaded, and what would help. */
function whyUnavailable(error: unknown): string {
  const built = (error as NodeJS.ErrnoException).code === "ERR_DLOPEN_FAILED";
  return built
    ? `memwatch-next was built for another Node than ${process.version}; npm rebuild memwatch-next builds it anew.`
    : "memwatch-next isn't built: it is optional and needs a compiler; npm rebuild memwatch-next builds it where there is one.";
}

function growth(diff: InstanceType<Memwatch["HeapDiff"]>): Growth[] {
  return diff
    .end()
    .change.details.filter(({ size_bytes: bytes }) => bytes !== 0)
    .map((detail) => ({
      constructorName: detail.what,
      bytes: detail.size_bytes,
      count: detail["+"] - detail["-"],
    }))
    .sort((a, b) => b.bytes - a.bytes);
}

/** Reads the data set twice, once to look while the result is held and once to look after it was released. */
export async function runHeapDiff(job: Job & { kind: "heap-diff" }): Promise<WorkerMessage> {
  let memwatch: Memwatch;
  try {
    memwatch = await loadMemwatch();
  } catch (error) {
    return { kind: "unavailable", message: whyUnavailable(error) };
  }
  const pattern = await loadPattern(job.pattern.id);
  const connect = await connectorOf(job.pattern.id.slice(0, job.pattern.id.indexOf("/")));
  const connection = await connect(job.dataSet, "ormeter heap-diff");
  // In an object, so that the result is reachable until it is let go, and from nowhere else: what a function's own
  // variables held lingers in its frame for longer than its source says.
  const held: { result: unknown } = { result: undefined };
  const readAndHold = async () => {
    const { add } = createChecksum(job.dataSet, shapeOf(pattern, connection));
    held.result = await read(pattern, job.pattern, connection, job.dataSet, add);
  };
  try {
    // What a first read leaves behind for good (compiled code, caches) is no growth.
    await readAndHold();
    held.result = undefined;
    const whileHeld = new memwatch.HeapDiff();
    await readAndHold();
    const heldGrowth = growth(whileHeld);
    held.result = undefined;
    const afterRelease = new memwatch.HeapDiff();
    await readAndHold();
    held.result = undefined;
    return { kind: "heap-diff", held: heldGrowth, released: growth(afterRelease) };
  } finally {
    await connection.close();
  }
}
