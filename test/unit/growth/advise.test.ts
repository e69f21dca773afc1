import { completed, failed, makeResult, type CaseSpec } from "../../results.js";
import { advise, deploymentOf } from "../../../src/growth/advise.js";
import { growthsOf } from "../../../src/growth/growths.js";

type Law = (rows: number) => number;

const scaled = (pattern: string, yields: "entity" | "raw", laws: Readonly<Record<string, Law>>): CaseSpec[] =>
  [1_000, 3_000, 10_000, 30_000, 100_000, 300_000].map((rows) => ({
    pattern,
    yields,
    rows,
    trials: [completed(Object.fromEntries(Object.entries(laws).map(([name, law]) => [name, law(rows)])))],
  }));

const whole = {
  peakRss: (rows: number) => 100e6 + 900 * rows,
  wall: (rows: number) => rows / 100,
  statements: () => 1,
};
const paged = {
  peakRss: () => 120e6,
  peakHeap: () => 50e6,
  wall: (rows: number) => rows / 50,
  statements: (rows: number) => rows / 100,
};
const growths = growthsOf(
  makeResult([...scaled("typeorm/find", "entity", whole), ...scaled("typeorm/take-keyset", "entity", paged)]),
);
const bestOf = (question: Parameters<typeof advise>[1]) => {
  const advice = advise(growths, question);
  return advice.kind === "chosen" ? advice.best.pattern.label : advice.kind;
};

test("The fastest is advised where all fit, and one that fits where the fastest doesn't", () => {
  expect(bestOf({ rows: 100_000, memory: 2 ** 30, latency: 0 })).toBe("typeorm/find");
  expect(bestOf({ rows: 5_000_000, memory: 2 ** 28, latency: 0 })).toBe("typeorm/take-keyset");
});

test("Where none fits none is advised", () => {
  expect(bestOf({ rows: 5_000_000, memory: 2 ** 26, latency: 0 })).toBe("none");
  expect(bestOf({ rows: 1_000, latency: 0, yields: "raw" })).toBe("none");
});

test("Latency costs once a statement", () => {
  const advice = advise(growths, { rows: 1_000_000, memory: 2 ** 28, latency: 2 });
  if (advice.kind !== "chosen") throw new Error("None.");
  expect(advice.best.time.value / (20_000 + 2 * 10_000)).toBeCloseTo(1, 2);
});

test("What is deployed holds the peak, and leaves V8 what the rest of the process doesn't take", () => {
  const advice = advise(growths, { rows: 5_000_000, memory: 2 ** 28, latency: 0 });
  if (advice.kind !== "chosen") throw new Error("None.");
  const { limit, oldSpace } = deploymentOf(advice.best, 2 ** 28);
  expect(limit).toBeGreaterThanOrEqual(120e6);
  expect(limit).toBeLessThanOrEqual(2 ** 28);
  expect(oldSpace * 2 ** 20).toBeLessThanOrEqual(limit - 70e6);
});

test("A pattern that failed with fewer rows isn't advised", () => {
  const dead = { pattern: "typeorm/find", yields: "entity", rows: 600_000, trials: [failed("killed")] } as const;
  const advice = advise(growthsOf(makeResult([...scaled("typeorm/find", "entity", whole), dead])), {
    rows: 1_000_000,
    latency: 0,
  });
  expect(advice).toMatchObject({ kind: "none", unknown: [{ label: "typeorm/find" }] });
});
