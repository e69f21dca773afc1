import { difference, type Snapshot } from "../../../src/database/statement-statistics.js";

const snapshot = (...counts: [text: string, calls: number, rows: number, time: number][]): Snapshot =>
  new Map(counts.map(([text, calls, rows, time]) => [text, { text, calls, rows, time }]));

test("what was counted between two snapshots is their difference, most calls first", () => {
  const before = snapshot(["a", 1, 10, 1], ["b", 5, 50, 5]);
  const after = snapshot(["a", 2, 20, 3], ["b", 9, 90, 6], ["c", 2, 0, 0.5]);
  expect(difference(before, after)).toEqual([
    { text: "b", calls: 4, rows: 40, time: 1 },
    { text: "c", calls: 2, rows: 0, time: 0.5 },
    { text: "a", calls: 1, rows: 10, time: 2 },
  ]);
});

test("a statement that wasn't called in between is left out", () => {
  const same = snapshot(["a", 1, 10, 1]);
  expect(difference(same, same)).toEqual([]);
});

test("a statement that the server forgot and met again counts from zero", () => {
  expect(difference(snapshot(["a", 100, 1_000, 50]), snapshot(["a", 3, 30, 2]))).toEqual([
    { text: "a", calls: 3, rows: 30, time: 2 },
  ]);
});
