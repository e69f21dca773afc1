import pc from "picocolors";
import stringWidth from "string-width";
import { figuresTable } from "../../../../src/report/model/figures.js";
import { withColumns } from "../../../../src/report/model/table.js";
import { drawFigureTable } from "../../../../src/report/terminal/figure-table.js";
import { summariseCases } from "../../../../src/results/case-summary.js";
import { millionRowResult } from "../../../results.js";

const whole = figuresTable(summariseCases(millionRowResult()), () => true);
const tableOf = (...names: string[]) => withColumns(whole, ({ name }) => names.includes(name));
const table = tableOf("wall", "peakRss");
const colors = pc.createColors(false);

test("A group's title that is wider than the table is wrapped, and widens no column", () => {
  const long = "a title of many words ".repeat(12).trim();
  const titled = { ...table, groups: table.groups.map((group) => ({ ...group, title: long })) };
  const lines = drawFigureTable(titled, 80, colors).split("\n");
  expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
  const rows = (text: readonly string[]) => text.filter((line) => line.startsWith("  "));
  expect(rows(lines)).toEqual(rows(drawFigureTable(table, 80, colors).split("\n")));
  expect(lines.join(" ")).toContain(long);
});

test("A heading without a unit is one line", () => {
  const [title, rule] = drawFigureTable(tableOf("statements"), 80, colors).split("\n");
  expect(title).toMatch(/^ +statements$/);
  expect(rule).toMatch(/^─+$/);
});
