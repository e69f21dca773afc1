/** What a grid of limits comes to, in sentences, and in what to write into a deployment. */
import type { ExaminedRead } from "../../../compare/limits/examine.js";
import { labelOf } from "../../../results/case-summary.js";
import type { Limits } from "../../../results/schema.js";
import { formatCount, formatList, formatRatio } from "../../format.js";
import type { Facts } from "../report.js";
import type { Sentence } from "../words.js";
import { formatLimit, isBelow } from "./table.js";

/** MiB that a read needs at least, with the old space to set where that is what it takes. */
interface Need {
  readonly label: string;
  readonly read: ExaminedRead;
  readonly memory: number;
  readonly oldSpace?: number;
}

/** What each read needs of which that is known, least first. */
export function needsOf(reads: readonly ExaminedRead[]): Need[] {
  const cases = reads.map((read) => read.case);
  return reads
    .flatMap((read): Need[] => {
      const { smallest, oldSpace, smallestWithOldSpace: with_ } = read;
      const label = labelOf(read.case, cases);
      if (with_?.kind === "found" && oldSpace?.kind === "found") {
        return [{ label, read, memory: with_.value, oldSpace: oldSpace.value }];
      }
      return smallest.kind === "found" ? [{ label, read, memory: smallest.value }] : [];
    })
    .sort((a, b) => a.memory - b.memory);
}

/** What to write into a deployment, a line a read; undefined where nothing is known. */
export function deployment(reads: readonly ExaminedRead[], { limited: { what } }: Limits): Facts | undefined {
  const needs = needsOf(reads);
  if (needs.length === 0) return undefined;
  return {
    kind: "facts",
    facts: needs.map(({ label, memory, oldSpace }) => [
      { name: label },
      what === "heap"
        ? `NODE_OPTIONS=--max-old-space-size=${memory}`
        : `memory: ${memory}Mi${oldSpace === undefined ? "" : `, NODE_OPTIONS=--max-old-space-size=${oldSpace}`}`,
    ]),
  };
}

/** The sentences, most important first. */
export function limitSentences(reads: readonly ExaminedRead[], limits: Limits): Sentence[] {
  const findings = [
    extremes(reads, limits),
    ...reads.map((read) => heapSize(read, reads)),
    ...reads.map((read) => slowdown(read, reads)),
  ];
  return [
    ...howLimited(limits).map((text) => ({ kind: "warning", text }) as const),
    ...findings.flatMap((text) => (text === undefined ? [] : [{ kind: "finding", text } as const])),
    ...scope(limits).map((text) => ({ kind: "scope", text }) as const),
  ];
}

/** Which read survives in the least, which needs the most, and which in none of the limits. */
function extremes(reads: readonly ExaminedRead[], { limited }: Limits): string | undefined {
  const cases = reads.map((read) => read.case);
  const found = reads
    .flatMap((read) => (read.smallest.kind === "found" ? [{ read, limit: read.smallest.value }] : []))
    .sort((a, b) => a.limit - b.limit);
  const never = reads.filter(({ smallest }) => smallest.kind === "none");
  const [least, most] = [found[0], found.at(-1)];
  const parts = [
    ...(least ? [`${labelOf(least.read.case, cases)} survives from ${formatLimit(least.limit)} up`] : []),
    ...(most && most !== least ? [`${labelOf(most.read.case, cases)} from ${formatLimit(most.limit)} up`] : []),
    ...(never.length > 0
      ? [`${formatList(never.map((read) => labelOf(read.case, cases)))} at none of the limits`]
      : []),
  ];
  return parts.length === 0
    ? undefined
    : `${limited.what === "heap" ? "In V8's old space" : "Without --max-old-space-size"}, ${formatList(parts)}.`;
}

/** What a heap of the right size saves, of one that Node sizes by the container. */
function heapSize(read: ExaminedRead, reads: readonly ExaminedRead[]): string | undefined {
  const { smallest, oldSpace, smallestWithOldSpace: fitted } = read;
  if (fitted?.kind !== "found" || oldSpace?.kind !== "found") return undefined;
  const label = labelOf(
    read.case,
    reads.map((each) => each.case),
  );
  const without = smallest.kind === "found" ? formatLimit(smallest.value) : "more than all of the limits";
  return (
    `With --max-old-space-size=${oldSpace.value} ${label} survives in ${formatLimit(fitted.value)} instead of ${without}: ` +
    "by itself Node sizes its heap by the container, not by what the read needs."
  );
}

/** How much slower a read gets before it dies, where that is seen in the grid. */
function slowdown(examined: ExaminedRead, reads: readonly ExaminedRead[]): string | undefined {
  const { case: read, grid, room } = examined;
  const slow = grid.flatMap(({ limit, trials }) =>
    trials.some(({ ending }) => ending === "slow") && room !== undefined && isBelow(limit, examined)
      ? [{ limit, times: Math.max(...trials.flatMap(({ wall }) => (wall === undefined ? [] : [wall / room.wall]))) }]
      : [],
  );
  const [worst] = slow.toSorted((a, b) => b.times - a.times);
  if (!worst) return undefined;
  const label = labelOf(
    read,
    reads.map((each) => each.case),
  );
  return (
    `At ${formatLimit(worst.limit)} ${label} completes, but too slowly (the read alone takes ${formatRatio(worst.times)} times ` +
    "as long as with ample memory): that doesn't count as surviving."
  );
}

const limiterNames = {
  "systemd-run": "cgroup v2, by systemd,",
  "cgroup-v2": "cgroup v2",
  "cgroup-v1": "cgroup v1",
} as const;

function howLimited({ limited }: Limits): string[] {
  if (limited.what === "heap") {
    return [
      `Only V8's heap was limited, not the process (${limited.why}): the kernel killed no read here, and it isn't known which ` +
        "container a read needs.",
    ];
  }
  if (!limited.program) return [];
  return [`Node's own program, some 40 to 70 MB, isn't counted in these limits (${limited.program.absent}): add it.`];
}

function scope({ limited, tries }: Limits): string[] {
  if (limited.what === "heap") return [];
  const times = `${formatCount(tries)} ${tries === 1 ? "time" : "times in a row"}`;
  return [
    `Each read survived its smallest limit ${times}, under ${limiterNames[limited.by]} without swap. Limits are accurate to 8 MiB ` +
      "or 5 %, whichever is more, and cover the read alone: add the memory of your service. The database ran outside.",
  ];
}
