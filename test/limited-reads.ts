/** Runs of `limits` that are simulated: reads of which it is known in what they survive. */
import { askedOf, mebibyte, readsOf } from "../src/compare/limits/examine.js";
import type { BenchCase, Limits, Outcome, Result, Trial } from "../src/results/schema.js";
import { gridCases, limitsPlan } from "../src/runner/memory-limit/limits-plan.js";
import { completed, makeResult, type TrialSpec } from "./results.js";

/** How a read behaves. In MiB. */
export interface LimitedRead {
  readonly pattern: string;
  /** What it holds in the heap at once. */
  readonly live: number;
  /** What it weighs besides. */
  readonly besides: number;
  /** How large its heap gets in a container of this size, where nobody says. */
  readonly heapIn: (container: number) => number;
}

/** Dies of its heap where that is too small; is killed where all of it is more than there is. */
function endingOf({ live, besides, heapIn }: LimitedRead, { conditions = {} }: BenchCase): TrialSpec {
  const container = conditions.memoryLimit === undefined ? Infinity : conditions.memoryLimit / mebibyte;
  const heap = conditions.oldSpace ?? heapIn(container);
  if (heap < live) return { kind: "heap-limit", message: "V8 reached its heap limit." };
  if (heap + besides > container) return { kind: "out-of-memory", message: "the kernel killed the worker." };
  // Twice as long as usual, and more, where hardly anything is left.
  const wall = heap + besides > container - 4 ? 2500 : 1000;
  return completed({ wall, peakRss: (heap + besides) * mebibyte, peakHeap: heap * mebibyte });
}

/** As Node 20 does it: half of the container, and what the read makes of it. */
export const nodesOwn =
  (garbage: number) =>
  (container: number): number =>
    Math.min(Math.max(256, container / 2), garbage);

export const limitsOf = (grid: readonly number[], what: "process" | "heap" = "process", tries = 3): Limits => ({
  limited: what === "process" ? { what, by: "cgroup-v1" } : { what, why: "that was asked for" },
  grid: [...grid],
  tries,
});

/** What a simulated run does. */
export interface Simulated {
  /** Ends it after so many trials. */
  readonly stopAfter?: number;
  /** The run that it goes on with. */
  readonly before?: Result;
  /** Instead of what the read would do. */
  readonly instead?: (benchCase: BenchCase) => TrialSpec | undefined;
}

/** Carries out the plan to its end. */
export function runOfLimits(
  reads: readonly LimitedRead[],
  limits: Limits,
  { stopAfter = Infinity, before, instead }: Simulated = {},
): Result {
  const base = makeResult(reads.map(({ pattern }) => ({ pattern, trials: [] })));
  const bare = readsOf(base.cases);
  const grid = gridCases(bare, askedOf(limits));
  const cases = new Map([...grid, ...(before?.cases ?? [])].map((each) => [each.id, each]));
  const trials: Trial[] = [...(before?.trials ?? [])];
  const made = () => trials.length - (before?.trials.length ?? 0);
  rounds: for (const round of limitsPlan(
    [...cases.values()],
    askedOf(limits),
    7,
  )(
    () => trials,
    () => false,
  )) {
    for (const { case: each, round: number, position } of round) {
      if (made() >= stopAfter) break rounds;
      cases.set(each.id, each);
      const read = reads.find(({ pattern }) => pattern === each.pattern);
      if (!read) throw new Error(`No read is called ${each.pattern}.`);
      const [trial] = makeResult([{ pattern: each.pattern, trials: [instead?.(each) ?? endingOf(read, each)] }]).trials;
      if (!trial) throw new Error("makeResult makes a trial for each that is given.");
      trials.push({ ...trial, case: each.id, round: number, position });
    }
    if (trials.length > 1000) throw new Error("The plan has no end.");
  }
  const state = made() >= stopAfter ? "interrupted" : "complete";
  return { ...base, command: "limits", cases: [...cases.values()], trials, limits, state };
}

/** How often each way of ending came. */
export const endings = (trials: readonly Trial[], kind: Outcome["kind"]): number =>
  trials.filter(({ outcome }) => outcome.kind === kind).length;
