import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { makeHistory } from "../../../src/compare/history.js";
import { compareResults, onlyVariant } from "../../../src/compare/compare-sides.js";
import { thresholdsOf } from "../../../src/compare/thresholds.js";
import { metricNames, type MetricName } from "../../../src/metrics.js";
import { standaloneSvg } from "../../../src/report/charts/chart.js";
import { bencherMetricFormat } from "../../../src/report/exports/bencher.js";
import { chartsOf } from "../../../src/report/exports/chart-files.js";
import { csv } from "../../../src/report/exports/csv.js";
import { githubActionBenchmark } from "../../../src/report/exports/github-action-benchmark.js";
import { historyJson } from "../../../src/report/exports/history-json.js";
import { resultReport } from "../../../src/report/model/result.js";
import type { Result } from "../../../src/results/schema.js";
import { readResult } from "../../../src/results/store.js";
import { makeFolder, removeFolder } from "../../program.js";
import { historyMarkdown, historyPage, historyTerminal, markdownOf, pageOf, terminalOf } from "../../reports.js";

/** Results as the first version wrote them. Never made anew: whoever changes the schema must still read these. */
const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));
const names = (await readdir(fixtures)).filter((name) => /^result-v\d+-/.test(name));

interface RawTrial {
  readonly outcome: { metrics?: Record<string, unknown> };
}
type Raw = Result & { trials: RawTrial[] };

let folder: string;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => removeFolder(folder));

async function frozen(name: string, change: (content: Raw) => void = () => undefined): Promise<Result> {
  const content = JSON.parse(gunzipSync(await readFile(join(fixtures, name))).toString()) as Raw;
  change(content);
  const file = join(folder, "result.json");
  await writeFile(file, JSON.stringify(content));
  return readResult(file);
}

/** Takes metrics away as if the version that wrote the result hadn't known them. */
const without = (lost: readonly MetricName[]) => (content: Raw) => {
  for (const { outcome } of content.trials)
    for (const name of lost) Reflect.deleteProperty(outcome.metrics ?? {}, name);
  for (const { cases } of content.comparisons ?? []) {
    for (const each of cases) each.cells = each.cells.filter(({ metric }) => !lost.includes(metric));
  }
};

/** All that is ever shown of a result, by what shows it. */
async function shownOf(result: Result): Promise<Record<string, string>> {
  const screen = { columns: 120, color: false };
  const [before, after] = [result.variants[0], result.variants.at(-1)].map(
    (variant) => onlyVariant(result, variant?.name ?? "") ?? result,
  ) as [Result, Result];
  const compared = {
    ...result,
    comparisons: [compareResults(before, after, { baseline: "before", candidate: "after" }, thresholdsOf())],
  };
  const history = makeHistory([{ files: ["a"], result }], {
    package: "typeorm",
    metrics: metricNames,
    rows: undefined,
    wanted: () => true,
  });
  const charts = await chartsOf(resultReport(result));
  const text = (page: string) => page.replace(/<(style|script)[^>]*>.*?<\/\1>/gs, "");
  return {
    terminal: terminalOf(result, screen),
    markdown: markdownOf(result),
    page: text(await pageOf(result)),
    charts: charts
      .map(standaloneSvg)
      .join("\n")
      .replace(/<style>.*?<\/style>/gs, ""),
    comparison: terminalOf(compared, screen),
    csv: csv(result),
    bencher: bencherMetricFormat(result),
    "github-action-benchmark": githubActionBenchmark(result),
    history: historyTerminal(history, screen),
    "history's page": text(await historyPage(history)),
    "history's markdown": historyMarkdown(history),
    "history's JSON": historyJson(history),
  };
}

async function expectWhole(result: Result): Promise<void> {
  for (const [what, text] of Object.entries(await shownOf(result))) {
    const nonsense = [...text.matchAll(/.{0,60}\b(?:undefined|NaN|Infinity|null)\b.{0,60}/g)].map(([found]) => found);
    expect({ what, nonsense }).toEqual({ what, nonsense: [] });
  }
}

describe.each(names)("The frozen result %s", (name) => {
  test("is read by this version, and every report of it is whole", async () => {
    const result = await frozen(name);
    expect(result.trials.length).toBeGreaterThan(0);
    await expectWhole(result);
  });

  test("is read where it lacks metrics that came later: they are absent with the reason, in every report", async () => {
    const lost = ["wall", "peakRss", "allocated", "statements", "dbTime"] as const;
    const result = await frozen(name, without(lost));
    for (const { outcome } of result.trials) {
      if (outcome.kind !== "completed") continue;
      for (const metric of lost) expect(outcome.metrics[metric]).toEqual({ absent: expect.any(String) as string });
      expect(typeof outcome.metrics.cpu).toBe("number");
    }
    await expectWhole(result);
  });
});

const [anyName = ""] = names;

test("A result without any metric that this version knows is read, and shown with reasons", async () => {
  await expectWhole(await frozen(anyName, without(metricNames)));
});

test("A metric that only another ormeter knows is passed over, in trials and in comparisons alike", async () => {
  const result = await frozen(anyName, ({ trials, comparisons }) => {
    for (const { outcome } of trials) if (outcome.metrics) outcome.metrics["energy"] = 7;
    for (const each of comparisons?.[0]?.cases ?? []) {
      each.cells.push({ kind: "not-comparable", metric: "energy" as MetricName, reason: "new" });
    }
  });
  expect(JSON.stringify(result)).not.toContain("energy");
  await expectWhole(result);
});

test("A reading that is there and isn't one is still refused with its name", async () => {
  const spoilt = frozen(anyName, ({ trials }) => {
    const metrics = trials[0]?.outcome.metrics;
    if (metrics) metrics.wall = "fast";
  });
  await expect(spoilt).rejects.toThrow(/trials\[0\]\.outcome\.metrics\.wall/);
});
