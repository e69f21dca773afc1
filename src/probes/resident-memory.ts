/**
 * Resident memory by the kernel's own book-keeping. `process.resourceUsage().maxRSS` won't do on Linux: a child
 * inherits its parent's mark there, and nothing resets it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { ProbeReading, WorkerReadings } from "../trial/protocol.js";

/** A field of a process's /proc status in bytes, where there is such a file; of this process if none is named. */
export function statusBytes(field: "VmHWM" | "VmRSS", pid: number | "self" = "self"): number | undefined {
  try {
    const match = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(readFileSync(`/proc/${pid}/status`, "latin1"));
    return match?.[1] === undefined ? undefined : Number(match[1]) * 1024;
  } catch {
    return undefined;
  }
}

/** Puts the high-water mark back to the present; false where the kernel doesn't let us. */
function resetHighWaterMark(): boolean {
  try {
    // 5: reset the peak resident set size (proc_pid_clear_refs(5)).
    writeFileSync("/proc/self/clear_refs", "5");
    return true;
  } catch {
    return false;
  }
}

/** What the probe gives when it is stopped. */
export interface ResidentMemory {
  readonly startRss: ProbeReading;
  readonly readings: WorkerReadings;
}

/**
 * Starts at the window's start. Stopped at its end, before anything is collected, it gives `peakRss` and `rssDelta`.
 *
 * Where the mark can't be reset it dates from the process's start, which a warm-up on a small data set keeps well
 * below any peak worth measuring; where it can't be read at all, `peakRss` is absent rather than a guess.
 */
export function startResidentMemory(): () => ResidentMemory {
  resetHighWaterMark();
  const start = process.memoryUsage.rss();
  return () => {
    const end = process.memoryUsage.rss();
    return {
      startRss: start,
      readings: {
        peakRss: statusBytes("VmHWM") ?? {
          absent: `no high-water mark of the kernel's that starts with this process on ${process.platform}`,
        },
        rssDelta: end - start,
      },
    };
  };
}
