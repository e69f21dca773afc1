/**
 * What the trials of a read say of the memory that it must have: which limits it survives, how slowly, of what it dies below,
 * and which limit would have to be tried next to know it more closely. The plan of a run and the report of its result ask the
 * same. Pure.
 */
import { median } from "simple-statistics";
import { benchCaseOf } from "../../results/cases.js";
import type { BenchCase, Conditions, Limits, Trial } from "../../results/schema.js";
import { nextStep, type Bisection, type Step, type Tried } from "../../stats/bisection.js";

export const mebibyte = 2 ** 20;

/** How closely limits are told apart: to so many MiB, or to this share of the limit, whichever is more. */
const [closestMebibytes, closestShare] = [8, 0.05];

const tolerance = (mebibytes: number): number => Math.max(closestMebibytes, closestShare * mebibytes);

/**
 * A read that takes more than so many times as long as where it has room doesn't survive a limit: the read itself, or its
 * process with all that comes before and after. In too little memory it is often the start that takes so long.
 */
export const tooSlow = 2;

/** Of so many of the largest limits at which it came to its end: how long it takes where it has room. */
const roomy = 3;

/** Trials that took too long before that is settled: one may have met a busy machine. */
const slowTrials = 2;

/** Those that were delayed by something else, as far as can be told, before they are taken for slow after all. */
const delayedTrials = 4;

/**
 * From so many pages read from disk on, beside so many times those where it has room, a trial was short of memory: of Node's
 * program, some dozens are read at its start, and thousands where it doesn't fit beside what the read takes.
 */
const [shortFrom, shortTimes] = [200, 3];

/** Least MiB of V8's old space that are tried. */
const leastOldSpace = 4;

/** MiB of V8's old space that are tried first, where no trial says how large the heap gets. */
const guessedOldSpace = 64;

/** MiB of a process in which no Node starts. */
const leastProcess = 16;

/** What is asked of each read. */
export interface LimitsAsked {
  /** What is limited: the whole process, by the kernel, or V8's old space alone. */
  readonly limited: Limits["limited"]["what"];
  /** MiB, smallest first; one at least. */
  readonly limits: readonly number[];
  /** How many times in a row a read must survive the smallest limit that is found. */
  readonly tries: number;
}

/** What a result says was asked. */
export const askedOf = ({ limited: { what }, grid, tries }: Limits): LimitsAsked => ({
  limited: what,
  limits: grid.toSorted((a, b) => a - b),
  tries,
});

/**
 * How a trial ended at a limit. `slow`: it came to its end, but took too long for lack of memory. `cut`: it was ended since
 * it took far too long for that. `delayed`: it took as long, and nothing says that memory was the cause.
 */
export type LimitEnding = "survived" | "slow" | "cut" | "delayed" | "killed" | "heap-limit" | "failed";

/** One trial at a limit; `wall` in ms, of those that came to their end. */
export interface LimitTrial {
  readonly ending: LimitEnding;
  readonly wall?: number;
}

/** What came of a limit of the grid. */
export interface LimitCell {
  /** MiB. */
  readonly limit: number;
  readonly trials: readonly LimitTrial[];
}

/** What is known of a read. Steps in MiB. */
export interface ExaminedRead {
  /** Without conditions. */
  readonly case: BenchCase;
  readonly grid: readonly LimitCell[];
  /** Undefined where it never came to its end. */
  readonly room: Room | undefined;
  /** The smallest limit that it survives, as Node sizes its heap by itself. */
  readonly smallest: Step;
  /** The smallest old space that it survives with if nothing else is limited; once the smallest limit is known. */
  readonly oldSpace: Step | undefined;
  /** The smallest limit that it survives with that old space. */
  readonly smallestWithOldSpace: Step | undefined;
  /** What is to be tried next; undefined where all is known, or a trial failed for another reason. */
  readonly next: Conditions | undefined;
}

/** A read without what it is read under. */
export const readOf = ({ pattern, options, rows, variant }: BenchCase): BenchCase =>
  benchCaseOf({ pattern, options, rows, variant });

/** The reads of a run's cases, each once. */
export const readsOf = (cases: readonly BenchCase[]): BenchCase[] => [
  ...new Map(cases.map((each) => [readOf(each).id, readOf(each)])).values(),
];

/** A limit of the grid, in what it is of. */
export const gridConditions = (limit: number, { limited }: Pick<LimitsAsked, "limited">): Conditions =>
  limited === "process" ? { memoryLimit: limit * mebibyte } : { oldSpace: limit };

/** Everything that is known of a read, and what to try next. */
export function examine(
  read: BenchCase,
  { cases, trials }: { readonly cases: readonly BenchCase[]; readonly trials: readonly Trial[] },
  asked: LimitsAsked,
): ExaminedRead {
  const points = pointsOf(read, cases, trials);
  const ofGrid = points.filter(({ conditions }) => isLimitAlone(conditions, asked));
  const room = roomOf(ofGrid);
  const at = (wanted: readonly Point[]) => triedAt(wanted, room, asked);
  const most = Math.max(...asked.limits);
  const general = { tolerance, times: asked.tries, most };

  const grid = asked.limits.map((limit): LimitCell => {
    const trialsThere = ofGrid.find(({ conditions }) => valueOf(conditions, asked) === limit)?.trials ?? [];
    return { limit, trials: trialsThere.map((trial) => limitTrial(trial, room)) };
  });
  const smallest = nextStep(at(ofGrid), { ...general, floor: asked.limited === "heap" ? leastOldSpace : leastProcess });
  const known = { case: read, grid, room, smallest };
  const failed = points.some((point) => point.trials.some(({ outcome }) => outcome.kind === "failed"));
  const untried = grid.findLast((cell) => cell.trials.length === 0);
  const first: Conditions | undefined = untried
    ? gridConditions(untried.limit, asked)
    : smallest.kind === "try"
      ? gridConditions(smallest.value, asked)
      : undefined;
  if (first || failed || asked.limited === "heap") {
    return { ...known, oldSpace: undefined, smallestWithOldSpace: undefined, next: failed ? undefined : first };
  }

  const ofHeap = points.filter(({ conditions }) => isLimitAlone(conditions, { limited: "heap" }));
  const oldSpace = nextStep(triedAt(ofHeap, room, { limited: "heap" }), {
    ...general,
    floor: leastOldSpace,
    first: smallestHeap(points) ?? guessedOldSpace,
  });
  if (oldSpace.kind !== "found") {
    const next = oldSpace.kind === "try" ? { oldSpace: oldSpace.value } : undefined;
    return { ...known, oldSpace, smallestWithOldSpace: undefined, next };
  }
  const both = points.filter(
    ({ conditions }) => conditions.oldSpace === oldSpace.value && conditions.memoryLimit !== undefined,
  );
  // Whether a heap of the right size saves anything is known from one limit, just below.
  const start: Partial<Bisection> =
    smallest.kind === "found"
      ? { known: smallest.value, first: smallest.value - Math.ceil(tolerance(smallest.value)) }
      : { first: most };
  const smallestWithOldSpace = nextStep(at(both), { ...general, ...start, floor: leastProcess });
  const next =
    smallestWithOldSpace.kind === "try"
      ? { memoryLimit: smallestWithOldSpace.value * mebibyte, oldSpace: oldSpace.value }
      : undefined;
  return { ...known, oldSpace, smallestWithOldSpace, next };
}

/** What came of one set of conditions. */
interface Point {
  readonly conditions: Conditions;
  readonly trials: readonly Trial[];
}

function pointsOf(read: BenchCase, cases: readonly BenchCase[], trials: readonly Trial[]): Point[] {
  return cases
    .filter((each) => readOf(each).id === read.id)
    .map(({ id, conditions = {} }) => ({
      conditions,
      trials: trials.filter((trial) => trial.case === id),
    }))
    .filter((point) => point.trials.length > 0);
}

const isLimitAlone = ({ memoryLimit, oldSpace }: Conditions, { limited }: Pick<LimitsAsked, "limited">): boolean =>
  limited === "process" ? memoryLimit !== undefined && oldSpace === undefined : memoryLimit === undefined;

/** MiB of what is limited. */
const valueOf = (
  { memoryLimit = NaN, oldSpace = NaN }: Conditions,
  { limited }: Pick<LimitsAsked, "limited">,
): number => (limited === "process" ? Math.round(memoryLimit / mebibyte) : oldSpace);

/** What a read takes where it has room: ms of wall, of its process's life and of processor time, and pages read from disk. */
export interface Room {
  readonly wall: number;
  readonly duration: number;
  readonly cpu: number;
  readonly majorFaults: number;
}

function readingOf({ outcome }: Trial, name: "wall" | "cpu"): number | undefined {
  const reading = outcome.kind === "completed" ? outcome.metrics[name] : undefined;
  return typeof reading === "number" ? reading : undefined;
}

/** The medians over the largest limits at which it came to its end, one figure a limit; undefined where it never did. */
export function roomOf(points: readonly Point[]): Room | undefined {
  const largest = points
    .toSorted((a, b) => sizeOf(b.conditions) - sizeOf(a.conditions))
    .map(({ trials }) => trials.filter((trial) => readingOf(trial, "wall") !== undefined))
    .filter((each) => each.length > 0)
    .slice(0, roomy);
  const middle = (figure: (trial: Trial) => number | undefined): number | undefined => {
    const figures = largest.map((trials) => trials.flatMap((trial) => figure(trial) ?? []));
    const each = figures.filter(({ length }) => length > 0).map((some) => median(some));
    return each.length === 0 ? undefined : median(each);
  };
  const wall = middle((trial) => readingOf(trial, "wall"));
  if (wall === undefined) return undefined;
  const cpu = middle((trial) => readingOf(trial, "cpu")) ?? Infinity;
  const duration = middle((trial) => trial.duration) ?? Infinity;
  return { wall, duration, cpu, majorFaults: middle((trial) => trial.majorFaults) ?? 0 };
}

const sizeOf = ({ memoryLimit, oldSpace = 0 }: Conditions): number => memoryLimit ?? oldSpace * mebibyte;

const deaths = { "out-of-memory": "killed", "heap-limit": "heap-limit", failed: "failed" } as const;

/** What one trial says. */
export function limitTrial(trial: Trial, room: Room | undefined): LimitTrial {
  const { outcome } = trial;
  if (outcome.kind === "timed-out") {
    // Where pages aren't counted, nothing is as sure as that.
    const sure = trial.majorFaults === undefined ? "slow" : "cut";
    return { ending: wasShort(trial, room) ? sure : "delayed" };
  }
  if (outcome.kind !== "completed") return { ending: deaths[outcome.kind] };
  const wall = readingOf(trial, "wall");
  if (wall === undefined) return { ending: "survived" };
  const isLong = room !== undefined && (wall > tooSlow * room.wall || trial.duration > tooSlow * room.duration);
  return { ending: !isLong ? "survived" : wasShort(trial, room) ? "slow" : "delayed", wall };
}

/**
 * Whether it was memory that a trial lacked: it read from disk what it had read before, or its processor was busy with
 * collecting garbage. On a busy machine others make it take as long. Where pages aren't counted, it is taken for that.
 */
function wasShort(trial: Trial, room: Room | undefined): boolean {
  const { majorFaults } = trial;
  const cpu = readingOf(trial, "cpu");
  if (cpu !== undefined && room !== undefined && cpu > tooSlow * room.cpu) return true;
  return majorFaults === undefined || majorFaults > shortFrom + shortTimes * (room?.majorFaults ?? 0);
}

const triedAt = (points: readonly Point[], room: Room | undefined, asked: Pick<LimitsAsked, "limited">): Tried[] =>
  points.map(({ conditions, trials }) => {
    const ended = trials.map((trial) => limitTrial(trial, room).ending);
    const count = (...which: LimitEnding[]) => ended.filter((each) => which.includes(each)).length;
    return {
      value: valueOf(conditions, asked),
      held: count("survived"),
      fails:
        count("killed", "heap-limit", "cut") > 0 ||
        count("slow") >= slowTrials ||
        count("slow", "delayed") >= delayedTrials,
    };
  });

/** MiB of the smallest heap that a trial which came to its end got along with. */
function smallestHeap(points: readonly Point[]): number | undefined {
  const peaks = points.flatMap(({ trials }) =>
    trials.flatMap(({ outcome }) => {
      const peak = outcome.kind === "completed" ? outcome.metrics.peakHeap : undefined;
      return typeof peak === "number" ? [Math.ceil(peak / mebibyte)] : [];
    }),
  );
  return peaks.length === 0 ? undefined : Math.max(2 * leastOldSpace, Math.min(...peaks));
}
