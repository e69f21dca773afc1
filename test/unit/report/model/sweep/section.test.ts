import { resultReport } from "../../../../../src/report/model/result.js";
import { rowsOf, type Table } from "../../../../../src/report/model/table.js";
import { plainWords } from "../../../../../src/report/model/words.js";
import { nearestOf, sweepSections } from "../../../../../src/report/model/sweep/section.js";
import type { Block } from "../../../../../src/report/model/report.js";
import type { Result } from "../../../../../src/results/schema.js";
import { millionRowResult } from "../../../../results.js";
import { sweepResult, sweptFigures } from "../../../../sweeps.js";

const blocksOf = (result: Result): readonly Block[] => sweepSections(result)[0]?.blocks ?? [];
const sentencesOf = (result: Result): string[] =>
  blocksOf(result)
    .flatMap((block) => (block.kind === "sentences" ? block.sentences.map(({ text }) => text) : []))
    .map((text) => text.replaceAll("\u00a0", " "));
const tableOf = (result: Result): Table => {
  const table = blocksOf(result).find((block) => block.kind === "table");
  if (!table) throw new Error("There is no table.");
  return table;
};

test("It says what a batch that nobody can choose costs far from the server", () => {
  expect(sentencesOf(sweepResult())).toContain(
    "typeorm/stream makes 1,002 round trips, one per 100 rows, which no option changes: at 2 ms of latency it takes 2.9 s " +
      "instead of 900 ms, 3.2 times as long.",
  );
});

test("It says which values of an option none beats, at each latency", () => {
  const said = sentencesOf(sweepResult()).find((text) => text.includes("front of typeorm/stream-batched:"));
  expect(said).toMatch(/^On the front of .*batchSize=1000 .* at 0 ms of latency; .*batchSize=10000 .* at 2 ms\.$/);
});

test("It says how far predictions were off, and what the relay added", () => {
  const said = sentencesOf(sweepResult());
  expect(said).toContain("Predicted from wall at 0 ms and round trips: at 2 ms, 6 of 6 within 15 % (worst: 0 % off).");
  expect(said).toContain("Measured by pings, the relay added 2.00 ms when asked for 2 ms.");
  // Half of what it asks is under way at once.
  const parallel = sweptFigures.map((read) => ({ ...read, waits: 0.5 }));
  expect(sentencesOf(sweepResult(parallel)).join(" ")).toMatch(/at 2 ms, 3 of 6 within 15 % \(worst: \d\d % off\)/);
});

test("From fewer than three trials no option is called best", () => {
  const result = sweepResult();
  const fewer = { ...result, rounds: 2, trials: result.trials.filter(({ round }) => round < 3) };
  expect(sentencesOf(fewer)[0]).toBe("2 trials each are too few to say which option is best: 3 are needed.");
  const tones = rowsOf(tableOf(fewer)).flatMap(({ cells }) =>
    cells.flatMap((cell) => (cell.kind === "figure" ? cell.tone : [])),
  );
  expect(tones).not.toContain("best");
});

test("The table has a row a read under its pattern, with the wall time at each latency beside what was predicted", () => {
  const table = tableOf(sweepResult());
  expect(table.columns.map(({ title }) => title.replaceAll("\u00a0", " "))).toEqual([
    "round trips",
    "peak RSS",
    "wall at 0 ms",
    "wall at 2 ms",
    "predicted",
  ]);
  expect(table.groups.map(({ title }) => plainWords(title ?? ""))).toEqual([
    "typeorm/stream",
    "typeorm/stream-batched",
    "typeorm/get-many",
  ]);
  const [, batched] = table.groups;
  expect(batched?.rows.map(({ name }) => plainWords(name))).toEqual([
    ...["batchSize=10", "batchSize=100", "batchSize=1000", "batchSize=10000"],
  ]);
  expect(batched?.rows[0]?.cells.map((cell) => (cell.kind === "figure" ? cell.value : undefined))).toEqual([
    ...[10_002, 88e6, 4_000, 24_004, 24_004],
  ]);
});

test("What was read far from the server isn't shown in full, and of another result nothing is left out", () => {
  const sections = resultReport(sweepResult()).sections.map(({ id }) => id);
  expect(sections).toContain("sweep");
  expect(sections).not.toContain("trade-off");
  expect(nearestOf(sweepResult()).cases).toHaveLength(6);
  const bench = millionRowResult();
  expect(nearestOf(bench)).toBe(bench);
  expect(sweepSections(bench)).toEqual([]);
});

test("Its charts are drawn at each latency, with the knee said in words", async () => {
  const [, fronts] = sweepSections(
    sweepResult([
      { pattern: "a/b", options: { size: 1 }, wall: 10_000, trips: 1, peak: 100 },
      { pattern: "a/b", options: { size: 2 }, wall: 1_000, trips: 1, peak: 110 },
      { pattern: "a/b", options: { size: 3 }, wall: 800, trips: 1, peak: 900 },
    ]),
  );
  const charts = await Promise.all(
    (fronts?.blocks ?? []).flatMap((block) => (block.kind === "chart" ? [block.make()] : [])),
  );
  expect(charts.map(({ wide }) => wide?.name)).toEqual(["front-0ms", "front-2ms"]);
  expect(charts[0]?.wide?.description).toMatch(/a\/b size=2: 1\.0\s+s, peak RSS 110\s+MB; the knee/);
});
