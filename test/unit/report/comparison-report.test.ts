import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { changesChart } from "../../../src/report/charts/changes.js";
import { inlineSvg, standaloneSvg } from "../../../src/report/charts/chart.js";
import { color } from "../../../src/report/charts/theme.js";
import { html } from "../../../src/report/html/markup.js";
import { comparisonProgress } from "../../../src/report/model/comparison/section.js";
import { renderTerminal } from "../../../src/report/terminal/report.js";
import { noBreakSpace } from "../../../src/report/format.js";
import { narrowest } from "../../../src/report/terminal/text.js";
import {
  cellsWith,
  changed,
  differentData,
  makeCase,
  makeComparison,
  sampleCalibration,
  separateComparison,
  tellingCases,
  upgradeResult,
} from "../../comparisons.js";
import { hostileResult } from "../../hostile-results.js";
import { completed, makeResult, millionRowResult } from "../../results.js";
import { joined, markdownOf, pageOf, terminalOf } from "../../reports.js";

const spaced = (text: string) => joined(text).replaceAll(noBreakSpace, " ");
const plain = (columns: number) => ({ columns, color: false });

/** The places of these texts, which must be in this order. */
function expectOrder(text: string, parts: readonly string[]): void {
  const places = parts.map((part) => text.indexOf(part));
  expect(places.filter((place) => place < 0)).toEqual([]);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
}

describe("in the terminal", () => {
  test("a comparison answers in its order, and each side's own table is left out", () => {
    const text = spaced(terminalOf(upgradeResult(), plain(80)));
    expectOrder(text, [
      "typeorm@0.3.27 → typeorm@1.1.1\n• Of 7 reads",
      "Is it the same?",
      '+ 101 × SELECT COUNT(1) AS "cnt" FROM "employees" "employee"',
      "Does it leak?",
      "Does it cost more?",
      "changed\n  typeorm/stream-entities",
      "can't tell\n  typeorm/take-skip",
      "unchanged\n  typeorm/find",
      "Is it worth it?",
      "What was compared",
    ]);
    expect(text).not.toContain("median ± half the range");
    expect(text).not.toContain("Too close to tell");
  });

  test("a verdict is told by a sign, a change by its sign and its interval, in one row with the marks", () => {
    const text = spaced(terminalOf(upgradeResult(), plain(160)));
    expect(text).toMatch(/typeorm\/take-keyset +source SQL +\+12\.4 % ±4\.2 ✗ +\+12\.1 % ±2\.8 ✗ +\+0\.2 % ±0\.8 =/);
    expect(text).toMatch(/typeorm\/take-skip +\+3\.1 % ±9\.1 \?/);
    expect(text).toMatch(/typeorm\/stream-entities +now fails +–/);
  });

  test("two runs that were made apart have the later one's table, too", () => {
    const text = terminalOf(millionRowResult(3, { comparisons: [separateComparison] }), plain(120));
    expectOrder(text, ["median ± half the range", "Does it cost more?", "Fastest of the reads"]);
  });

  test.each([narrowest, 80, 160])("no line is wider than %d columns, and none steers the terminal", (columns) => {
    for (const result of [hostileResult(), differentData(upgradeResult())]) {
      const text = stripVTControlCharacters(terminalOf(result, { columns, color: true }));
      for (const line of text.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      // eslint-disable-next-line no-control-regex -- that is what must not be there
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });

  test("while it is being made it keeps to the terminal's height", () => {
    const comparison = makeComparison(tellingCases);
    const whole = renderTerminal(comparisonProgress(comparison), plain(80));
    const kept = renderTerminal(comparisonProgress(comparison), { ...plain(80), rows: 36 });
    expect(kept.split("\n").length).toBeLessThanOrEqual(36);
    expect(whole).toContain("statements");
    expect(kept).toMatch(/wall/);
    expect(kept).not.toContain("statements");
    const empty = renderTerminal(comparisonProgress(makeComparison([])), plain(80));
    expect(spaced(empty)).toBe("typeorm@0.3.27 → typeorm@1.1.1");
  });

  test("a calibration is a table and what follows from it", () => {
    const result = makeResult([{ pattern: "a/b", trials: [completed({ wall: 1 })] }], {
      calibration: sampleCalibration,
    });
    const text = spaced(terminalOf(result, plain(80)));
    expect(text).toMatch(/typeorm\/stream\n +wall +2\.4 +% +7\.1 +% +0\.3 +%/);
    expect(text).toContain("Of reports on the same code 2.0 % call anything regressed.");
  });
});

describe("After different data", () => {
  const result = differentData(upgradeResult());

  test("every report has the difference, the first row and a hint, the SQL that may have caused it, and no verdict", async () => {
    const reports = [
      spaced(terminalOf(result, plain(400))),
      spaced(markdownOf(result)),
      spaced((await pageOf(result)).replace(/<(style|script)\b.*?<\/\1>/gs, "")),
    ];
    for (const report of reports) {
      expectOrder(report, ["different data", "4711", "Look at what", "makes of hired_on"]);
      expect(report).toContain("The server saw other statements");
      expect(report).not.toMatch(
        /regressed|improved|faster|now fails|more allocated|at most 5|stays on the heap|needs that beside|was measured: it read/,
      );
    }
  });
});

describe("in Markdown", () => {
  test("a comment is a line, what is wrong and six columns with medians; all answers are folded", () => {
    const text = spaced(markdownOf(upgradeResult()));
    const [open = "", ...folds] = text.split("<details>");
    expectOrder(open, [
      "FAIL: typeorm/stream-entities now fails",
      "## What changes from typeorm@0.3.27 to typeorm@1.1.1",
      "⚠️ Of 7 reads",
      "⚠️ The server saw other statements",
      "| pattern | verdict | wall<br>ms | cpu<br>ms | retained<br>kB | allocated<br>kB |",
      "| <code>typeorm/stream-entities</code> | now fails | – | – | – | – |",
      "source · SQL · ✗ wall, cpu, bytes out, statements | 1,000 → 1,124<br>**+12.4 % ✗** |",
      "Medians of 8 trials per side",
    ]);
    expect(text.slice(text.lastIndexOf("</details>"))).toBe("</details>\n\n");
    expect(folds.every((fold) => /<\/details>\s*$/.test(fold))).toBe(true);
  });

  test("a comment that is unfolded answers as a terminal does", () => {
    const text = spaced(markdownOf(upgradeResult()));
    expectOrder(text.slice(text.indexOf("<details>")), [
      "<summary>Is it the same?",
      "- Both sides returned the same data",
      "**SQL of <code>typeorm/take-keyset</code>**\n\n```diff\n- 101 × SELECT",
      "<summary>Does it leak?",
      "<summary>Does it cost more?",
      "| pattern |  | wall | cpu |",
      "| **changed** |",
      "| <code>typeorm/take-keyset</code> | source<br>SQL | **+12.4 % ✗**<br><sub>+8.3 to +16.6</sub> |",
      "| **unchanged** |",
      "- typeorm/get-many: 12 % faster",
      "<summary>What was compared</summary>",
      "<summary>Each side's figures</summary>",
    ]);
  });

  test("a matrix of versions, or whatever a result holds, stays within a comment's size and its fences", () => {
    const many = upgradeResult(
      Array.from({ length: 60 }, (_, index) =>
        makeCase(`p/${index}`, {
          statements: {
            kind: "different",
            baseline: [],
            candidate: [{ text: `SELECT ${"x ".repeat(900)}${index}`, calls: 1 }],
          },
        }),
      ),
    );
    const steps = { ...many, comparisons: [1, 2, 3, 4].flatMap(() => many.comparisons ?? []) };
    for (const result of [steps, hostileResult()]) {
      const text = markdownOf(result);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
      const fences = text.split("\n").filter((line) => line.startsWith("```"));
      expect(fences.filter((line) => line === "```")).toHaveLength(fences.length / 2);
      expect(text.replace(/```diff\n[^]*?\n```/g, "")).not.toMatch(/<script|<img/);
    }
  });
});

describe("on the page", () => {
  test("what changed is the first section, and holds nothing of a result as markup", async () => {
    const page = await pageOf(hostileResult());
    expectOrder(page, ['id="changes"', 'id="conclusions"']);
    expect(page.replace(/<script type="module">.*?<\/script>/s, "")).not.toMatch(/<script|<img|onerror='/);
  });

  test("tells sides by colour, and folds what is told of each alone, without what it has nothing to show of", async () => {
    const page = await pageOf(upgradeResult());
    expect(page).toMatch(/class="side baseline">baseline<\/span>\s*<bdi>typeorm@0\.3\.27</);
    expect(page).toMatch(/class="side candidate">candidate<\/span>\s*<bdi>typeorm@1\.1\.1</);
    const [, points = ""] = page.split('id="time-memory"');
    const drawn = points.slice(0, points.indexOf('class="narrow"'));
    for (const side of ["baseline", "candidate"] as const) expect(drawn).toContain(`stroke="${color(side)}"`);
    expect(drawn).not.toContain(color("entity"));
    const sections = page.split("<section").slice(1);
    expect(sections.length).toBeGreaterThan(4);
    expect(sections.map((section) => section.includes("<h2") && /<summary>\s*<h2/.test(section))).toEqual(
      sections.map((_, index) => index > 0),
    );
    expect(page).not.toMatch(/id="memory"|No trial was sampled/);
  });

  test("shows words that changed in a statement, both medians, and each comparison of several", async () => {
    const result = upgradeResult();
    const page = await pageOf({ ...result, comparisons: [...(result.comparisons ?? []), separateComparison] });
    expect(page).toMatch(/<del>[^]*<mark>employee<\/mark>/);
    expect(page).toMatch(/<ins>[^]*<mark>e<\/mark>/);
    expect(page).toContain("1,000\u00a0ms → 1,000\u00a0ms, medians; n = 8".replaceAll("1,000\u00a0ms", "1.0\u00a0s"));
    const ids = [...page.matchAll(/\sid="(intervals[^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual(["intervals", "intervals-words", "intervals-2", "intervals-2-words"]);
  });
});

describe("as a chart of intervals", () => {
  const chart = (...parameters: Parameters<typeof changesChart>) => {
    const drawn = changesChart(...parameters);
    if (!drawn) throw new Error("there is something to draw");
    return drawn;
  };

  test("says in words what it shows, changed cases first", () => {
    const { description } = chart(makeComparison(tellingCases), "wide");
    expectOrder(spaced(description), [
      "typeorm/take-keyset: wall ✗ +12.4 % (+8.3 to +16.6) regressed",
      "typeorm/take-skip: wall ? +3.1 % (−5.8 to +12.2) inconclusive",
      "typeorm/find:",
    ]);
    expect(description).not.toContain("retained");
  });

  test("draws a line and a symbol for each change, a band for each threshold, an arrow for what lies beyond", () => {
    const svg = inlineSvg(chart(makeComparison(tellingCases), "wide")).text;
    const points = [...svg.matchAll(/class="point"/g)];
    expect(points).toHaveLength(4 + 6 + 4 + 4 + 4);
    expect([...svg.matchAll(/rotate\(90\)/g)]).toHaveLength(2);
  });

  test("is drawn in the candidate's colour, on a line in the baseline's; what may be anything isn't drawn", () => {
    const open = makeCase("a/b", {
      cells: cellsWith(changed("wall", 1.2, [0.1, 9], "inconclusive"), changed("cpu", 1.2, [1.1, 1.3], "regressed")),
    });
    const { drawing, description } = chart(makeComparison([open]), "wide");
    const svg = html`${drawing}`.text;
    const paints = (shape: string) => [...svg.matchAll(new RegExp(`class="${shape}".*?(?:fill|stroke)="(#.+?)"`, "g"))];
    expect(new Set(paints("point").map(([, paint]) => paint))).toEqual(new Set([color("candidate")]));
    expect(paints("same").map(([, paint]) => paint)).toEqual([color("baseline")]);
    expect(description).toContain("cpu ✗");
    expect(description).not.toContain("wall");
  });

  test("can be drawn of anything, and is left out where there is nothing to see", () => {
    const [hostile] = hostileResult().comparisons ?? [];
    if (!hostile) throw new Error("the builder compares");
    for (const format of ["wide", "narrow"] as const) {
      const svg = standaloneSvg(chart(hostile, format));
      expect(svg).not.toMatch(/NaN|Infinity|undefined|<script|<img/);
    }
    expect(changesChart(makeComparison([makeCase("a/b", { cells: [] })]), "wide")).toBeUndefined();
  });
});
