import fc from "fast-check";
import type { BenchCase } from "../../../src/results/schema.js";
import { inTime, planRounds } from "../../../src/runner/plan.js";

const casesNamed = (count: number): BenchCase[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `case ${index}`,
    pattern: `typeorm/p${index}`,
    options: {},
    rows: 1000,
    variant: "installed",
  }));

const orders = (cases: readonly BenchCase[], rounds: number, rngSeed: number): string[][] =>
  planRounds(cases, rounds, rngSeed).map((round) => round.map((trial) => trial.case.id));

test("Every round holds every case once, with round and place counted from 1", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 0, max: 0xffff_ffff }),
      (count, rounds, rngSeed) => {
        const cases = casesNamed(count);
        const plan = planRounds(cases, rounds, rngSeed);
        expect(plan).toHaveLength(rounds);
        plan.forEach((round, index) => {
          expect(round.map((trial) => trial.case.id).toSorted()).toEqual(cases.map(({ id }) => id).toSorted());
          expect(round.map((trial) => trial.position)).toEqual(cases.map((_, place) => place + 1));
          expect(round.every((trial) => trial.round === index + 1)).toBe(true);
        });
      },
    ),
    { seed: 20_260_804, numRuns: 200 },
  );
});

test("The same rngSeed gives the same order, and more rounds don't change the first ones", () => {
  const cases = casesNamed(13);
  expect(orders(cases, 5, 42)).toEqual(orders(cases, 5, 42));
  expect(orders(cases, 9, 42).slice(0, 5)).toEqual(orders(cases, 5, 42));
});

test("Rounds differ from each other, and so do rngSeeds, neighbours and the extremes too", () => {
  const cases = casesNamed(13);
  const seeds = [0, 1, 2, 3, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff];
  const drawn = seeds.flatMap((rngSeed) => orders(cases, 20, rngSeed)).map((order) => order.join());
  expect(new Set(drawn).size).toBe(drawn.length);
});

test("The cases that were given stay as they were", () => {
  const cases = casesNamed(5);
  planRounds(cases, 3, 1);
  expect(cases).toEqual(casesNamed(5));
});

/** Pearson's statistic of how often each order was drawn, against all being equally likely. */
function chiSquare(drawn: readonly string[], kinds: number): number {
  const counts = new Map<string, number>();
  for (const order of drawn) counts.set(order, (counts.get(order) ?? 0) + 1);
  const expected = drawn.length / kinds;
  const seen = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return seen + (kinds - counts.size) * expected;
}

// 4 cases have 24 orders: 23 degrees of freedom. 49.7 is exceeded by chance once in a thousand times; the seeds below
// are fixed, so either the generator passes for good or it doesn't.
const limit = 49.7;

test("All orders are equally likely over the rounds of one run", () => {
  for (const rngSeed of [0, 1, 1234, 0xffff_ffff]) {
    const drawn = orders(casesNamed(4), 4800, rngSeed).map((order) => order.join());
    expect(chiSquare(drawn, 24)).toBeLessThan(limit);
  }
});

test("All orders are equally likely in the first round of runs with rngSeeds that follow each other", () => {
  const drawn = Array.from({ length: 4800 }, (_, rngSeed) => orders(casesNamed(4), 1, rngSeed)[0]?.join() ?? "");
  expect(chiSquare(drawn, 24)).toBeLessThan(limit);
});

test("Rounds that have a time end before one that wouldn't be done in it, but for the first", () => {
  const made = (durations: readonly number[], time: number): number => {
    let clock = 0;
    let count = 0;
    for (const duration of inTime(durations, time, () => clock)) {
      clock += duration;
      count += 1;
    }
    return count;
  };
  expect(made([6, 6, 6], 20)).toBe(3);
  expect(made([7, 7, 7], 20)).toBe(2);
  expect(made([15, 15, 15], 20)).toBe(1);
  expect(made([50, 1, 1], 20)).toBe(1);
});
