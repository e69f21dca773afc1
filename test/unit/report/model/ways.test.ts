import { conclude } from "../../../../src/report/model/conclusions.js";
import { overTheFloorSection } from "../../../../src/report/model/over-the-floor.js";
import type { Section } from "../../../../src/report/model/report.js";
import type { Cell, Table } from "../../../../src/report/model/table.js";
import { plainWords } from "../../../../src/report/model/words.js";
import { waysSection } from "../../../../src/report/model/ways.js";
import { summariseCases } from "../../../../src/results/case-summary.js";
import type { Result, Way } from "../../../../src/results/schema.js";
import { markdownOf, pageOf, terminalOf } from "../../../reports.js";
import { completed, failed, makeResult, type CaseSpec, type Readings } from "../../../results.js";

const MB = 1e6;
const rows = 1_000;

const read = (pattern: string, way: Way, readings: Readings, floor?: string): CaseSpec => ({
  pattern,
  way,
  rows,
  ...(floor !== undefined && { floor }),
  trials: [1, 2, 3].map(() => completed({ wall: 100, firstRow: 10, ...readings })),
});

const whole = read("pg/query", "whole", { cpu: 10, peakRss: 100 * MB, allocated: 1 * MB });
const find = read("orm/find", "whole", { cpu: 30, peakRss: 160 * MB, allocated: 5 * MB }, "pg/query");
const raw = read("orm/raw", "whole", { cpu: 12, peakRss: 120 * MB, allocated: 2 * MB }, "pg/query");
const select = read("other/select", "whole", { cpu: 12, peakRss: 90 * MB, allocated: 1 * MB }, "pg/query");
const stream = read("other/stream", "stream", { cpu: 12, peakRss: 80 * MB, firstRow: 95 });

const sectionOf = (
  make: (result: Result, cases: ReturnType<typeof summariseCases>) => Section | undefined,
  specs: CaseSpec[],
) => {
  const result = makeResult(specs);
  return make(result, summariseCases(result));
};

const textOf = (cell: Cell): string =>
  cell.kind === "figure" ? cell.text : cell.kind === "words" ? plainWords(cell.words) : "–";

function linesOf(section: Section | undefined): string[][] {
  const [table] = section?.blocks ?? [];
  return ((table as Table | undefined)?.groups ?? []).flatMap((group) => [
    ...(group.title === undefined ? [] : [[plainWords(group.title)]]),
    ...group.rows.map(({ name, cells, marks = [] }) => [
      plainWords(name),
      ...marks.map(({ word }) => word),
      ...cells.map(textOf),
    ]),
  ]);
}

const sentences = (specs: CaseSpec[]) => conclude(makeResult(specs)).map(({ text }) => text);

test("Of each ORM and way the read with the smallest peak stands there, the floor behind them, and who has none", () => {
  expect(linesOf(sectionOf(waysSection, [whole, find, raw, select, stream]))).toEqual([
    ["the whole result in one statement"],
    ["orm/raw", "12.0", "120", "2.0", "–"],
    ["other/select", "12.0", "90", "1.0", "–"],
    ["pg/query", "floor", "10.0", "100", "1.0", "–"],
    ["row by row, or some at a time"],
    ["other/stream", "12.0", "80", "–", "–"],
    ["orm", "–", "–", "–", "–"],
  ]);
});

test("Nothing is to be chosen among the reads of one ORM", () => {
  expect(sectionOf(waysSection, [whole, find, raw])).toBeUndefined();
});

const unfit = "it needs Node 99, and this is v20.20.2";
const leftOut = ["find", "stream"].map((name) => ({ pattern: `newer/${name}`, why: unfit }));
const withLeftOut = (specs: CaseSpec[]) => makeResult(specs, { leftOut });

test("An ORM that can't be read here has a row with its reason, once, and one beside it is enough for a table", () => {
  const result = withLeftOut([whole, find]);
  const [table] = waysSection(result, summariseCases(result))?.blocks ?? [];
  expect((table as Table).endings).toEqual([
    { name: [{ name: "newer" }], how: "not read", message: `since ${unfit}`, failed: false },
  ]);
});

test("What can't be read here is said in every report, and claims are of the others", async () => {
  const quick = { ...find, pattern: "orm/quick" };
  const specs = [whole, { ...quick, trials: [1, 2, 3].map((wall) => completed({ wall, peakRss: wall * MB })) }, find];
  const result = withLeftOut(specs);
  const page = await pageOf(result);
  for (const text of [terminalOf(result, { columns: 1000, color: false }), markdownOf(result), page]) {
    expect(text).toContain(`Not read, and not among those compared: newer, since ${unfit}.`);
    expect(text).toContain("Fastest of the reads that give entities, of those that can be read here: orm/quick");
  }
  expect(page).toContain("not read: newer");
  expect(terminalOf(makeResult(specs), { columns: 1000, color: false })).not.toContain("Not read");
});

test("A read that didn't complete stands there only where no other of its way did", () => {
  const broken = { ...raw, trials: [failed("no")] };
  expect(linesOf(sectionOf(waysSection, [whole, find, broken, select]))[1]?.[0]).toBe("orm/find");
  expect(linesOf(sectionOf(waysSection, [whole, broken, select]))[1]).toEqual(["orm/raw", "–", "–", "–", "–"]);
});

test("What a read adds to its floor is the difference, by rows where it grows with them", () => {
  expect(linesOf(sectionOf(overTheFloorSection, [whole, find, select]))).toEqual([
    ["orm/find", "pg/query", "+20.0", "+60", "+4.0"],
    ["other/select", "pg/query", "+2.0", "−10", "0.0"],
  ]);
  expect(sectionOf(overTheFloorSection, [find, select])).toBeUndefined();
});

test("A statement a row is called N+1, and an iterator that read all before is called that", () => {
  const each = read("orm/lazy", "each", { statements: rows + 1, peakRss: 100 * MB });
  expect(sentences([whole, each])).toContainEqual(
    expect.stringContaining("N+1: orm/lazy sends 1,001 statements for 1,000 rows"),
  );
  expect(sentences([whole, find]).join()).not.toContain("N+1");
  expect(sentences([whole, stream])).toContainEqual(
    "other/stream hands out rows one by one, but has read all of them first: its first row came after 95 % of the time.",
  );
  const honest = read("other/stream", "stream", { firstRow: 5 });
  expect(sentences([whole, honest]).join()).not.toContain("one by one");
});
