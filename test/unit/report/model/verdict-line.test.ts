import { exitCodeOf, judgingOf } from "../../../../src/commands/session/exit-code.js";
import { keptJudging, type Judging } from "../../../../src/compare/thresholds.js";
import { noBreakSpace } from "../../../../src/report/format.js";
import { renderTogether } from "../../../../src/report/markdown/together.js";
import type { VerdictLine } from "../../../../src/report/model/report.js";
import { resultReport } from "../../../../src/report/model/result.js";
import { verdictOfAll } from "../../../../src/report/model/verdict-line.js";
import type { CaseComparison } from "../../../../src/results/comparison.js";
import type { Result } from "../../../../src/results/schema.js";
import {
  cellsWith,
  changed,
  differentData,
  makeCase,
  notComparable,
  steadyCells,
  tellingCases,
  upgradeResult,
} from "../../../comparisons.js";
import { makeResult } from "../../../results.js";
import { markdownOf, pageOf, terminalOf } from "../../../reports.js";

/** The line and the exit code of one result, judged as it says itself. */
function lineOf(result: Result, judging: Judging = judgingOf()): [line: string, code: number] {
  const judged = { ...result, judging: keptJudging(judging) };
  const { verdict } = resultReport(judged);
  return [`${verdict?.word ?? ""}: ${verdict?.why ?? ""}`.replaceAll(noBreakSpace, " "), exitCodeOf(judged, judging)];
}
const of = (cases: readonly CaseComparison[], overrides: Partial<Result> = {}) => upgradeResult(cases, overrides);
const strict = judgingOf({ strict: true });
const undecided = makeCase("typeorm/find", {
  cells: cellsWith(changed("wall", 1.03, [0.94, 1.12], "inconclusive")),
});

test("A comparison in which nothing got worse passes, and says what stayed undecided", () => {
  expect(lineOf(of([makeCase("typeorm/find"), makeCase("pg/query")]))).toEqual([
    "PASS: nothing regressed in 2 reads, and both sides returned the same data.",
    0,
  ]);
  expect(lineOf(of([undecided]))).toEqual([
    "PASS: nothing regressed in 1 read, and both sides returned the same data; typeorm/find left metrics undecided: wall.",
    0,
  ]);
});

test("What can't be told is no pass where that was asked for", () => {
  expect(lineOf(of([undecided]), strict)).toEqual(["CAN'T TELL: typeorm/find left metrics undecided: wall.", 5]);
});

test("A regression fails by the read that it is clearest in, with its change, and says how many there are", () => {
  const worse = makeCase("typeorm/stream", {
    cells: cellsWith(
      changed("wall", 1.12, [1.08, 1.16], "regressed"),
      changed("statements", 2, [2, 2], "regressed", { baseline: 1 }),
    ),
  });
  const slightly = makeCase("typeorm/find", { cells: cellsWith(changed("cpu", 1.06, [1.05, 1.07], "regressed")) });
  expect(lineOf(of([slightly, worse]))).toEqual([
    "FAIL: typeorm/stream regressed in statements +100.0 % and wall +12.0 % (+8.0 to +16.0); 1 more read got worse.",
    1,
  ]);
  expect(lineOf(of(tellingCases))[0]).toMatch(/^FAIL: typeorm\/stream-entities now fails; \d more reads got worse\.$/);
});

test("Different data fails before anything else", () => {
  const [line, code] = lineOf(differentData(of(tellingCases)));
  expect(line).toMatch(
    /^FAIL: the reads returned different data: .+ against .+, the checksum over all columns is 4d3c/,
  );
  expect(code).toBe(3);
});

test("Where nothing could be compared it can't tell, with the reason", () => {
  const cells = steadyCells.map(({ metric }) => notComparable(metric, "rows differ"));
  expect(lineOf(of([makeCase("typeorm/find", { cells })]))).toEqual([
    "CAN'T TELL: nothing could be compared: rows differ.",
    4,
  ]);
  expect(lineOf({ ...of([makeCase("typeorm/find")]), stopped: "The server went away." })).toEqual([
    "CAN'T TELL: The server went away.",
    4,
  ]);
});

test("Every text begins or ends with it, and a result without a comparison has none", async () => {
  const result = of([makeCase("typeorm/find")]);
  expect(markdownOf(result)).toMatch(/^PASS: nothing regressed in 1 read, .+\.\n\n## /);
  expect(terminalOf(result, { columns: 160, color: false })).toMatch(/\nPASS: nothing regressed in 1 read, .+\.$/);
  expect(await pageOf(result)).toMatch(
    /<p class="verdict pass">\s*<strong>PASS<\/strong>.*?<span>nothing regressed in 1 read, .+\.<\/span>/s,
  );
  expect(resultReport(makeResult([])).verdict).toBeUndefined();
});

describe("Several comparisons", () => {
  const named = (name: string, word: VerdictLine["word"]) => ({ name, verdict: { word, why: `${name} did.` } });

  test("come to what the worst of them comes to", () => {
    const [pass, fail, open] = [named("Order", "PASS"), named("Item", "FAIL"), named("User", "CAN'T TELL")];
    expect(verdictOfAll([pass, open, fail, named("Tag", "FAIL")], false)).toEqual({
      word: "FAIL",
      why: "Item: Item did. The same holds for 1 more of 4.",
    });
    expect(verdictOfAll([pass, open], true)).toEqual({ word: "CAN'T TELL", why: "User: User did." });
    expect(verdictOfAll([pass], true).word).toBe("CAN'T TELL");
    expect(verdictOfAll([pass, pass], false)).toEqual({
      word: "PASS",
      why: "nothing regressed in any of 2 workloads that were read.",
    });
  });

  test("are one text that begins with it, and leaves out whole reports where it would get too long", () => {
    const overall = { word: "PASS", why: "all is fine." } as const;
    const report = (name: string, size: number) => ({
      ...named(name, "PASS"),
      markdown: `## ${name} ${"x".repeat(size)}\n\n`,
    });
    const text = renderTogether(overall, [report("a", 30_000), report("b", 40_000), report("c", 10)]);
    expect(text).toMatch(/^PASS: all is fine\.\n\n- <code>a<\/code> PASS: a did\.\n- <code>b<\/code> PASS: b did\.\n/);
    expect(text).toContain("## c");
    expect(text).not.toContain("## b");
    expect(text).toContain("1 of the reports was left out");
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
  });
});
