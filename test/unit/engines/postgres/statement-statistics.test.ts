import {
  difference,
  isBackend,
  type Neighbour,
  type Snapshot,
} from "../../../../src/engines/postgres/statement-statistics.js";

const snapshot = (...counts: [text: string, calls: number, rows: number, time: number][]): Snapshot => ({
  counts: new Map(counts.map(([text, calls, rows, time]) => [text, { text, calls, rows, time }])),
  others: [],
});

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

describe("where others use the role too, what it did can't be told from what they did", () => {
  const idle: Neighbour = {
    pid: 7,
    role: "ada",
    application: "shop",
    since: "2026-01-31 23:59 UTC",
    activity: "10:00 idle",
    busy: false,
  };
  const reason = "shop (process 7, role ada, since 2026-01-31 23:59 UTC) worked under the same role meanwhile";
  const between = (before: readonly Neighbour[], after: readonly Neighbour[]) =>
    difference({ ...snapshot(), others: before }, { ...snapshot(["a", 22, 22, 1]), others: after });

  test.each<[string, Neighbour[], Neighbour[]]>([
    ["a session came", [], [idle]],
    ["a session went", [idle], []],
    ["a session did something", [idle], [{ ...idle, activity: "10:01 idle" }]],
    ["a session is at work", [idle], [{ ...idle, busy: true }]],
  ])("when %s", (_, before, after) => {
    expect(between(before, after)).toEqual({ absent: expect.stringContaining(reason) as string });
  });

  test("but it can when they only sat there", () => {
    expect(between([idle], [idle])).toEqual([{ text: "a", calls: 22, rows: 22, time: 1 }]);
  });
});

test("a process that isn't PostgreSQL's is nobody's backend, whatever another machine's server calls by its number", () => {
  expect(isBackend(process.pid, "ada")).toBe(false);
});
