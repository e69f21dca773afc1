/**
 * Holds our peak of a Python process against what others say of the same process: GNU time, which asks the kernel when
 * the process has ended, and mprof, with which the article was made and which samples. Each in a process of its own,
 * apart from the trials, since sampling costs processor time.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { z } from "zod";
import { folderOf } from "../project/packages.js";
import type { BenchCase, PeakCheck } from "../results/schema.js";
import type { ReadableDataSet } from "../trial/protocol.js";
import { lastWords } from "./last-words.js";
import { peakOf, sampleMemory, type MemorySamples } from "./memory-sampler.js";
import { pythonProgram } from "./python.js";
import type { WorkerOptions } from "./worker-process.js";

interface Instrument {
  readonly name: PeakCheck["instrument"];
  /** What makes the instrument run `program` and write to `file`. */
  readonly wrap: (program: readonly string[], python: string, file: string) => [string, ...string[]];
  /** The peak in bytes, from what it wrote. */
  readonly peak: (written: string) => number;
  /** What it says when it isn't there. */
  readonly isMissing: (failure: { readonly code?: string | undefined; readonly stderr: string }) => boolean;
  readonly package: string;
}

const instruments: readonly Instrument[] = [
  {
    name: "GNU time",
    wrap: (program, _python, file) => ["time", "-f", "%M", "-o", file, ...program],
    // "Maximum resident set size of the process during its lifetime, in Kbytes", which are of 1024 bytes.
    peak: (written) => Number(written.trim()) * 1024,
    isMissing: ({ code }) => code === "ENOENT",
    package: "time",
  },
  {
    name: "mprof",
    wrap: (program, python, file) =>
      [...[python, "-m", "mprof", "run", "--nopython", "--interval", "0.01", "--output", file], ...program] as [
        string,
        ...string[],
      ],
    // Lines such as `MEM 34.250000 1700000000.1234`, in MiB: whole pages, but for the digits that were cut off.
    peak: (written) =>
      Math.round(Math.max(...Array.from(written.matchAll(/^MEM (\d+\.\d+) /gm), ([, size]) => Number(size))) * 1024) *
      1024,
    isMissing: ({ stderr }) => stderr.includes("No module named"),
    package: "python3-memory-profiler",
  },
];

/** What the program says: first where it can be looked at, in the end the high-water mark. */
const ours = z.union([z.object({ pid: z.number() }), z.object({ peakRss: z.number() })]);

/** Checks one case's peak with each instrument. Never rejects: one that is missing or fails is an outcome. */
export async function checkPeaks(
  benchCase: BenchCase,
  python: string,
  dataSet: ReadableDataSet,
  options: Pick<WorkerOptions, "timeout" | "signal">,
): Promise<PeakCheck[]> {
  const checks: PeakCheck[] = [];
  for (const instrument of instruments) {
    const outcome = await checkPeak(instrument, benchCase.pattern, python, dataSet, options);
    checks.push({ case: benchCase.id, instrument: instrument.name, outcome });
  }
  return checks;
}

async function checkPeak(
  { wrap, peak, isMissing, package: debianPackage }: Instrument,
  pattern: string,
  python: string,
  dataSet: ReadableDataSet,
  { timeout, signal }: Pick<WorkerOptions, "timeout" | "signal">,
): Promise<PeakCheck["outcome"]> {
  const folder = await mkdtemp(join(tmpdir(), "ormeter-"));
  let stopSampling: (() => MemorySamples) | undefined;
  try {
    const file = join(folder, "peak");
    const [program, ...args] = wrap([...pythonProgram(python, folderOf(pattern), "once"), pattern], python, file);
    const subprocess = execa(program, args, {
      stdin: "pipe",
      timeout,
      killSignal: "SIGKILL",
      cancelSignal: signal,
      maxBuffer: 64 * 1024,
      reject: false,
    });
    // A program that is gone can't be told anything; its end says why.
    subprocess.stdin.on("error", () => undefined);
    // Not on the command line, where anyone could read the password.
    subprocess.stdin.write(`${JSON.stringify(dataSet)}\n`);
    // What the instrument ran ends with its input, should the instrument itself have been killed.
    subprocess.once("exit", () => subprocess.stdin.destroy());
    let mark = 0;
    createInterface({ input: subprocess.stdout }).on("line", (line) => {
      // mprof says what it does on the same stream.
      if (!line.startsWith("{")) return;
      const said = ours.parse(JSON.parse(line));
      if ("pid" in said) stopSampling = sampleMemory(said.pid, []);
      else mark = said.peakRss;
    });
    const ended = await subprocess;
    if (ended.timedOut) return { kind: "failed", message: "it ran past the time limit of a trial" };
    if (ended.failed) {
      if (isMissing(ended)) return { kind: "unavailable", message: `not there; Debian's package is ${debianPackage}` };
      return { kind: "failed", message: lastWords(ended.stderr) ?? "it ended before it had an answer" };
    }
    const samples = stopSampling?.().rss ?? [];
    stopSampling = undefined;
    return { kind: "completed", peakRss: peakOf(mark, samples), theirs: peak(await readFile(file, "utf8")) };
  } catch (error) {
    return { kind: "failed", message: (error as Error).message };
  } finally {
    stopSampling?.();
    await rm(folder, { recursive: true, force: true });
  }
}
