/**
 * How busy the machine was with other things while a trial read: processor time that was neither the run's own nor its
 * server's, time that a virtual machine's host took, and how long something waited for a core. From the kernel's
 * counters, read before and after the window: they cost nothing in between.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { MachineLoad } from "../results/schema.js";

/** Milliseconds of a window below which the kernel's ticks of 10 ms tell nothing. */
const shortest = 200;

/** Ticks of a processor's time, over the cores that this process may use. */
export interface Ticks {
  readonly cores: number;
  readonly all: number;
  readonly busy: number;
  readonly steal: number;
}

/** What is read at either end. */
export interface Snapshot {
  readonly at: number;
  readonly machine: Ticks;
  /** Of the run and its server. */
  readonly own: number;
  /** Microseconds in which something waited for a core; undefined where the kernel doesn't count them. */
  readonly waited: number | undefined;
}

const text = (file: string): string | undefined => {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return undefined;
  }
};

/**
 * Watches from now until it is asked.
 *
 * @param backends ids of the server's processes that serve the run, as the server knows them.
 */
export function watchMachineLoad(backends: readonly number[]): () => MachineLoad {
  const before = snapshot(backends);
  return () => {
    const after = snapshot(backends);
    if (!before || !after) return { absent: "what else a machine does can be seen on Linux only" };
    return loadBetween(before, after);
  };
}

/** The load between two snapshots. Pure. */
export function loadBetween(before: Snapshot, after: Snapshot): MachineLoad {
  const elapsed = after.at - before.at;
  if (elapsed < shortest) return { absent: "the window was too short to tell what else the machine did" };
  const [start, end] = [before.machine, after.machine];
  const perCore = (end.all - start.all) / end.cores;
  if (!(perCore > 0)) return { absent: "the kernel doesn't count what its processors do" };
  const own = after.own - before.own;
  const waiting =
    before.waited === undefined || after.waited === undefined
      ? {}
      : { waiting: share(after.waited - before.waited, elapsed * 1e3) };
  return {
    // The ticks of processes are rounded each by itself, and may add up to more than those of the cores.
    others: Math.max(0, (end.busy - start.busy - own) / perCore),
    steal: Math.max(0, (end.steal - start.steal) / perCore),
    ...waiting,
  };
}

const share = (part: number, whole: number): number => Math.min(1, Math.max(0, part / whole));

function snapshot(backends: readonly number[]): Snapshot | undefined {
  const [stat, status] = [text("/proc/stat"), text("/proc/self/status")];
  const machine = stat !== undefined && status !== undefined ? coreTicks(stat, status) : undefined;
  if (!machine) return undefined;
  const waited = /^some .*total=(\d+)/m.exec(text("/proc/pressure/cpu") ?? "")?.[1];
  return {
    at: performance.now(),
    machine,
    own: ownTicks(serverProcesses(backends)),
    waited: waited === undefined ? undefined : Number(waited),
  };
}

/** Adds up the lines of the cores in `/proc/stat` that `/proc/self/status` allows; undefined where there are none. Pure. */
export function coreTicks(stat: string, status: string): Ticks | undefined {
  const allowed = coresIn(/^Cpus_allowed_list:\s*(.*)$/m.exec(status)?.[1] ?? "");
  const lines = Array.from(stat.matchAll(/^cpu(\d+) (.*)$/gm), ([, core, counts = ""]) => ({
    core: Number(core),
    // Time as a guest, at the end of the line, is among the user's.
    counts: counts.trim().split(/\s+/).slice(0, 8).map(Number),
  })).filter(({ core }) => allowed.has(core));
  if (lines.length === 0) return undefined;
  const sum = (fields: readonly number[]) =>
    lines.reduce((total, { counts }) => total + fields.reduce((own, field) => own + (counts[field] ?? 0), 0), 0);
  const [user, nice, system, idle, ioWait, irq, softIrq, steal] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
  const busy = sum([user, nice, system, irq, softIrq]);
  return { cores: lines.length, busy, steal: sum([steal]), all: busy + sum([idle, ioWait, steal]) };
}

/** "0-2,5" as a set. */
const coresIn = (list: string): ReadonlySet<number> =>
  new Set(
    list.split(",").flatMap((range) => {
      const [first = NaN, last = first] = range.split("-").map(Number);
      return Number.isNaN(first) ? [] : Array.from({ length: last - first + 1 }, (_, index) => first + index);
    }),
  );

/** A process, by what `/proc/<pid>/stat` says of it. */
interface ProcessTicks {
  readonly name: string;
  readonly parent: number;
  /** Its own, and of those of its children that have ended. */
  readonly ticks: number;
}

function processTicks(pid: number): ProcessTicks | undefined {
  // The name may hold anything, also brackets.
  const [, name, rest] = /^\d+ \((.*)\) \S (.*)$/s.exec(text(`/proc/${pid}/stat`) ?? "") ?? [];
  if (name === undefined || rest === undefined) return undefined;
  const fields = rest.split(" ").map(Number);
  return { name, parent: fields[0] ?? 0, ticks: fields.slice(10, 14).reduce((sum, ticks) => sum + ticks, 0) };
}

/** The server's processes: known by its backends, or else whatever is called like it. */
function serverProcesses(backends: readonly number[]): number[] {
  const isServer = (pid: number) => processTicks(pid)?.name === "postgres";
  const seen = backends.filter(isServer);
  if (seen.length === 0) return allProcesses().filter(isServer);
  const parents = seen.map((pid) => processTicks(pid)?.parent ?? pid).filter(isServer);
  return [...seen, ...parents.flatMap(withDescendants)];
}

/** Of this process and all that it started, and of the server's processes. */
export function ownTicks(server: readonly number[]): number {
  const own = new Set([...withDescendants(process.pid), ...server]);
  return [...own].reduce((sum, pid) => sum + (processTicks(pid)?.ticks ?? 0), 0);
}

function withDescendants(pid: number): number[] {
  const children = (text(`/proc/${pid}/task/${pid}/children`) ?? "").split(" ").filter((child) => child !== "");
  return [pid, ...children.flatMap((child) => withDescendants(Number(child)))];
}

const allProcesses = (): number[] => readdirSync("/proc").map(Number).filter(Number.isInteger);
