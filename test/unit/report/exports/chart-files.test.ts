import { standaloneSvg } from "../../../../src/report/charts/chart.js";
import { chartsOf } from "../../../../src/report/exports/chart-files.js";
import { resultReport } from "../../../../src/report/model/result.js";
import type { Result } from "../../../../src/results/schema.js";
import { upgradeResult } from "../../../comparisons.js";
import { completed, makeResult, type CaseSpec } from "../../../results.js";
import { pageOf } from "../../../reports.js";
import { sampledResult } from "../../../sampled-results.js";
import { sweepResult } from "../../../sweeps.js";

const namesIn = async (result: Result): Promise<string[]> =>
  (await chartsOf(resultReport(result))).map(({ name }) => name);

const grown = [1_000, 10_000, 100_000].map((rows): CaseSpec => ({
  pattern: "pg/query",
  rows,
  trials: [completed({ peakRss: 8e7 + 900 * rows, wall: rows / 100 })],
}));

test("What only some commands' pages show is among the files, too", async () => {
  expect(await namesIn(sweepResult())).toEqual(expect.arrayContaining(["front-0ms", "front-2ms"]));
  expect(await namesIn(makeResult(grown, { command: "scale" }))).toContain("peak-by-rows");
  expect((await namesIn(sampledResult()))[0]).toBe("peak-ranking");
});

test.each([
  ["bench", sampledResult()],
  ["sweep", sweepResult()],
  ["scale", makeResult(grown, { command: "scale" })],
  ["upgrade", upgradeResult()],
])("Of a run of %s every chart of the page is a file with a name of its own", async (_, result) => {
  const charts = await chartsOf(resultReport(result));
  const page = await pageOf(result);
  expect(new Set(charts.map(({ name }) => name)).size).toBe(charts.length);
  expect(charts.length).toBeGreaterThan(0);
  for (const { name } of charts) expect(page).toContain(`id="${name}"`);
  expect([...page.matchAll(/<figure class="chart"/g)].length).toBeLessThanOrEqual(charts.length);
  for (const chart of charts) expect(standaloneSvg(chart)).toContain("<desc");
});
