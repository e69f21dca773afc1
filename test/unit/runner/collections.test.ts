import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, removeFolder, runNode, writeProgram } from "../../program.js";
import { heapReadings, heapTimeline, parseCollection, type Collection } from "../../../src/runner/collections.js";

/** Recorded with --trace-gc-nvp: a forced young collection, two that V8 wanted, and a forced full one. */
const recorded: readonly (readonly [number, readonly Collection[]])[] = [
  [
    20,
    [
      { at: 36, pause: 0.1, before: 3_038_728, after: 3_038_496 },
      { at: 38, pause: 0.8, before: 4_315_216, after: 4_097_040 },
      { at: 42, pause: 3.8, before: 4_264_560, after: 4_166_184 },
      { at: 73, pause: 4.9, before: 18_630_696, after: 3_045_224 },
    ],
  ],
  [
    22,
    [
      { at: 50, pause: 0.1, before: 3_909_432, after: 3_909_200 },
      { at: 52, pause: 0.9, before: 4_948_128, after: 4_659_456 },
      { at: 54, pause: 1.1, before: 4_948_208, after: 4_839_952 },
      { at: 101, pause: 12.1, before: 19_085_288, after: 3_917_408 },
    ],
  ],
  [
    24,
    [
      { at: 50, pause: 0.1, before: 4_133_112, after: 4_132_880 },
      { at: 54, pause: 0.8, before: 5_193_760, after: 5_004_400 },
      { at: 56, pause: 1.2, before: 5_193_808, after: 5_113_600 },
      { at: 103, pause: 4.5, before: 18_729_536, after: 4_145_872 },
    ],
  ],
  [
    26,
    [
      { at: 42, pause: 0.172, before: 4_216_048, after: 4_248_552 },
      { at: 47, pause: 1.012, before: 5_271_760, after: 5_081_832 },
      { at: 48, pause: 1.2, before: 5_274_624, after: 5_161_688 },
      { at: 88, pause: 4.072, before: 18_905_296, after: 4_219_696 },
    ],
  ],
];

const traceOf = (version: number): string[] =>
  readFileSync(join("test", "fixtures", `gc-trace-node-${version}.txt`), "utf8")
    .trimEnd()
    .split("\n");

test.each(recorded)("The trace of Node %i is read", (version, collections) => {
  expect(traceOf(version).map(parseCollection)).toEqual(collections);
});

test.each([
  "",
  "some line that a library wrote",
  "pause=1 total_size_before=2 total_size_after=3",
  "[12345:0x5571e0]       41 ms: Scavenge 4.3 (4.6) -> 3.9 (5.6) MB, 0.83 / 0.00 ms  (average mu = 1.000) task;",
  "[12345:0x5571e0]       41 ms: pause=1.0 mutator=3.1 gc=s total_size_before=4315216",
  "[12345:0x5571e0] pause=1.0 total_size_before=1 total_size_after=2",
])("Any other line is no collection: %j", (line) => {
  expect(parseCollection(line)).toBeUndefined();
});

test("A pause so short that it is written with an exponent isn't taken for a second", () => {
  const line = '[9:0x1:0]  7 ms: GC: {"pause":5e-05,"gc":"s","start_object_size":20,"end_object_size":10}';
  expect(parseCollection(line)).toEqual({ at: 7, pause: 0.00005, before: 20, after: 10 });
});

describe("The metrics of a trace", () => {
  const first: Collection = { at: 10, pause: 50, before: 900, after: 800 };
  const last: Collection = { at: 40, pause: 60, before: 9000, after: 800 };
  const window: readonly Collection[] = [
    { at: 12, pause: 1, before: 1500, after: 900 },
    { at: 15, pause: 4, before: 2100, after: 1000 },
    { at: 30, pause: 2, before: 1300, after: 1100 },
  ];

  test("Add up to what a person adds up", () => {
    // 1500 - 810 = 690, 2100 - 900 = 1200, 1300 - 1000 = 300, 1250 - 1100 = 150
    expect(heapReadings([first, ...window, last], { start: 810, end: 1250 }, 29)).toEqual({
      allocated: 2340,
      peakHeap: 2100,
      gcPause: 7,
      gcLongestPause: 4,
      gcCount: 3,
    });
  });

  test("Leave out the collections that mark the window", () => {
    expect(heapReadings([first, last], { start: 810, end: 1250 }, 30)).toEqual({
      allocated: 440,
      peakHeap: 1250,
      gcPause: 0,
      gcLongestPause: 0,
      gcCount: 0,
    });
  });

  test("Don't take bytes back where a concurrent sweep frees some between two collections", () => {
    const swept = [first, { at: 20, pause: 1, before: 700, after: 600 }, last];
    expect(heapReadings(swept, { start: 800, end: 500 }, 30)).toMatchObject({ allocated: 0, peakHeap: 800 });
  });

  test("Are absent with the true reason where the disk took no more of the trace, whatever is left of it", () => {
    for (const traced of [[], [first]]) {
      for (const reading of Object.values(heapReadings(traced, { start: 1, end: 2 }, 29, "ENOSPC: the disk is full"))) {
        expect(reading).toEqual({ absent: expect.stringContaining("(ENOSPC: the disk is full)") as string });
      }
    }
    // It may be full by now and have taken all of it.
    expect(heapReadings([first, last], { start: 810, end: 1250 }, 30, "ENOSPC").gcCount).toBe(0);
  });

  test("Are absent, with a reason, where there is no trace", () => {
    for (const reading of Object.values(heapReadings([], { start: 1, end: 2 }, 1))) {
      expect(reading).toEqual({ absent: expect.stringContaining("no trace") as string });
    }
  });

  test("Are absent, with a reason, where the trace breaks off before the window's end", () => {
    for (const traced of [[first], [first, ...window]]) {
      for (const reading of Object.values(heapReadings(traced, { start: 810, end: 1250 }, 29))) {
        expect(reading).toEqual({ absent: expect.stringContaining("disk full") as string });
      }
    }
  });

  test("Don't overflow the stack over a hundred thousand collections", () => {
    const many = Array.from({ length: 100_000 }, (_, at) => ({ at, pause: 0.5, before: 2000, after: 1000 }));
    expect(heapReadings(many, { start: 1000, end: 1000 }, 99_999)).toMatchObject({
      allocated: 99_998 * 1000,
      gcCount: 99_998,
      gcPause: 49_999,
    });
  });
});

test("The timeline counts from the collection that marks the window's start; neither mark is in it", () => {
  const traced = [
    { at: 10, pause: 1, before: 5, after: 4 },
    { at: 12, pause: 1, before: 9, after: 6 },
    { at: 25, pause: 1, before: 8, after: 3 },
    { at: 26, pause: 1, before: 4, after: 3 },
  ];
  expect(heapTimeline(traced)).toEqual([
    [2, 9, 6],
    [15, 8, 3],
  ]);
  expect(heapTimeline([])).toEqual([]);
});

describe("A trace of the Node that runs here", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await makeFolder();
  });

  afterAll(() => removeFolder(folder));

  test("Gives the bytes that a program allocated, freed or not", async () => {
    const program = await writeProgram(
      join(folder, "allocates.mjs"),
      `
      import { startHeap } from "../src/probes/heap.js";
      // Optimised code first, so that the window holds no compiling.
      const allocate = (count) => { let kept; for (let i = 0; i < count; i++) kept = new Array(1022).fill(i); return kept; };
      allocate(20_000);
      const stop = startHeap();
      const kept = allocate(20_000);
      const { ends } = stop();
      console.log("\\nENDS " + JSON.stringify({ ...ends, kept: kept.length }));
      `,
    );
    const { code, stdout } = await runNode(["--expose-gc", "--max-semi-space-size=2", program]);
    expect(code).toBe(0);
    const lines = stdout.split("\n");
    const ends = JSON.parse(lines.find((line) => line.startsWith("ENDS "))?.slice(5) ?? "") as {
      start: number;
      end: number;
    };
    const collections = lines.flatMap((line) => parseCollection(line) ?? []);
    const { allocated, gcCount } = heapReadings(collections, ends, 0);
    expect(gcCount).toBeGreaterThan(10);
    // 1022 elements of 8 bytes (pointers aren't compressed in Node), 16 of their store, 32 of the array itself.
    expect(allocated).toBeGreaterThan(0.99 * 20_000 * 8224);
    expect(allocated).toBeLessThan(1.03 * 20_000 * 8224);
  });
});
