import type { Trend } from "../../../src/compare/history.js";
import { fiveRounds, fourVersions, historyOf, runOfVersions } from "../../histories.js";

const trendOf = (trends: readonly Trend[], metric: string): Trend => {
  const found = trends.find((trend) => trend.metric.name === metric);
  if (!found) throw new Error(`no trend of ${metric}`);
  return found;
};

const places = ({ steps }: Trend): string[] => steps.map(({ from, to, direction }) => `${from} ${to} ${direction}`);

describe("a history of one run with several versions", () => {
  const { trends, versions } = historyOf([fourVersions()]);

  test("finds each step once, and says which way it goes", () => {
    expect(versions).toEqual(["0.3.20", "0.3.27", "1.0.0", "1.1.1"]);
    expect(places(trendOf(trends, "wall"))).toEqual(["0.3.20 0.3.27 better", "1.0.0 1.1.1 better"]);
    expect(places(trendOf(trends, "allocated"))).toEqual(["1.0.0 1.1.1 worse"]);
    expect(places(trendOf(trends, "statements"))).toEqual([]);
  });

  test("gives the levels on either side of a step, and what else changed there", () => {
    const [first, second] = trendOf(trends, "wall").steps;
    expect(first).toMatchObject({ before: 17_300, surely: undefined, beside: [] });
    expect(second).toMatchObject({ after: 11_500, beside: ["pg 8.11.0 → 8.23.1"] });
  });
});

describe("a history of several results", () => {
  const otherCpu = { cpu: "Another CPU" };
  const older = runOfVersions(1, [{ version: "0.3.10", trials: fiveRounds(17_000, 2.5e9) }]);
  const newer = runOfVersions(2, [{ version: "1.0.0", trials: fiveRounds(11_000, 2.6e9) }], otherCpu);

  test("draws noisy metrics of different machines on different lines, steady ones on one", () => {
    const { trends } = historyOf([older, newer]);
    expect(trendOf(trends, "wall").lines.map(({ conditions }) => conditions["CPU"])).toEqual([
      "Example CPU @ 2.6 GHz",
      "Another CPU",
    ]);
    expect(trendOf(trends, "allocated").lines).toHaveLength(1);
    expect(places(trendOf(trends, "allocated"))).toEqual(["0.3.10 1.0.0 worse"]);
  });

  test("calls no difference of noisy metrics between two runs a step: it may be the runs'", () => {
    const { trends } = historyOf([older, { ...newer, environment: older.environment }]);
    expect(trendOf(trends, "wall").lines).toHaveLength(1);
    expect(places(trendOf(trends, "wall"))).toEqual([]);
  });

  test("knows a step that two runs show for one", () => {
    const again = { ...fourVersions(), startedAt: "2026-07-09T08:00:00.000Z" };
    const wall = trendOf(historyOf([fourVersions(), again]).trends, "wall");
    expect(wall.lines).toHaveLength(2);
    expect(wall.steps).toHaveLength(2);
  });

  test("orders versions as versions, those from tarballs too, and puts results of one together", () => {
    const local = runOfVersions(3, [{ version: "1.0.0+0123abcd", trials: fiveRounds(11_000, 2.6e9) }]);
    const old = runOfVersions(4, [{ version: "0.3.9", trials: fiveRounds(11_000, 2.6e9) }]);
    const { versions, trends } = historyOf([newer, local, older, old, { ...older, finishedAt: "2026-07-02" }]);
    expect(versions).toEqual(["0.3.9", "0.3.10", "1.0.0", "1.0.0+0123abcd"]);
    expect(trendOf(trends, "allocated").lines[0]?.levels.map(({ trials }) => trials.size)).toEqual([5, 10, 5, 5]);
  });

  test("shows the size that most results have, and lists the others", () => {
    const small = { ...older, cases: older.cases.map((each) => ({ ...each, rows: 5 })) };
    const listed = historyOf([{ ...small, dataSet: { ...small.dataSet, rows: 5 } }, older, newer]);
    expect(listed.rows).toBe(1_000_000);
    expect(listed.results.map(({ rows }) => rows)).toEqual([5, 1_000_000, 1_000_000]);
  });

  test("takes a pattern whose file was changed for another one", () => {
    const edited = { ...newer, patterns: newer.patterns.map((pattern) => ({ ...pattern, source: "edited" })) };
    expect(trendOf(historyOf([older, edited]).trends, "allocated").lines).toHaveLength(2);
  });

  test("leaves out a version that failed, and rounds in which another one did", () => {
    const matrix = runOfVersions(5, [
      { version: "0.3.6", trials: [undefined, undefined] },
      { version: "0.3.20", trials: [...fiveRounds(17_300, 2.5e9)] },
      { version: "1.1.1", trials: [...fiveRounds(11_500, 2.5e9).slice(0, 4), undefined] },
    ]);
    const wall = trendOf(historyOf([matrix]).trends, "wall");
    expect(wall.lines[0]?.levels.map(({ version, units }) => [version, units.size])).toEqual([
      ["0.3.20", 4],
      ["1.1.1", 4],
    ]);
    expect(places(wall)).toEqual(["0.3.20 1.1.1 better"]);
  });

  test("has no trend where no trial completed", () => {
    expect(historyOf([runOfVersions(6, [{ version: "1.0.0", trials: [undefined] }])]).trends).toEqual([]);
  });
});
