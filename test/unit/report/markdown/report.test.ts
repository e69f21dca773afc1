import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { metricNames, metrics } from "../../../../src/metrics.js";
import { columnFormat, noBreakSpace } from "../../../../src/report/format.js";
import { markdownCode, markdownName, markdownText } from "../../../../src/report/markdown/text.js";
import { summariseCases } from "../../../../src/results/case-summary.js";
import { completed, failed, makeResult, millionRowResult } from "../../../results.js";
import { anyResult } from "../arbitrary-result.js";
import { joined, markdownOf } from "../../../reports.js";

const spaced = (text: string) => joined(text).replaceAll(noBreakSpace, " ");
const nasty = "a|b`c`\n<script>alert(1)</script> **d** __f__ _g_ [e](x) @team https://h.example & \u001b[31m";

test("Every metric of every pattern stands in the report as it is formatted for its column", () => {
  const result = millionRowResult();
  const rows = spaced(markdownOf(result)).split("\n");
  const cases = summariseCases(result);
  for (const name of metricNames) {
    const figures = cases.flatMap(({ label, metrics: { [name]: metric } }) =>
      metric.kind === "measured" ? [{ label, median: metric.summary.median }] : [],
    );
    const { format } = columnFormat(
      figures.map(({ median }) => median),
      metrics[name].unit,
    );
    const tables = rows.flatMap((row, index) =>
      row.startsWith("| pattern |") && !row.startsWith("| pattern | statement |") && row.includes(metrics[name].title)
        ? [{ row, index }]
        : [],
    );
    expect({ name, tables: tables.length }).toEqual({ name, tables: metrics[name].inTable ? 2 : 1 });
    for (const { row, index } of tables) {
      const column = row.split("|").findIndex((cell) => cell.trim().split("<br>")[0] === metrics[name].title);
      for (const { label, median } of figures) {
        const own = rows.slice(index).find((each) => each.startsWith(`| <code>${label}</code> |`));
        const cell = own?.split("|")[column]?.trim().replaceAll("**", "").split(" ±")[0];
        expect({ name, label, cell }).toEqual({ name, label, cell: format(median) });
      }
    }
  }
});

test("The report holds conclusions, statements, outcomes and environment", () => {
  const base = makeResult([
    { pattern: "pg/copy", trials: [completed({ wall: 5, peakRss: 7, statements: 3 })] },
    { pattern: "pg/query", trials: [failed("out of luck")] },
  ]);
  const text = spaced(markdownOf({ ...base, options: { rows: 5, timeout: undefined } }));
  expect(text).toContain("- ⚠️ Not everything completed: pg/query failed in 1 of 1 trials.");
  expect(text).toContain("**<code>pg/copy</code> 3 × SELECT");
  expect(text).toContain("| <code>SELECT &#42; FROM employees</code> | 3 | 1,000,000 | 1.2 s |");
  expect(text).toContain("| <code>pg/query</code> | failed (1 trial) | out of luck |");
  expect(text).toContain("| processor | Example CPU @ 2.6 GHz, 2 cores |");
  expect(text).toContain("| option timeout | null |");
});

test("Statements that could not be had are absent with their reason", () => {
  const result = makeResult([{ pattern: "pg/copy", trials: [completed({})] }]);
  const [trial] = result.trials;
  if (trial?.outcome.kind === "completed") trial.outcome.statements = { absent: "no pg_stat_statements here" };
  expect(joined(markdownOf(result))).toMatch(
    /\*\*<code>pg\/copy<\/code>\*\*\n\n.*statements not counted \(no pg_stat_statements here\)/,
  );
});

test("A text from a result is neither Markdown nor HTML, nor does it call anybody", () => {
  const text = markdownText(nasty);
  expect(text).not.toMatch(/[|`<>*[\]\n]|@t|:\/\/|&(?!#\d+;)/);
  expect(unescaped(text)).toBe(nasty.replace("\n", " ").replace("\u001b", "␛"));
  expect(markdownCode("a<b")).toBe("<code>a&#60;b</code>");
});

test("A name is never broken in two: word joiners stand where a forge's tables would break it", () => {
  expect(markdownName("typeorm/stream-entities take=10")).toBe(
    "<code>typeorm/&#8288;stream-&#8288;entities take=10</code>",
  );
  expect(markdownName("typeorm@0.3.27")).toBe("<code>typeorm@&#8288;0.3.27</code>");
});

test.each(["# a", "- a", "+ a", "1. a", "12) a", "=== a"])("A text that begins like a block is text: %s", (text) => {
  expect(markdownText(text)).toMatch(/^&#\d+;/);
  expect(unescaped(markdownText(text))).toBe(text);
});

test("Ordinary texts stay readable in the source", () => {
  const text = 'typeorm/get-many, 2.3 s: 1,000,000 rows (at 12:30), e.g. "first_name"; b - c @ 2.6 GHz, it\'s';
  expect(markdownText(text)).toBe(text);
});

test("Names, messages and statements from a result are harmless wherever they stand", () => {
  const base = makeResult([
    { pattern: nasty, trials: [completed({ wall: { absent: nasty }, peakRss: 5 })] },
    { pattern: "a/b", trials: [failed(nasty)] },
  ]);
  const [trial] = base.trials;
  if (trial?.outcome.kind === "completed") trial.outcome.statements = [{ text: nasty, calls: 1, rows: 1, time: 1 }];
  const text = markdownOf({ ...base, options: { [nasty]: nasty }, command: nasty });
  expect(text).not.toMatch(/<script|alert\(1\)<|\*\*d|\[e\]|@team|https:\/\//);
  expect(text).not.toContain("\u001b");
  for (const line of text.split("\n").filter((each) => each.startsWith("|"))) {
    expect(line.endsWith(" |")).toBe(true);
  }
});

test("A Markdown parser that allows HTML and makes links of addresses sees the texts as they are", () => {
  const parser = new MarkdownIt({ html: true, linkify: true });
  const base = makeResult([
    { pattern: nasty, trials: [completed({ wall: { absent: nasty }, peakRss: 5 })] },
    { pattern: "a/b", trials: [failed(nasty)] },
  ]);
  const html = parser.render(markdownOf({ ...base, options: { [nasty]: nasty } }));
  const shown = unescaped(markdownText(nasty)).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const visible = html.replaceAll("&quot;", '"').replaceAll("\u2060", "");
  expect(visible).toContain(`<td><code>${shown}</code></td>`);
  expect(visible).toContain(`<td>${shown}</td>`);
  const elements = new Set([...html.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, element]) => element));
  expect([...elements].toSorted()).toEqual([
    "br",
    "code",
    "details",
    "h2",
    "li",
    "p",
    "strong",
    "sub",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
  ]);
});

test("Every row of a table has as many cells as its heading", () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      let cells = 0;
      for (const line of markdownOf(result).split("\n")) {
        const count = line.startsWith("|") ? line.split("|").length : 0;
        if (count > 0 && cells > 0) expect(count).toBe(cells);
        cells = count;
      }
    }),
    { seed: 20_260_701, numRuns: 100 },
  );
});

test("Folds are closed as often as they are opened, and the report is under 60,000 bytes, whatever it holds", () => {
  const check = (text: string) => {
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  };
  fc.assert(
    fc.property(anyResult, (result) => check(markdownOf(result))),
    { seed: 20_260_701, numRuns: 60 },
  );

  const long = "äöü<|>".repeat(3_000);
  const many = Array.from({ length: 300 }, (_, index) => ({
    pattern: `${String(index)} ${long}`,
    trials: [completed({ wall: { absent: long }, peakRss: index }), failed(long)],
  }));
  const text = markdownOf(makeResult(many, { options: { long } }));
  check(text);
  expect(text).toContain("left out");
  expect(text).toContain("## What it costs to read");
});

/** What a reader sees of character references; the word joiner isn't seen. */
function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll("\u2060", "");
}
