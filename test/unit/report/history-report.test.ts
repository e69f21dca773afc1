import stringWidth from "string-width";
import { inlineSvg, standaloneSvg } from "../../../src/report/charts/chart.js";
import { position } from "../../../src/report/charts/axis.js";
import { trendAxis } from "../../../src/report/charts/trend-axis.js";
import { trendChart } from "../../../src/report/charts/trend.js";
import { historyJson } from "../../../src/report/exports/history-json.js";
import { lineNames } from "../../../src/report/model/history/line-names.js";
import { fiveRounds, fourVersions, historyOf, hostileHistory, runOfVersions, twoCommits } from "../../histories.js";
import { historyMarkdown, historyPage, historyTerminal } from "../../reports.js";

const history = historyOf([fourVersions()]);
const sentence =
  "typeorm/get-many's wall falls from 0.3.20 to 0.3.27: 17.3\u00a0s → 14.5\u00a0s, −16.2\u00a0% (better).";

describe("a history at a terminal", () => {
  test.each([80, 160])("keeps to %d columns, and says each step in one sentence", (columns) => {
    const text = historyTerminal(history, { columns, color: false });
    expect(Math.max(...text.split("\n").map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    expect(text.replaceAll(/\n {2}/g, " ")).toContain(sentence);
    expect(text).toMatch(/wall, s +17\.3 +14\.5 ▼ +14\.5 +11\.5 ▼/);
    expect(text).toContain("results/1/result.json");
  });

  test("says how lines differ that it can't draw as one, and prints no control characters", () => {
    const text = historyTerminal(hostileHistory(), { columns: 80, color: false });
    expect(text).toMatch(/\* 2026-07-01 08:00, 0\.3\.20 to 1\.1\.1: CPU: Example CPU/);
    expect(text).toContain("wall, s, 2026-07-02 08:00");
    expect(text).not.toContain("\u001b");
    expect(Math.max(...text.split("\n").map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
  });

  test("says so where no level steps, and where there is only one version", () => {
    const calm = [1, 2, 3].map((minor) => ({ version: `1.${minor}.0`, trials: fiveRounds(9_000, 2e9) }));
    expect(historyTerminal(historyOf([runOfVersions(1, calm)]), { columns: 160, color: false })).toContain("No steps");
    expect(historyTerminal(historyOf([runOfVersions(1, calm.slice(0, 1))]), { columns: 160, color: false })).toContain(
      "Only one version of typeorm",
    );
  });
});

describe("the page of a history", () => {
  test("draws a chart for each pattern and metric, with its words, and asks nobody for anything", async () => {
    const page = await historyPage(history);
    expect(page.match(/<figure class="panel"/g)).toHaveLength(history.trends.length);
    expect(page).toContain("Steps from 0.3.20 to 0.3.27");
    expect(page).toContain("−16.2\u00a0% better");
    expect(page).toMatch(/default-src (?:'|&#39;|&apos;)none/);
    expect(page).not.toMatch(/(?:src|href)="(?!#|data:)/);
    expect(page.replace(/<script.*/s, "")).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("draws a line through the points that it connects", () => {
    const [trend] = history.trends;
    if (!trend) throw new Error("The history has no trend.");
    const { versions } = history;
    const svg = inlineSvg(trendChart({ trend, name: "t", label: "p", versions, nameOf: lineNames(history) })).text;
    const line = /class="trend"[^>]* d="([^"]*)"/.exec(svg)?.[1] ?? "";
    const corners = [...line.matchAll(/[ML]([-\d.]+),([-\d.]+)/g)];
    const points = [...svg.matchAll(/class="point"[^>]* transform="translate\(([-\d.]+),([-\d.]+)\)"/g)];
    const round = (found: RegExpMatchArray[]) => found.map(([, x, y]) => [Number(x).toFixed(1), Number(y).toFixed(1)]);
    expect(points).toHaveLength(4);
    expect(round(corners)).toEqual(round(points));
  });

  test("shows what steps at a glance, folds what stays flat, and names no line by a number", async () => {
    const page = await historyPage(hostileHistory());
    const [atlas = "", folded = ""] = page.split("Every trend, with the");
    expect(atlas.match(/<table class="atlas">/g)).toHaveLength(1);
    const columns = (text: string) =>
      [...text.matchAll(/<th scope="col" class="text">([^<]+)</g)].map(([, each]) => each);
    expect(columns(atlas.slice(atlas.indexOf('<table class="atlas">')))).toEqual(["wall", "allocated"]);
    expect(columns(folded.slice(0, folded.indexOf("</table>")))).toEqual(["wall", "allocated", "statements"]);
    expect(page).toContain("●\u00a02026-07-01 08:00, 0.3.20 to 1.1.1 · ◆\u00a02026-07-02 08:00, 1.1.1");
    expect(page).not.toMatch(/#\d[ :<]/);
  });

  test("names lines by their commits where these are known", () => {
    const [first, last] = twoCommits(["a1b2c3d".padEnd(40, "0"), "e4f5a6b".padEnd(40, "0")]);
    if (!first || !last) throw new Error("the builder makes two");
    const cpu = { ...last, environment: { ...last.environment, cpu: "Other CPU" } };
    const text = historyTerminal(historyOf([first, cpu]), { columns: 160, color: false });
    expect(text).toMatch(/wall, s, a1b2c3d +9\.0 +–\n/);
    expect(text).toMatch(/wall, s, e4f5a6b +– +9\.0\n/);
    expect(text).toContain("* e4f5a6b, 1.1.1: CPU: Other CPU");
  });

  test("has axes on which a small change looks small, and zero for what lies around it", () => {
    const readings = (bytes: number) =>
      [1, 2, 3, 4, 5].map((one) => ({ retained: bytes + one, allocated: bytes * 1e3 }));
    const versions = [146_000, 156_000].map((bytes, minor) => ({ version: `1.${minor}.0`, trials: readings(bytes) }));
    const { trends } = historyOf([runOfVersions(1, versions)], ["retained", "allocated"]);
    expect(trends).toHaveLength(2);
    for (const trend of trends) {
      const axis = trendAxis(trend, 100);
      const { compared } = trend.metric;
      const at = (bytes: number) => position(axis, compared.as === "ratio" ? bytes * 1e3 : bytes);
      expect(Math.abs(at(146_000) - at(156_000))).toBeLessThan(20);
      expect(axis.domain[0] === 0).toBe(compared.as === "difference");
    }
  });

  test("escapes whatever a result holds", async () => {
    const page = await historyPage(hostileHistory());
    expect(page).not.toContain("<script>alert");
    expect(historyMarkdown(hostileHistory())).not.toContain("<script>");
  });

  test("has charts that stand alone, at any number of versions", () => {
    const many = Array.from({ length: 30 }, (_, minor) => ({
      version: `1.${minor}.0`,
      trials: fiveRounds(minor < 12 ? 9_000 : 6_000, 2e9),
    }));
    const long = historyOf([runOfVersions(1, many)]);
    for (const trend of long.trends) {
      const chart = trendChart({ trend, name: "t", label: "p", versions: long.versions, nameOf: lineNames(long) });
      expect(standaloneSvg(chart)).not.toMatch(/NaN|Infinity|undefined/);
      expect(chart.frame.width).toBeLessThanOrEqual(360);
    }
    expect(long.trends.flatMap(({ steps }) => steps.map(({ to }) => to))).toEqual(["1.12.0"]);
  });
});

test("Markdown has the findings, the trends and the results", () => {
  const text = historyMarkdown(history);
  expect(text).toContain("−16.2\u00a0% (better)");
  expect(text).toContain("| wall, s | 17.3 | **14.5 ▼** | 14.5 | **11.5 ▼** |");
});

test("JSON has every trial, the medians and the steps", () => {
  const read = JSON.parse(historyJson(history)) as { trends: { metric: string; steps: unknown[]; lines: unknown[] }[] };
  const wall = read.trends.find(({ metric }) => metric === "wall");
  expect(wall?.steps).toHaveLength(2);
  expect(wall?.lines).toEqual([
    expect.objectContaining({
      interleaved: true,
      levels: expect.arrayContaining([expect.objectContaining({ version: "0.3.20", median: 17_300 })]) as unknown,
    }),
  ]);
});
