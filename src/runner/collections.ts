/**
 * Reads V8's trace of its collections (`--trace-gc-nvp`), which a worker writes to standard output, and makes the heap
 * metrics of it. The trace's names differ a little between V8's versions, and Node 26 writes JSON; the numbers wanted
 * here are `name=value` or `"name":value` in all of them.
 */
import type { HeapEnds, ProbeReading } from "../trial/protocol.js";

/** One collection. Sizes are used bytes of the whole heap. */
export interface Collection {
  /** Milliseconds since the worker's heap was made. */
  readonly at: number;
  /** Milliseconds for which it stopped the program. */
  readonly pause: number;
  readonly before: number;
  readonly after: number;
}

const clock = /^\[\d+:0x[\da-f]+(?::\d+)?\]\s+(\d+(?:\.\d+)?) ms: /;
const valueOf = (...names: string[]) => new RegExp(`\\b(?:${names.join("|")})"?[=:]\\s*(-?[\\d.]+(?:e[+-]?\\d+)?)`);
const pauseValue = valueOf("pause");
const beforeValue = valueOf("total_size_before", "start_object_size");
const afterValue = valueOf("total_size_after", "end_object_size");

/** The collection that a line of the trace tells of; undefined for any other line. */
export function parseCollection(line: string): Collection | undefined {
  const [at, pause, before, after] = [clock, pauseValue, beforeValue, afterValue].map((wanted) => {
    const found = wanted.exec(line)?.[1];
    return found === undefined ? undefined : Number(found);
  });
  if (at === undefined || pause === undefined || before === undefined || after === undefined) return undefined;
  return { at, pause, before, after };
}

/** The metrics that the trace gives. */
export interface HeapReadings {
  readonly allocated: ProbeReading;
  readonly peakHeap: ProbeReading;
  readonly gcPause: ProbeReading;
  readonly gcLongestPause: ProbeReading;
  readonly gcCount: ProbeReading;
}

/**
 * Makes metrics of a window's collections.
 *
 * `allocated` adds up by how much the heap grew from the end of each collection to the start of the next, with the
 * window's two ends as the outermost bounds.
 *
 * @param traced all collections in the trace; the first is the one that the worker makes to tie the clocks together.
 */
export function heapReadings(traced: readonly Collection[], ends: HeapEnds): HeapReadings {
  if (traced.length === 0) {
    const absent = { absent: "this Node writes no trace of its collections that ormeter can read" };
    return { allocated: absent, peakHeap: absent, gcPause: absent, gcLongestPause: absent, gcCount: absent };
  }
  const collections = traced.slice(1);
  let allocated = 0;
  let used = ends.start;
  for (const { before, after } of collections) {
    allocated += Math.max(0, before - used);
    used = after;
  }
  const pauses = collections.map(({ pause }) => pause);
  return {
    allocated: allocated + Math.max(0, ends.end - used),
    peakHeap: collections.reduce((peak, { before }) => Math.max(peak, before), Math.max(ends.start, ends.end)),
    gcPause: pauses.reduce((total, pause) => total + pause, 0),
    gcLongestPause: pauses.reduce((longest, pause) => Math.max(longest, pause), 0),
    gcCount: collections.length,
  };
}

/** [ms since the window's start, used bytes before, after] of each collection, for the timeline. */
export function heapTimeline(traced: readonly Collection[]): [number, number, number][] {
  const [first, ...collections] = traced;
  return first === undefined ? [] : collections.map(({ at, before, after }) => [at - first.at, before, after]);
}
