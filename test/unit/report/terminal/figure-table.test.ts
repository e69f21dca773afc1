import pc from "picocolors";
import stringWidth from "string-width";
import { buildTable } from "../../../../src/report/model/figures.js";
import { drawTable } from "../../../../src/report/terminal/figure-table.js";
import { metricsTextTable } from "../../../../src/report/text-table.js";
import { summariseCases } from "../../../../src/results/case-summary.js";
import { millionRowResult } from "../../../results.js";

const table = metricsTextTable(buildTable(summariseCases(millionRowResult()), ["wall", "peakRss"], () => true));
const colors = pc.createColors(false);

test("A section's title that is wider than the table is wrapped, and widens no column", () => {
  const long = "a title of many words ".repeat(12).trim();
  const titled = { ...table, sections: table.sections.map((section) => ({ ...section, title: long })) };
  const lines = drawTable(titled, 80, colors).split("\n");
  expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
  const rows = (text: readonly string[]) => text.filter((line) => line.startsWith("  "));
  expect(rows(lines)).toEqual(rows(drawTable(table, 80, colors).split("\n")));
  expect(lines.join(" ")).toContain(long);
});

test("A heading without a unit is one line", () => {
  const statements = metricsTextTable(buildTable(summariseCases(millionRowResult()), ["statements"], () => true));
  const [title, rule] = drawTable(statements, 80, colors).split("\n");
  expect(title).toMatch(/^ +statements$/);
  expect(rule).toMatch(/^─+$/);
});
