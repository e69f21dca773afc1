/**
 * The JavaScript heap. What happens between two collections is seen by nobody in the process for free: Node's
 * GCProfiler keeps kilobytes for each collection until it is stopped, which thousands of collections turn into
 * megabytes of the very memory that is measured. V8's own trace is written to standard output from native code and
 * kept nowhere; the parent reads it afterwards (src/runner/collections.ts). docs/adr/0004 has the figures.
 */
import v8 from "node:v8";
import type { HeapEnds } from "../trial/protocol.js";

type Collector = (options?: { type: "minor" }) => void;

/** V8's collector, there since workers run with --expose-gc. */
const collector = (globalThis as { gc?: Collector }).gc;

/**
 * Collects what can be collected. A second pass frees what weak references and finalisers let go of in the first.
 */
export function collectGarbage(passes: 1 | 2 = 1): void {
  for (let pass = 0; pass < passes; pass++) collector?.();
}

const usedHeap = (): number => process.memoryUsage().heapUsed;

/** Machine code on the heap, in bytes. */
const machineCode = (): number =>
  v8
    .getHeapSpaceStatistics()
    .filter(({ space_name: name }) => name.startsWith("code_"))
    .reduce((sum, { space_used_size: used }) => sum + used, 0);

/**
 * Used heap in bytes once garbage is collected, without machine code: which functions V8 has compiled by now is chance,
 * and nothing that a read leaves behind. Exact only right after the full collection: a young one leaves the rests of its
 * buffers counted, in some processes and not in others.
 */
export function collectedHeap(passes: 1 | 2 = 1): number {
  // Asked once before, for nothing: without it four trials of ten found 150 kB alive before the window that were gone
  // after it, most likely by a reference that lingers on the stack where this call's frame comes to lie.
  usedHeap();
  collectGarbage(passes);
  return usedHeap() - machineCode();
}

/** Node 26 and later count every allocated byte themselves. */
const allocatedEver = (): number | undefined =>
  (v8.getHeapStatistics() as { total_allocated_bytes?: number }).total_allocated_bytes;

function trace(on: boolean): void {
  for (const flag of ["trace-gc", "trace-gc-nvp"]) v8.setFlagsFromString(on ? `--${flag}` : `--no-${flag}`);
}

/** What the heap's probe gives when it is stopped. */
export interface HeapWindow {
  readonly ends: HeapEnds;
  /** V8's exact count of the bytes allocated in the window, where it keeps one. */
  readonly allocated?: number;
}

/**
 * Starts the trace; garbage is to be collected before. The trace's first and last lines are young collections made here
 * on purpose, which are not counted: the first ties the trace's clock to the window's start, the last shows that the
 * trace was written to its end.
 */
export function startHeap(): () => HeapWindow {
  trace(true);
  collector?.({ type: "minor" });
  const allocated = allocatedEver();
  const start = usedHeap();
  return () => {
    const end = usedHeap();
    const now = allocatedEver();
    collector?.({ type: "minor" });
    trace(false);
    return {
      ends: { start, end },
      ...(now !== undefined && allocated !== undefined && { allocated: now - allocated }),
    };
  };
}
