import { completed, makeResult, type CaseSpec } from "../../../results.js";
import { growthSections } from "../../../../src/report/model/growth/section.js";
import type { Block } from "../../../../src/report/model/report.js";
import type { Result } from "../../../../src/results/schema.js";

const sizes = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000];

type Law = (rows: number) => number;

const scaled = (pattern: string, laws: Readonly<Record<string, Law>>): CaseSpec[] =>
  sizes.map((rows) => ({
    pattern,
    rows,
    trials: [completed(Object.fromEntries(Object.entries(laws).map(([name, law]) => [name, law(rows)])))],
  }));

/** A result of `scale`, whose patterns claim what is said. */
function scaleResult(cases: readonly CaseSpec[], claims: Readonly<Record<string, "flat" | "linear">> = {}): Result {
  const result = makeResult(cases, { command: "scale", options: { predict: [50_000_000] } });
  const patterns = result.patterns.map((each) => ({ ...each, ...(claims[each.id] && { memory: claims[each.id] }) }));
  return { ...result, patterns };
}

function saidOf(result: Result): string[] {
  const blocks = growthSections(result)[0]?.blocks ?? [];
  return blocks.flatMap((block: Block) => (block.kind === "sentences" ? block.sentences.map(({ text }) => text) : []));
}

const flat: Law = () => 90e6;
const linear: Law = (rows) => 100e6 + 900 * rows;

test("Each pattern's memory is called what it is", () => {
  const said = saidOf(
    scaleResult([...scaled("pg/cursor", { peakRss: flat }), ...scaled("pg/query", { peakRss: linear })]),
  );
  expect(said).toEqual([
    "Flat memory, as far as 300,000 rows tell: pg/cursor (90\u00a0MB).",
    "Memory grows with the rows: pg/query by 900\u00a0B per row from 100\u00a0MB.",
    expect.stringContaining("Fitted without 300,000 rows"),
  ]);
});

test("A claim that doesn't hold is said first, in either direction", () => {
  const cases = [...scaled("pg/cursor", { peakRss: linear }), ...scaled("pg/query", { peakRss: flat })];
  const said = saidOf(scaleResult(cases, { "pg/cursor": "flat", "pg/query": "linear" }));
  expect(said.slice(0, 2)).toEqual([
    "pg/cursor claims flat memory, but its peak RSS grows by 900\u00a0B per row.",
    "pg/query claims memory that grows with the rows, but its peak RSS is flat as far as 300,000 rows tell.",
  ]);
});

test("The table has what was asked to be predicted, and where limits end", () => {
  const [section] = growthSections(scaleResult(scaled("pg/query", { peakRss: linear })));
  const table = section?.blocks.find((block) => block.kind === "table");
  if (table?.kind !== "table") throw new Error("No table.");
  const cells = Object.fromEntries(
    table.columns.map(({ title }, index) => [title, table.groups[0]?.rows[0]?.cells[index]]),
  );
  expect(cells["50,000,000 rows"]).toMatchObject({ text: "45.1", unit: "GB" });
  expect(cells["512 MB"]).toMatchObject({ text: "458,000" });
  expect(cells["4 GB"]).toMatchObject({ text: "4,330,000" });
});

test("A result of one size has no laws", () => {
  expect(growthSections(makeResult(scaled("pg/query", { peakRss: linear })))).toEqual([]);
});
