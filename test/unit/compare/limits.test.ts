import { askedOf, examine, readsOf, type ExaminedRead } from "../../../src/compare/limits/examine.js";
import { answerOf } from "../../../src/compare/answer.js";
import type { Result } from "../../../src/results/schema.js";
import { endings, limitsOf, nodesOwn, runOfLimits, type LimitedRead } from "../../limited-reads.js";
import { completed, failed } from "../../results.js";

const grid = [96, 128, 192, 256, 512, 1024, 2048];

/** Holds 150 MiB, makes 230 of it with its garbage where it may, and weighs 60 besides. */
const whole: LimitedRead = { pattern: "typeorm/get-many", live: 150, besides: 60, heapIn: nodesOwn(230) };
/** Holds next to nothing. */
const flat: LimitedRead = { pattern: "typeorm/stream", live: 12, besides: 60, heapIn: nodesOwn(20) };
/** Needs a heap that Node gives it in a container of more than 2 GiB only. */
const large: LimitedRead = { pattern: "typeorm/find", live: 1100, besides: 60, heapIn: nodesOwn(1500) };

function examined(result: Result): ExaminedRead[] {
  const { limits } = result;
  if (!limits) throw new Error("a result of limits");
  return readsOf(result.cases).map((read) => examine(read, result, askedOf(limits)));
}

const near = (step: ExaminedRead["oldSpace"], least: number, tolerance = Math.max(8, 0.06 * least)) => {
  if (step?.kind !== "found") throw new Error(`nothing was found: ${String(step?.kind)}`);
  expect(step.value).toBeGreaterThanOrEqual(least);
  expect(step.value).toBeLessThan(least + tolerance + 1);
  return step.value;
};

test("The smallest limit of each read is found, and the smallest with a heap of the right size", () => {
  const result = runOfLimits([whole, flat], limitsOf(grid));
  const [getMany, stream] = examined(result);
  near(getMany?.smallest, 230 + 60 + 4);
  const oldSpace = near(getMany?.oldSpace, 150);
  near(getMany?.smallestWithOldSpace, oldSpace + 60 + 4);
  near(stream?.smallest, 20 + 60 + 4);
  expect(examined(result).map(({ next }) => next)).toEqual([undefined, undefined]);
});

test("A read that survives no limit as Node sizes its heap may survive one with a heap that is set", () => {
  const [read] = examined(runOfLimits([large], limitsOf(grid)));
  expect(read?.smallest).toEqual({ kind: "none", above: 2048 });
  const oldSpace = near(read?.oldSpace, 1100);
  near(read?.smallestWithOldSpace, oldSpace + 60 + 4);
});

test("Every limit that was asked for is tried, whatever came of the others", () => {
  const result = runOfLimits([whole, flat], limitsOf(grid));
  for (const { grid: cells } of examined(result)) {
    expect(cells.map(({ limit }) => limit)).toEqual(grid);
    for (const { trials } of cells) expect(trials.length).toBeGreaterThan(0);
  }
});

test("The smallest limit was survived as many times as were asked for", () => {
  const result = runOfLimits([whole], limitsOf(grid, "process", 10));
  const [read] = examined(result);
  const limit = near(read?.smallest, 294);
  const there = result.trials.filter((trial) => trial.case.includes(`memory=${limit}M rows`));
  expect(endings(there, "completed")).toBe(10);
});

test("A read that takes more than twice as long doesn't survive there, unless it took so long only once", () => {
  const once = new Set<string>();
  const result = runOfLimits([flat], limitsOf(grid), {
    instead: ({ id, conditions }) => {
      if (conditions?.memoryLimit !== 192 * 2 ** 20 || once.has(id)) return undefined;
      once.add(id);
      return { kind: "completed", readings: { wall: 9000 } };
    },
  });
  const [read] = examined(result);
  near(read?.smallest, 84);
  // At 82 it comes to its end, in two and a half times the time.
  expect(read?.smallest).not.toMatchObject({ above: 80 });
});

test("A run that was interrupted anywhere finds the same once it is gone on with", () => {
  const limits = limitsOf(grid);
  const without = runOfLimits([whole, flat], limits);
  for (let stopAfter = 1; stopAfter < without.trials.length; stopAfter += 9) {
    const before = runOfLimits([whole, flat], limits, { stopAfter });
    expect(before.trials).toHaveLength(stopAfter);
    const after = runOfLimits([whole, flat], limits, { before });
    expect(after.trials.slice(0, stopAfter)).toEqual(before.trials);
    const found = (result: Result) =>
      examined(result).map(({ smallest, oldSpace, smallestWithOldSpace }) => [
        smallest,
        oldSpace,
        smallestWithOldSpace,
      ]);
    expect(found(after)).toEqual(found(without));
    const keys = after.trials.map((trial) => `${trial.case} ${trial.round}`);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

test("A trial that failed for another reason ends the search of that read, and of no other", () => {
  const result = runOfLimits([whole, flat], limitsOf(grid), {
    instead: ({ pattern, conditions }) =>
      pattern === whole.pattern && conditions?.memoryLimit === 512 * 2 ** 20
        ? failed("the connection broke")
        : undefined,
  });
  const [getMany, stream] = examined(result);
  expect(getMany?.next).toBeUndefined();
  expect(result.trials.filter((trial) => trial.case.startsWith(whole.pattern))).toHaveLength(3);
  near(stream?.smallest, 84);
  expect(answerOf(result).kind).toBe("trials-failed");
});

test("That reads die of their limits is what was to be found out, and no failure of the run", () => {
  const result = runOfLimits([whole, flat], limitsOf(grid));
  expect(endings(result.trials, "out-of-memory")).toBeGreaterThan(0);
  expect(endings(result.trials, "heap-limit")).toBeGreaterThan(0);
  expect(answerOf(result).kind).toBe("fine");
});

test("Where V8's heap alone is limited, its smallest size is found, and nothing is said of containers", () => {
  const result = runOfLimits([whole], limitsOf(grid, "heap"));
  const [read] = examined(result);
  near(read?.smallest, 150);
  expect(read?.smallestWithOldSpace).toBeUndefined();
  expect(result.cases.every(({ conditions }) => conditions?.memoryLimit === undefined)).toBe(true);
});

test("A trial that took long read pages from disk again and again, or something else delayed it", () => {
  const at96 = ({ conditions }: { conditions?: { memoryLimit?: number | undefined } | undefined }) =>
    conditions?.memoryLimit === 96 * 2 ** 20;
  const result = runOfLimits([flat], limitsOf(grid), {
    instead: (benchCase) => (at96(benchCase) ? completed({ wall: 9000, cpu: 900 }) : undefined),
  });
  const endingWith = (majorFaults: number) => {
    const trials = result.trials.map((trial) => ({
      ...trial,
      majorFaults: trial.case.includes("=96M") ? majorFaults : 40,
    }));
    return examined({ ...result, trials })[0]?.grid[0]?.trials[0]?.ending;
  };
  expect(endingWith(60)).toBe("delayed");
  expect(endingWith(3000)).toBe("slow");
});

test("A trial that was ended after far too long settles it only where it lacked memory", () => {
  const ended = { kind: "timed-out", message: "took more than 10 s" } as const;
  const result = runOfLimits([flat], limitsOf(grid));
  const endingWith = (majorFaults: number | undefined) => {
    const trials = result.trials.map((trial) =>
      trial.case.includes("=192M")
        ? { ...trial, outcome: ended, ...(majorFaults !== undefined && { majorFaults }) }
        : trial,
    );
    return examined({ ...result, trials })[0]?.grid[2]?.trials[0]?.ending;
  };
  expect([endingWith(20), endingWith(9000), endingWith(undefined)]).toEqual(["delayed", "cut", "slow"]);
});
