import fc from "fast-check";
import { remainingTime } from "../../../src/display/remaining-time.js";

/** A data set of so many rows, with trials that may take as long as they like. */
const of = (rows: number, timeout = Infinity) => ({ rows, timeout });

test("A case that was read already takes as long as it took on average", () => {
  const done = [
    { case: "a", duration: 1000 },
    { case: "a", duration: 3000 },
    { case: "b", duration: 10_000 },
  ];
  expect(remainingTime(["b", "a", "a"], done, of(1), 0)).toBe(10_000 + 2000 + 2000);
});

test("A case that wasn't read yet takes as long as the others on average", () => {
  const done = [
    { case: "a", duration: 1000 },
    { case: "b", duration: 3000 },
  ];
  expect(remainingTime(["c"], done, of(1), 0)).toBe(2000);
});

test("The running trial's time so far is taken off, but never what the others take", () => {
  const done = [{ case: "a", duration: 1000 }];
  expect(remainingTime(["a", "a"], done, of(1), 400)).toBe(1600);
  expect(remainingTime(["a", "a"], done, of(1), 5000)).toBe(1000);
});

test("Before the first trial is over there is a guess that grows with rows and trials", () => {
  const guess = (trials: number, rows: number) => remainingTime(Array<string>(trials).fill("a"), [], of(rows), 0);
  expect(guess(1, 1000)).toBeGreaterThan(0);
  expect(guess(1, 1_000_000)).toBeGreaterThan(guess(1, 1000));
  expect(guess(39, 1000)).toBeCloseTo(39 * guess(1, 1000));
});

test("No trial is guessed to take longer than it may", () => {
  expect(remainingTime(["a", "b"], [], of(100_000_000, 60_000), 0)).toBe(2 * 60_000);
  expect(remainingTime(["a"], [{ case: "a", duration: 70_000 }], of(1, 60_000), 0)).toBe(60_000);
});

test("Nothing to come takes no time", () => {
  expect(remainingTime([], [{ case: "a", duration: 1000 }], of(1), 100)).toBe(0);
  expect(remainingTime([], [], of(1_000_000), 0)).toBe(0);
});

test("It is a number from 0 up, whatever happened", () => {
  const id = fc.constantFrom("a", "b", "c");
  const done = fc.array(fc.record({ case: id, duration: fc.nat() }), { maxLength: 10 });
  fc.assert(
    fc.property(fc.array(id, { maxLength: 10 }), done, fc.nat(), fc.nat(), (toCome, over, rows, running) => {
      const left = remainingTime(toCome, over, of(rows), running);
      expect(Number.isFinite(left)).toBe(true);
      expect(left).toBeGreaterThanOrEqual(0);
    }),
    { seed: 20_260_807, numRuns: 300 },
  );
});
