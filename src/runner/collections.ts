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

/** A trace's collections but for the first and the last, which the worker makes to mark the window. */
const inWindow = (traced: readonly Collection[]): readonly Collection[] => traced.slice(1, -1);

/** Why a trace tells nothing of a window that lasted so many milliseconds; undefined where it tells all. */
function flaw(traced: readonly Collection[], lasted: number, cut: string | undefined): string | undefined {
  const [first, last] = [traced[0], traced.at(-1)];
  // The trace's clock counts whole milliseconds.
  if (first && last && last.at - first.at >= lasted - 1) return undefined;
  if (cut !== undefined) return `V8's trace broke off, since temporary files can't be written any more (${cut})`;
  return first
    ? "V8's trace broke off: was the disk full where temporary files lie?"
    : "this Node writes no trace of its collections that ormeter can read";
}

/**
 * Makes metrics of a window's collections.
 *
 * `allocated` adds up by how much the heap grew from the end of each collection to the start of the next, with the
 * window's two ends as the outermost bounds.
 *
 * @param traced all collections in the trace, with the two that mark the window.
 * @param ends used bytes at the window's ends.
 * @param lasted the window's milliseconds.
 * @param cut why the end of the trace may be missing; undefined where nothing speaks for that.
 */
export function heapReadings(
  traced: readonly Collection[],
  ends: HeapEnds,
  lasted: number,
  cut?: string,
): HeapReadings {
  const reason = flaw(traced, lasted, cut);
  if (reason !== undefined) {
    const absent = { absent: reason };
    return { allocated: absent, peakHeap: absent, gcPause: absent, gcLongestPause: absent, gcCount: absent };
  }
  const collections = inWindow(traced);
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
  const start = traced[0]?.at ?? 0;
  return inWindow(traced).map(({ at, before, after }) => [at - start, before, after]);
}
