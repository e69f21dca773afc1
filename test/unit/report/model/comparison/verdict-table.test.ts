import { buildVerdictTable } from "../../../../../src/report/model/comparison/verdict-table.js";
import type { CaseComparison } from "../../../../../src/results/comparison.js";
import { cellsWith, changed, equal, makeCase, notComparable, tellingCases } from "../../../../comparisons.js";

const shape = (cases: readonly CaseComparison[]) =>
  buildVerdictTable({ cases: [...cases] }).sections.map(({ state, rows }) => [
    state,
    ...rows.map(({ label }) => label),
  ]);

test("Changed cases come first, among them what fails, what leaks, and what regressed in most metrics", () => {
  expect(shape(tellingCases)).toEqual([
    [
      "changed",
      "typeorm/stream-entities",
      "typeorm/stream",
      "typeorm/take-keyset",
      "typeorm/get-many",
      "typeorm/cursor-fetch",
    ],
    ["unsure", "typeorm/take-skip"],
    ["unchanged", "typeorm/find"],
  ]);
});

test("A case of which nothing that decides was compared is neither changed nor unchanged", () => {
  const cells = [notComparable("wall", "CPU differ"), changed("firstRow", 3, [2, 4], "regressed")];
  expect(shape([makeCase("a/b", { cells })])).toEqual([["uncompared", "a/b"]]);
  expect(shape([])).toEqual([]);
});

test("Other statements are a mark beside the row, and no change of costs", () => {
  const candidate = [{ text: "SELECT 1", calls: 1 }];
  const cases = [makeCase("a/b", { statements: { kind: "different", baseline: [], candidate } })];
  const [section] = buildVerdictTable({ cases }).sections;
  expect(section?.state).toBe("unchanged");
  expect(section?.rows[0]?.marks.map(({ word }) => word)).toEqual(["SQL"]);
});

test("Columns are the metrics that decide, without those that are exactly the same in every case", () => {
  const cells = cellsWith(changed("bytesOut", 1.2, [1.2, 1.2], "regressed"));
  const table = buildVerdictTable({
    cases: [makeCase("a/b", { cells: [...cells, changed("throughput", 2, [1.9, 2.1], "improved")] }), makeCase("c/d")],
  });
  const titles = table.columns.map(({ metric }) => metric.name);
  expect(titles).toEqual(["wall", "cpu", "peakRss", "retained", "allocated", "bytesOut"]);
  expect(table.same.map(({ name }) => name)).toEqual(["bytesIn", "statements"]);
});

test("A metric decides that the user made decide", () => {
  const cells = [equal("wall"), changed("firstRow", 2, [1.9, 2.1], "regressed", { decides: true })];
  expect(buildVerdictTable({ cases: [makeCase("a/b", { cells })] }).columns.map(({ metric }) => metric.name)).toEqual([
    "firstRow",
  ]);
});

test("Cases of one pattern are told apart by their options", () => {
  const cases = [10, 1000].map((pageSize) => makeCase("typeorm/take-skip", { options: { pageSize } }));
  expect(shape(cases)).toEqual([["unchanged", "typeorm/take-skip pageSize=10", "typeorm/take-skip pageSize=1000"]]);
});
