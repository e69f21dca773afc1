import { metrics } from "../../../src/metrics.js";
import { csv } from "../../../src/report/exports/csv.js";
import { githubActionBenchmark } from "../../../src/report/exports/github-action-benchmark.js";
import { figuresTable } from "../../../src/report/model/figures.js";
import { withColumns } from "../../../src/report/model/table.js";
import { summariseCases } from "../../../src/results/case-summary.js";
import { cellsWith, changed, makeCase, upgradeResult } from "../../comparisons.js";
import { completed, makeResult, millionRowResult } from "../../results.js";
import { markdownOf, pageOf, terminalOf } from "../../reports.js";

const caveat = "pg_stat_statements leaves out waiting for the client";

test("Beside the server's time of a portal and of a whole result stands, in every report, that they can't be compared", async () => {
  const result = millionRowResult();
  const page = await pageOf(result);
  const [, table = "", database = ""] = /id="table"(.*)id="database"(.*)/s.exec(page) ?? [];
  expect(table).toContain(caveat);
  expect(database).toContain(caveat);
  const [metricsPart = "", databasePart = ""] = markdownOf(result).split("What the database saw");
  expect(metricsPart).toContain(caveat);
  expect(databasePart).toContain(caveat);
  const lines = csv(result)
    .split("\r\n")
    .filter((line) => line.includes(",dbTime,"));
  expect(lines).toHaveLength(39);
  for (const line of lines) expect(line).toContain(caveat);
  const entries = JSON.parse(githubActionBenchmark(result)) as { name: string; extra: string }[];
  for (const { name, extra } of entries) expect(extra.includes(caveat)).toBe(name.endsWith("server time"));
});

test("A verdict on server time comes with it too, in terminal, Markdown and page", async () => {
  const [dbTime, wall] = (["dbTime", "wall"] as const).map((name) =>
    changed(name, 1.3, [1.2, 1.4], "regressed", { decides: true }),
  );
  if (!dbTime || !wall) throw new Error("two cells were made");
  const judged = upgradeResult([makeCase("typeorm/find", { cells: [...cellsWith(wall), dbTime] })]);
  for (const text of [terminalOf(judged, { columns: 400, color: false }), markdownOf(judged), await pageOf(judged)]) {
    expect(text).toContain(caveat);
  }
});

test("Where the figure isn't shown, or was not measured, there is nothing to say of it", () => {
  const notes = (names: readonly string[], readings: Parameters<typeof completed>[0]) => {
    const cases = summariseCases(makeResult([{ pattern: "a/b", trials: [completed(readings)] }]));
    const table = withColumns(
      figuresTable(cases, () => true),
      ({ name }) => names.includes(name),
    );
    return table.notes?.map(({ text }) => text);
  };
  expect(notes(["wall", "dbTime"], { wall: 1, dbTime: 2 })).toEqual([`server time: ${String(metrics.dbTime.caveat)}`]);
  expect(notes(["wall"], { wall: 1, dbTime: 2 })).toEqual([]);
  expect(notes(["dbTime"], { dbTime: { absent: "not counted" } })).toEqual(["server time: not counted"]);
});
