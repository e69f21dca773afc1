import { articlePeaksChart } from "../../../src/report/charts/article-peaks.js";
import { articleTable } from "../../../src/report/model/article/table.js";
import { compareWithArticle, type Comparison } from "../../../src/report/model/article/beside-the-article.js";
import { carriesOver } from "../../../src/report/model/article/preset.js";
import { articleFindings } from "../../../src/report/model/article/sentences.js";
import { textPicture } from "../../../src/report/model/article/text-picture.js";
import type { Cell } from "../../../src/report/model/table.js";
import { plainWords } from "../../../src/report/model/words.js";
import { inlineSvg } from "../../../src/report/charts/chart.js";
import { chartsOf } from "../../../src/report/exports/chart-files.js";
import { resultReport } from "../../../src/report/model/result.js";
import type { Article, Result } from "../../../src/results/schema.js";
import { articleResult, withPython } from "../../article-results.js";
import { differentData } from "../../comparisons.js";
import { millionRowResult } from "../../results.js";
import { markdownOf, pageOf, terminalOf } from "../../reports.js";

function comparison(result = articleResult()): Comparison {
  const compared = compareWithArticle(result);
  if (!compared) throw new Error("not a result of article");
  return compared;
}

/** Spaces that don't break are spaces here. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");
const findings = (...given: Parameters<typeof articleResult>): string[] =>
  articleFindings(comparison(articleResult(...given))).map(plain);

describe("the article's table", () => {
  const { columns, groups } = articleTable(comparison());
  const textOf = (cell: Cell | undefined) => (cell?.kind === "figure" ? cell.text : undefined);

  test("has a section for each strategy, with what the article published, and its cases in the article's order", () => {
    expect(groups.map(({ title }) => title)).toEqual([
      "all(), the whole result as objects · the article, on its own machine and table: over 600 MB",
      "yield_per(), one SELECT, rows made one after another on the client · the article, on its own machine and table: just under 250 MB",
      "stream_results, a cursor on the server · the article, on its own machine and table: a little over 40 MB",
      "pages, one SELECT a page, which the article doesn't try",
    ]);
    expect(groups.map(({ rows }) => rows.map(({ name }) => plainWords(name)))).toEqual([
      ["sqlalchemy/all", "typeorm/get-many"],
      ["sqlalchemy/yield-per"],
      ["sqlalchemy/stream-results", "typeorm/stream"],
      ["typeorm/take-skip"],
    ]);
  });

  test("tells what the read adds from what the runtime weighs", () => {
    expect(columns.map(({ title, unit = "" }) => [title, unit])).toEqual([
      ["wall", "s"],
      ["peak RSS", "MB"],
      ["at start", "MB"],
      ["read adds", "MB"],
      ["statements", ""],
    ]);
    const medians = groups[0]?.rows[0]?.cells.map(textOf);
    expect(medians).toEqual(["8.0", "1,115", "45", "1,070", "1 × SELECT"]);
  });

  test("counts a cursor's fetches of every size together, and leaves out what frames them", () => {
    const [stream] = groups[2]?.rows ?? [];
    expect(textOf(stream?.cells.at(-1))).toBe("1 × DECLARE, 10,003 × FETCH");
  });

  test("marks nothing as best", () => {
    const cells = groups.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
    expect(cells.some((cell) => cell.kind === "figure" && cell.tone === "best")).toBe(false);
  });
});

describe("the findings", () => {
  test("say how far the peaks fall, in each language", () => {
    expect(findings().slice(0, 2)).toEqual([
      "SQLAlchemy's peak RSS falls from strategy to strategy: 1,115 MB with sqlalchemy/all, 302 MB with " +
        "sqlalchemy/yield-per and 42 MB with sqlalchemy/stream-results; the steps are by 3.7 and 7.2 times.",
      "TypeORM's peak RSS falls from strategy to strategy: 930 MB with typeorm/get-many, 180 MB with " +
        "typeorm/take-skip and 93 MB with typeorm/stream; the steps are by 5.2 and 1.9 times.",
    ]);
  });

  test("don't call it a fall after fewer than three rounds, and say nothing of reads of different data", () => {
    const result = articleResult();
    const once = { ...result, trials: result.trials.filter(({ round }) => round === 1) };
    expect(plain(articleFindings(comparison(once))[0] ?? "")).toMatch(
      /^Whether SQLAlchemy's peak RSS falls from strategy to strategy can't be told from so few trials \(3 each are needed\): /,
    );
    expect(articleFindings(comparison(differentData(result)))).toEqual([]);
  });

  test("don't call it a fall where two can't be told apart", () => {
    const result = articleResult();
    const levelled = JSON.parse(JSON.stringify(result).replaceAll("302000000", "1115000000")) as typeof result;
    expect(plain(articleFindings(comparison(levelled))[0] ?? "")).toBe(
      "SQLAlchemy's peak RSS doesn't fall from strategy to strategy at this size: 1,115 MB with sqlalchemy/all, " +
        "1,115 MB with sqlalchemy/yield-per and 42 MB with sqlalchemy/stream-results.",
    );
  });

  test("say what the runtimes weigh", () => {
    expect(findings()).toContain(
      'Before the read the processes use: Python 41 MB to 45 MB and Node 89 MB to 91 MB. The column "read adds" is ' +
        "what the reads themselves use.",
    );
  });

  test("hold our peaks against other instruments', and say why where they couldn't", () => {
    const peakChecks: Article["peakChecks"] = [
      {
        case: "case 1: sqlalchemy/all",
        instrument: "GNU time",
        outcome: { kind: "completed", peakRss: 1_115e6, theirs: 1_116e6 },
      },
      {
        case: "case 1: sqlalchemy/all",
        instrument: "mprof",
        outcome: { kind: "unavailable", message: "not there; Debian's package is python3-memory-profiler" },
      },
    ];
    expect(findings({ ...withPython, peakChecks }).slice(-2)).toEqual([
      "The same processes' peaks by GNU time: sqlalchemy/all 1.1 GB (0.1 % more than ours).",
      "mprof could not check our peaks: not there; Debian's package is python3-memory-profiler.",
    ]);
  });

  test("begin with the packages to install where there was no SQLAlchemy, and go on with TypeORM's half", () => {
    const message = "SQLAlchemy's half is missing. On Debian install python3-sqlalchemy and python3-psycopg2.";
    const sentences = findings({ ...withPython, python: { kind: "missing", message } }, (pattern) =>
      pattern.startsWith("typeorm/"),
    );
    expect(sentences[0]).toBe(message);
    expect(sentences[1]).toMatch(/^TypeORM's peak RSS falls/);
    expect(sentences.join(" ")).not.toContain("SQLAlchemy's peak");
  });
});

describe("the article's picture", () => {
  test("has a bar in two parts for each case, and a dashed line for each published figure", () => {
    const chart = articlePeaksChart(comparison(), "wide");
    if (!chart) throw new Error("nothing drawn");
    const svg = inlineSvg(chart).text;
    expect([...svg.matchAll(/class="peak-bar"/g)]).toHaveLength(2 * 6);
    expect([...svg.matchAll(/stroke-dasharray="4,3"/g)]).toHaveLength(3);
    expect(svg).toContain("over 600 MB");
    expect(plain(chart.description)).toContain(
      "stream_results, a cursor on the server: the article, on its own machine and table, a little over 40 MB; " +
        "sqlalchemy/stream-results 42 MB, the read adds 1.0 MB",
    );
  });

  test("isn't drawn for other commands' results, nor where nothing was measured", async () => {
    const namesIn = async (result: Result) => (await chartsOf(resultReport(result))).map(({ name }) => name);
    const name = articlePeaksChart(comparison(), "wide")?.name;
    expect(name).toBeDefined();
    expect(await namesIn(millionRowResult())).not.toContain(name);
    expect(await namesIn({ ...articleResult(), trials: [] })).not.toContain(name);
    expect(await namesIn(articleResult())).toContain(name);
  });
});

describe("the picture in characters", () => {
  test("draws what was measured in bars, longest for the largest peak, and what was published in dots", () => {
    const lines = textPicture(comparison()).map(plain);
    expect(lines[0]).toBe("all()");
    expect(lines[1]).toBe(`  the article, elsewhere     ${"┄".repeat(22)} over 600 MB`);
    expect(lines[2]).toBe(`  sqlalchemy/all             ${"█".repeat(40)} 1,115 MB`);
    expect(lines.filter((line) => line.includes("┄"))).toHaveLength(3);
    expect(lines).toHaveLength(4 + 3 + 6);
  });

  test("is left out where nothing was measured", () => {
    expect(textPicture(comparison({ ...articleResult(), trials: [] }))).toEqual([]);
  });
});

describe("the reports of an article's result", () => {
  const result = articleResult();

  test("show table and sentences in the terminal, in Markdown and on the page", async () => {
    const reports = [terminalOf(result, { columns: 160, color: false }), markdownOf(result), await pageOf(result)];
    for (const report of reports) {
      expect(report).toContain("he article, side by side");
      expect(report).toContain("1 × DECLARE, 10,003 × FETCH");
      expect(report).toContain("just under 250 MB");
    }
    const [terminal = ""] = reports;
    for (const sentence of carriesOver) expect(terminal.replace(/\s+/g, " ")).toContain(sentence);
  });

  test("say nothing of the article for other commands' results", async () => {
    const other = millionRowResult();
    expect(terminalOf(other, { columns: 160, color: false })).not.toContain("side by side");
    expect(markdownOf(other)).not.toContain("side by side");
    expect(await pageOf(other)).not.toContain("side by side");
  });
});
