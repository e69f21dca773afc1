import { changeFormat, formatChange, formatEstimate } from "../../../../../src/report/model/comparison/change-text.js";
import { noBreakSpace } from "../../../../../src/report/format.js";
import type { Cell, ComparedCell } from "../../../../../src/results/comparison.js";
import { changed, equal } from "../../../../comparisons.js";

const spaced = (text: string) => text.replaceAll(noBreakSpace, " ");

function compared(cell: Cell): ComparedCell {
  if (cell.kind !== "compared") throw new Error("the builder compares");
  return cell;
}

test.each([
  [changed("wall", 1.1214, [1.083, 1.166], "regressed"), "+12.1 % (+8.3 to +16.6)"],
  [changed("wall", 0.879, [0.851, 0.911], "improved"), "−12.1 % (−14.9 to −8.9)"],
  [changed("wall", 1.00001, [0.98, 1.02], "unchanged"), "0.0 % (−2.0 to +2.0)"],
  [changed("retained", 20_400, [18_000, 23_100], "regressed"), "+20 kB (+18 to +23)"],
  [changed("retained", -1_200, [-3_000, 600], "unchanged"), "−1.2 kB (−3.0 to +0.6)"],
  [equal("statements"), "0.0 %"],
  [changed("wall", 1.2, [0.63, 2.4], "inconclusive"), "+20.0 % (−37.0 to >+100.0)"],
  [changed("wall", 1.2, [0.0004, 12], "inconclusive"), "can't tell"],
  [changed("statements", 99.04, [99.04, 99.04], "regressed"), "+9,804.0 %"],
])("A change has its sign, its unit and its interval: %#", (cell, text) => {
  expect(spaced(formatEstimate(compared(cell)))).toBe(text);
});

test("What counts as a change isn't written as none", () => {
  expect(spaced(formatChange(compared(changed("statements", 1.0001, [1.0001, 1.0001], "regressed"))))).toBe("+0.01 %");
});

test("All changes of a column have one unit and as many decimals", () => {
  const cells = [100, 250_000].map((bytes) => compared(changed("retained", bytes, [bytes, bytes], "regressed")));
  const write = changeFormat(cells);
  expect(cells.map(({ change }) => write(change))).toMatchObject([
    { figure: "0", unit: "kB", reach: "" },
    { figure: "+250", unit: "kB", reach: "" },
  ]);
});

test("The reach is that of the interval's longer side", () => {
  const cell = compared(changed("wall", 1.1, [1.09, 1.15], "regressed"));
  expect(changeFormat([cell])(cell.change).reach).toBe("±5.0");
});
