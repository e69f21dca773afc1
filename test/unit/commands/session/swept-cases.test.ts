import type { PatternRequest } from "../../../../src/config/pattern-requests.js";
import { casesOf } from "../../../../src/commands/session/cases.js";
import { sweptCases } from "../../../../src/commands/session/swept-cases.js";
import type { PatternDescription } from "../../../../src/trial/protocol.js";

const describes = (id: string, options: PatternDescription["options"]): PatternDescription => ({
  ...{ id, options, does: "Reads.", yields: "raw", source: "" },
});
const pageSize = { default: 50, sweep: [10, 100, 1_000, 10_000], means: "rows a page" };
const descriptions = [
  describes("typeorm/take-skip", { pageSize }),
  describes("typeorm/stream", {}),
  describes("a/two", {
    batch: { default: 1, sweep: [1, 2], means: "" },
    ahead: { default: 3, sweep: [3, 4], means: "" },
  }),
];

/** What is swept, in short: "take-skip pageSize=10 latency=2ms". */
const swept = (requests: readonly PatternRequest[], latencies = [0], rows = 5_000): string[] =>
  sweptCases(casesOf(requests, descriptions, rows, "installed"), requests, descriptions, latencies).map(({ id }) =>
    id.replace(/^\w+\//, "").replace(/ rows=.*/, ""),
  );

test("Each option takes its whole range and its default, up to the first that takes all rows at once", () => {
  expect(swept([{ id: "typeorm/take-skip", options: {} }])).toEqual(
    [10, 50, 100, 1000, 10_000].map((size) => `take-skip pageSize=${String(size)} latency=0ms`),
  );
  expect(swept([{ id: "typeorm/take-skip", options: {} }], [0], 100)).toEqual(
    [10, 50, 100].map((size) => `take-skip pageSize=${String(size)} latency=0ms`),
  );
});

test("An option that is said isn't varied, and a pattern without one is read as it is", () => {
  const requests = [
    { id: "typeorm/take-skip", options: { pageSize: 7 } },
    { id: "typeorm/take-skip", options: { pageSize: 8 } },
    { id: "typeorm/stream", options: {} },
  ];
  expect(swept(requests)).toEqual([
    "take-skip pageSize=7 latency=0ms",
    "take-skip pageSize=8 latency=0ms",
    "stream latency=0ms",
  ]);
});

test("Of several options all choices are made, of those that aren't said", () => {
  expect(swept([{ id: "a/two", options: {} }])).toHaveLength(4);
  expect(swept([{ id: "a/two", options: { ahead: 9 } }])).toEqual([
    "two batch=1 ahead=9 latency=0ms",
    "two batch=2 ahead=9 latency=0ms",
  ]);
});

test("What is said and what is varied may meet in one case, which is read once", () => {
  const requests = [
    { id: "typeorm/take-skip", options: {} },
    { id: "typeorm/take-skip", options: { pageSize: 50 } },
  ];
  expect(swept(requests)).toHaveLength(5);
});

test("All of it is read at each latency", () => {
  expect(swept([{ id: "typeorm/stream", options: {} }], [0, 0.5, 2])).toEqual([
    "stream latency=0ms",
    "stream latency=0.5ms",
    "stream latency=2ms",
  ]);
});
