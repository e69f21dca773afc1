/** Samples memory from outside the worker: hydration blocks its event loop, so no timer of its own could. */
import { closeSync, openSync, readSync } from "node:fs";
import { now } from "../probes/clock.js";

/** Milliseconds between samples that are aimed at; a busy machine may give fewer. */
const aimedInterval = 15;

const buffer = Buffer.alloc(4096);

/** Keeps a process's /proc status file open and reads one of its fields, in bytes. */
class StatusFile {
  private constructor(
    private readonly fd: number,
    private readonly field: RegExp,
  ) {}

  /** Undefined where there is no such file: not on Linux, or the process is gone. */
  static open(pid: number, field: "VmRSS" | "RssAnon"): StatusFile | undefined {
    try {
      return new StatusFile(openSync(`/proc/${pid}/status`, "r"), new RegExp(`^${field}:\\s+(\\d+) kB`, "m"));
    } catch {
      return undefined;
    }
  }

  /** Undefined once the process is gone. */
  read(): number | undefined {
    try {
      const text = buffer.toString("latin1", 0, readSync(this.fd, buffer, 0, buffer.length, 0));
      const found = this.field.exec(text)?.[1];
      return found === undefined ? undefined : Number(found) * 1024;
    } catch {
      return undefined;
    }
  }

  close(): void {
    closeSync(this.fd);
  }
}

/** What was sampled. */
export interface MemorySamples {
  /** [ms since 1970, resident bytes] of the worker. */
  readonly rss: [number, number][];
  /** Most private bytes of the server's processes together, or why there is no figure. */
  readonly backendPeak: number | { readonly absent: string };
}

/** Samples a worker and the server's processes that serve it, from now until it is stopped. */
export function sampleMemory(workerPid: number, backendPids: readonly number[]): () => MemorySamples {
  const worker = StatusFile.open(workerPid, "VmRSS");
  const backends = backendPids.flatMap((pid) => StatusFile.open(pid, "RssAnon") ?? []);
  const rss: [number, number][] = [];
  let backendPeak = 0;
  const sample = () => {
    const resident = worker?.read();
    if (resident !== undefined) rss.push([now(), resident]);
    const anonymous = backends.reduce((sum, backend) => sum + (backend.read() ?? 0), 0);
    backendPeak = Math.max(backendPeak, anonymous);
  };
  sample();
  const timer = setInterval(sample, aimedInterval);
  return () => {
    clearInterval(timer);
    sample();
    worker?.close();
    for (const backend of backends) backend.close();
    return {
      rss,
      backendPeak: backendPeak > 0 ? backendPeak : { absent: "the server's processes can't be seen from here" },
    };
  };
}

/**
 * The peak, from the high-water mark and from samples. The kernel sets its mark when memory is given back, from counters
 * that each processor keeps for some dozens of pages before it adds them up: the mark then lies about 0.1 MB below what
 * was resident, and a sample that was taken at the peak is nearer.
 *
 * @param mark bytes.
 * @param samples those that were taken while the mark was kept.
 */
export const peakOf = (mark: number, samples: MemorySamples["rss"]): number =>
  samples.reduce((peak, [, bytes]) => Math.max(peak, bytes), mark);
