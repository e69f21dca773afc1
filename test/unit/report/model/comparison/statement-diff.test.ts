import {
  diffStatements,
  statementDiffs,
  type StatementLine,
} from "../../../../../src/report/model/comparison/statement-diff.js";
import { noBreakSpace } from "../../../../../src/report/format.js";
import { makeCase, makeComparison, selectStatement } from "../../../../comparisons.js";

type Statements = Parameters<typeof diffStatements>[0]["baseline"];

const lineText = ({ sign, calls, parts }: StatementLine): string =>
  `${sign} ${calls} ${parts.map(({ text }) => text).join("")}`;

const diff = (baseline: Statements, candidate: Statements) =>
  diffStatements({ kind: "different", baseline, candidate });
const texts = (baseline: Statements, candidate: Statements) =>
  diff(baseline, candidate).map((line) => lineText(line).replaceAll(noBreakSpace, " "));

test("The same statement in other numbers is shown with both of them", () => {
  const text = "SELECT 1";
  expect(texts([{ text, calls: 1 }], [{ text, calls: 10_001 }])).toEqual(["- 1 × SELECT 1", "+ 10,001 × SELECT 1"]);
});

test("An extra statement is a line that was added", () => {
  expect(texts([], [{ text: "SELECT COUNT(1)", calls: 100 }])).toEqual(["+ 100 × SELECT COUNT(1)"]);
});

test("Where one statement turned into another, the words that changed are marked", () => {
  const lines = diff(
    [{ text: "SELECT a, b FROM t WHERE id > $1 LIMIT 10", calls: 1 }],
    [{ text: "SELECT a, c FROM t WHERE id > $1 LIMIT 10", calls: 1 }],
  );
  const marked = lines.map(({ parts }) => parts.filter(({ changed }) => changed).map(({ text }) => text));
  expect(marked).toEqual([["b"], ["c"]]);
});

test("What didn't change of a long statement is shortened, so that what did is seen", () => {
  const [before, after] = ["", " LIMIT 7"].map((end) => ({ text: `${selectStatement("employee")}${end}`, calls: 1 }));
  if (!before || !after) throw new Error("there are two");
  const [removed, added] = texts([before], [after]);
  expect(added).toMatch(/^\+ 1 × SELECT .* … .* LIMIT 7$/);
  expect(removed?.length).toBeLessThan(80);
});

test("Several statements that became others are shown as whole lines", () => {
  const lines = diff(
    [
      { text: "BEGIN", calls: 1 },
      { text: "FETCH 10", calls: 5 },
    ],
    [
      { text: "START", calls: 1 },
      { text: "FETCH 20", calls: 3 },
    ],
  );
  expect(lines.map(({ sign }) => sign).join("")).toBe("--++");
  expect(lines.every(({ parts }) => parts.every(({ changed }) => changed))).toBe(true);
});

test("Two texts that have nothing in common are held against each other in no time", () => {
  const words = (prefix: string) => Array.from({ length: 20_000 }, (_, index) => `${prefix}${index}`).join(" ");
  const lines = diff([{ text: words("a"), calls: 1 }], [{ text: words("b"), calls: 1 }]);
  expect(lines.map((line) => lineText(line).length < 400)).toEqual([true, true]);
});

test("Cases with the same difference share it; of hundreds of statements a few are shown", () => {
  const many = Array.from({ length: 300 }, (_, index) => ({ text: `SELECT ${index}`, calls: 1 }));
  const statements = { kind: "different" as const, baseline: [], candidate: many };
  const [shared, ...others] = statementDiffs(
    makeComparison([makeCase("a/b", { statements }), makeCase("c/d", { statements }), makeCase("e/f")]),
  );
  expect(others).toEqual([]);
  expect(shared).toMatchObject({ labels: ["a/b", "c/d"], left: 280 });
  expect(shared?.lines).toHaveLength(20);
});
