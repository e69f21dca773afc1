import { representatives } from "../../../../src/report/charts/representatives.js";
import { summariseCases } from "../../../../src/results/case-summary.js";
import type { Way } from "../../../../src/results/schema.js";
import { completed, failed, makeResult } from "../../../results.js";

interface Read {
  readonly yields?: "entity" | "raw";
  readonly peakRss?: number;
  readonly way?: Way;
  readonly floor?: string;
}

/** The labels of those that stand for these reads. */
function chosenOf(reads: Readonly<Record<string, Read>>): string[] {
  const result = makeResult(
    Object.entries(reads).map(([pattern, { peakRss, ...read }]) => ({
      pattern,
      ...read,
      trials: [peakRss === undefined ? failed("no") : completed({ peakRss })],
    })),
  );
  return representatives(summariseCases(result)).map(({ label }) => label);
}

const orm = {
  "typeorm/find": { peakRss: 950e6, floor: "pg/query" },
  "typeorm/get-many": { peakRss: 930e6, floor: "pg/query" },
  "typeorm/take-skip": { peakRss: 180e6, floor: "pg/pages" },
  "typeorm/stream-entities": { peakRss: 110e6, floor: "pg/cursor" },
  "typeorm/get-raw-many": { yields: "raw", peakRss: 90e6, way: "whole", floor: "pg/query" },
  "typeorm/cursor-fetch": { yields: "raw", peakRss: 100e6, way: "pages", floor: "pg/cursor" },
  "typeorm/stream": { yields: "raw", peakRss: 95e6, way: "stream", floor: "pg/cursor" },
} as const satisfies Record<string, Read>;

const floors = {
  "pg/query": { yields: "raw", peakRss: 700e6, way: "whole" },
  "pg/cursor": { yields: "raw", peakRss: 80e6, way: "stream" },
  "pg/copy": { yields: "raw", peakRss: 70e6, way: "stream" },
} as const satisfies Record<string, Read>;

const without = (reads: Readonly<Record<string, Read>>, left: string): Record<string, Read> =>
  Object.fromEntries(Object.entries(reads).filter(([pattern]) => pattern !== left));

describe("the patterns that stand for all", () => {
  test("are the smallest and the usual read of entities, the smallest raw stream, and the floor of the first", () => {
    expect(chosenOf({ ...floors, ...orm })).toEqual([
      "typeorm/stream-entities",
      "typeorm/get-many",
      "typeorm/stream",
      "pg/cursor",
    ]);
  });

  test("have the largest read of entities among them where none is called the usual one", () => {
    expect(chosenOf({ ...without(orm, "typeorm/get-many"), ...floors })).toContain("typeorm/find");
  });

  test("have the smallest floor among them where that of the first wasn't read", () => {
    expect(chosenOf({ ...orm, ...without(floors, "pg/cursor") })).toContain("pg/copy");
  });

  test("are the largest of what there is where a kind wasn't read", () => {
    const { "typeorm/get-raw-many": whole, "typeorm/stream": stream } = orm;
    const raw = { "typeorm/get-raw-many": whole, "typeorm/stream": stream };
    expect(chosenOf({ ...floors, ...raw })).toEqual(["typeorm/stream", "pg/copy", "pg/query", "typeorm/get-raw-many"]);
  });

  test("are all where there are few, those without a figure last", () => {
    expect(chosenOf({ "a/broken": {}, "a/whole": { peakRss: 3e8 }, "a/paged": { peakRss: 1e8 } })).toEqual([
      "a/paged",
      "a/whole",
      "a/broken",
    ]);
    expect(chosenOf({})).toEqual([]);
  });
});
