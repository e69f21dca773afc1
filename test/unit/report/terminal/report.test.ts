import fc from "fast-check";
import stringWidth from "string-width";
import { stripVTControlCharacters } from "node:util";
import { metricNames, metrics } from "../../../../src/metrics.js";
import { columnFormat, noBreakSpace } from "../../../../src/report/format.js";
import { narrowest } from "../../../../src/report/terminal/text.js";
import { summariseCases } from "../../../../src/results/case-summary.js";
import type { Result } from "../../../../src/results/schema.js";
import { differentData } from "../../../comparisons.js";
import { completed, failed, makeResult, millionRowResult } from "../../../results.js";
import { anyResult } from "../arbitrary-result.js";
import { progressOf, terminalOf } from "../../../reports.js";

const spaced = (text: string) => text.replaceAll(noBreakSpace, " ");
const plain = (columns: number) => ({ columns, color: false });
const linesOf = (text: string) => text.split("\n");
const shownMetrics = metricNames.filter((name) => metrics[name].inTable);

test.each([narrowest, 80, 120, 160])("No line is wider than %d columns, whatever the result holds", (columns) => {
  fc.assert(
    fc.property(anyResult, fc.boolean(), (result, color) => {
      for (const line of linesOf(terminalOf(result, { columns, color }))) {
        expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      }
    }),
    { seed: 20_260_701, numRuns: 30 },
  );
});

test("Nothing from a result reaches the terminal as a control character", () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      // eslint-disable-next-line no-control-regex -- that is what must not be there
      expect(terminalOf(result, plain(100))).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }),
    { seed: 20_260_702, numRuns: 60 },
  );
});

test("Every median stands in the table as it is formatted for its column, in the row of its pattern", () => {
  const result = millionRowResult();
  const text = spaced(progressOf(result, plain(160)));
  const cases = summariseCases(result);
  for (const name of shownMetrics) {
    const figures = cases.map(({ label, metrics: { [name]: metric } }) => {
      if (metric.kind === "absent") throw new Error(`${label} must have ${name} for this test to mean anything.`);
      return { label, median: metric.summary.median };
    });
    const column = columnFormat(
      figures.map(({ median }) => median),
      metrics[name].unit,
    );
    for (const { label, median } of figures) {
      const row = linesOf(text).find((line) => line.trimStart().startsWith(`${label} `));
      const cells = row?.trim().split(/ +/) ?? [];
      expect({ name, label, cells }).toEqual({
        name,
        label,
        cells: expect.arrayContaining([column.format(median)]) as string[],
      });
    }
  }
});

test.each([
  [
    160,
    ["wall", "throughput", "first row", "loop stall", "peak RSS", "RSS delta", "heap delta", "allocated", "statements"],
  ],
  [100, ["wall", "first row", "loop stall", "peak RSS", "allocated", "statements"]],
  [80, ["wall", "first row", "loop stall", "peak RSS", "statements"]],
])(
  "At %d columns there is one table, of the most important columns that fit, and what isn't in it is named",
  (columns, shown) => {
    const text = spaced(progressOf(millionRowResult(), plain(columns)));
    expect(linesOf(text).filter((line) => line.startsWith("──"))).toHaveLength(1);
    const [heading = ""] = linesOf(text).filter((line) => line.includes("peak RSS"));
    expect(heading.trim().split(/ {2,}/)).toEqual(shown);
    const left = shownMetrics.map((name) => metrics[name].title).filter((title) => !shown.includes(title));
    const told = /not shown here: (.*) \(see report\.html, or use (\d+) columns\)/.exec(text.replaceAll("\n", " "));
    expect(told?.[1]?.split(", ") ?? []).toEqual(left);
    if (!told) return;
    const whole = Number(told[2]);
    expect(progressOf(millionRowResult(), plain(whole))).not.toContain("not shown here");
    expect(progressOf(millionRowResult(), plain(whole - 1))).toContain("not shown here");
  },
);

test("Where a table doesn't fit the folder that a group's patterns have in common stands in its title, and nowhere else", () => {
  const text = progressOf(millionRowResult(), plain(80));
  expect(text).toContain("\nentities · typeorm/\n  stream-entities ");
  expect(text).toContain("\nfloor: the driver's own reads · pg/\n  row-events ");
  const trials = [completed({ wall: 1, peakRss: 1 })];
  const mixed = makeResult(["a/one", "b/two"].map((pattern) => ({ pattern, trials })));
  expect(progressOf(mixed, plain(80))).toContain("\nentities\n  a/one ");
});

test("Where the whole table is higher than the terminal, wall and peak RSS are kept", () => {
  const result = millionRowResult();
  const kept = progressOf(result, { ...plain(80), rows: 20 });
  expect(linesOf(kept).length).toBeLessThanOrEqual(30);
  expect(kept).toMatch(/wall +peak RSS/);
  expect(kept).not.toContain("throughput");
  expect(kept).toContain("930 ");
  expect(progressOf(result, { ...plain(80), rows: 80 })).toBe(progressOf(result, plain(80)));
});

test("Decimal points of a column stand below each other", () => {
  const [long, short] = linesOf(
    progressOf(
      makeResult([
        { pattern: "a/long", trials: [completed({ firstRow: 10_980, peakRss: 2 })] },
        { pattern: "a/short", trials: [completed({ firstRow: 4.2, peakRss: 1 })] },
      ]),
      plain(160),
    ),
  )
    .filter((line) => line.includes("a/"))
    .toSorted();
  expect((long ?? "").indexOf("10,980") + "10,980".length).toBe((short ?? "").indexOf("4.2") + 1);
});

test("Patterns that give entities come before raw rows, each kind by its peak RSS", () => {
  const names = linesOf(progressOf(millionRowResult(), plain(160)))
    .map((line) => /^ {2}(\S+\/\S+)|^(entities|raw rows)$/.exec(line))
    .flatMap((match) => (match ? [match[1] ?? match[2]] : []));
  expect(names.slice(0, 8)).toEqual([
    "entities",
    "typeorm/stream-entities",
    "typeorm/take-skip",
    "typeorm/take-keyset",
    "typeorm/get-many",
    "typeorm/find",
    "raw rows",
    "typeorm/stream",
  ]);
});

test("The bar of a peak is as long as its share of the highest peak", () => {
  const bars = linesOf(
    progressOf(
      makeResult([
        { pattern: "a/whole", trials: [completed({ peakRss: 800e6 })] },
        { pattern: "a/half", trials: [completed({ peakRss: 400e6 })] },
        { pattern: "a/least", trials: [completed({ peakRss: 1 })] },
      ]),
      plain(160),
    ),
  );
  const length = (name: string) => bars.find((line) => line.includes(name))?.match(/[█▏▎▍▌▋▊▉]+/)?.[0].length;
  expect(length("a/whole")).toBe(32);
  expect(length("a/half")).toBe(16);
  expect(length("a/least")).toBe(1);
});

test("The best figures of each kind are marked, and only with colour", () => {
  const result = millionRowResult();
  const bold = "\u001b[1m\u001b[32m";
  const marked = (text: string) =>
    text
      .split(bold)
      .slice(1)
      .map((rest) => /^[\d.,−]+/.exec(rest)?.[0]);
  const colored = progressOf(result, { columns: 160, color: true });
  expect(marked(colored).length).toBeGreaterThan(0);
  expect(colored).toContain("best of its kind");
  const row = (name: string) => linesOf(colored).find((line) => line.includes(name)) ?? "";
  expect(marked(row("typeorm/stream-entities")).length).toBeGreaterThanOrEqual(5);
  // Four of five have one statement, and all that stream hardly grow the heap: no one of them is the best in that.
  expect(row("typeorm/stream-entities")).not.toContain(`${bold}0.2`);
  for (const name of ["typeorm/find", "pg/copy", "pg/row-events"]) expect(marked(row(name))).toEqual([]);
  const uncolored = progressOf(result, plain(160));
  expect(uncolored).not.toContain("\u001b");
  expect(stripVTControlCharacters(linesOf(colored).slice(0, 20).join("\n"))).toBe(
    linesOf(uncolored).slice(0, 20).join("\n"),
  );
});

test.each<[string, Result]>([
  ["one round", millionRowResult(1)],
  ["two rounds", millionRowResult(2)],
  ["reads of different data", differentData(millionRowResult())],
])("After %s no figure is marked as best, however steady", (_, result) => {
  const figures = progressOf(result, { columns: 160, color: true });
  expect(figures.split("median")[0]).toContain("pg/copy");
  expect(figures).not.toContain("\u001b[32m");
  expect(figures).not.toContain("best of its kind");
});

test("A result without any trial is a heading and what has still to be measured", () => {
  const result = makeResult(
    [
      { pattern: "pg/query", trials: [] },
      { pattern: "pg/copy", trials: [] },
    ],
    { rounds: 3 },
  );
  const text = spaced(progressOf(result, plain(80)));
  expect(text).toContain("0 of 3 rounds");
  expect(text).toContain("not measured yet: pg/query, pg/copy");
  expect(text).not.toContain("──");
});

test("In the middle of a round the heading counts whole rounds and the trials of the one at work", () => {
  const result = makeResult(
    [
      { pattern: "a/a", trials: [completed({}), completed({})] },
      { pattern: "a/b", trials: [completed({})] },
    ],
    { rounds: 3 },
  );
  expect(spaced(progressOf(result, plain(160)))).toContain("1 of 3 rounds and 1 of 2 trials");
});

test("The heading names the versions of what is measured, not of everything that is installed", () => {
  const packages = { typeorm: "1.1.1", "pg-pool": "3.14.0", pg: "8.23.1" };
  const [heading] = linesOf(
    spaced(
      progressOf(millionRowResult(3, { variants: [{ name: "installed", node: "v20.20.2", packages }] }), plain(160)),
    ),
  );
  expect(heading).toBe(
    "1,000,000 rows of employees · 3 of 3 rounds · typeorm 1.1.1 · pg 8.23.1 · Node v20.20.2 · PostgreSQL 18.4",
  );
});

test("A metric that could not be had is a dash, with the reason and whose it is below the table", () => {
  const text = spaced(
    progressOf(
      makeResult([
        { pattern: "a/has", trials: [completed({ wall: 1, peakRss: 5 })] },
        { pattern: "a/lacks", trials: [completed({ wall: { absent: "no clock here" }, peakRss: 6 })] },
      ]),
      plain(160),
    ),
  );
  expect(linesOf(text).find((line) => line.includes("a/lacks"))).toMatch(/a\/lacks +– /);
  expect(text).toContain("* wall of a/lacks: no clock here");
});

test("What failed stands below the table with how, how often and the message", () => {
  const text = spaced(
    progressOf(
      makeResult([
        { pattern: "a/some", trials: [completed({ wall: 1 }), failed("the message")] },
        { pattern: "a/none", trials: [{ kind: "timed-out", message: "60 s are over" }] },
      ]),
      plain(160),
    ),
  );
  expect(text).toContain("✗ a/some failed (1 trial): the message");
  expect(text).toContain("✗ a/none ran past its time limit (1 trial): 60 s are over");
  expect(linesOf(text).some((line) => line.startsWith("  a/none"))).toBe(false);
});

test("The conclusions stand below the table", () => {
  const text = terminalOf(millionRowResult(), plain(160));
  expect(text.startsWith(progressOf(millionRowResult(), plain(160)))).toBe(true);
  expect(text).toContain("• Fastest of the reads that give entities: typeorm/stream-entities");
});

test("What the heap held is told where it was asked for, also where it could not be had", () => {
  const result = makeResult([
    { pattern: "a/a", trials: [completed({})] },
    { pattern: "a/b", trials: [completed({})] },
  ]);
  const [first, second] = result.cases;
  const text = spaced(
    terminalOf(
      {
        ...result,
        heapDiffs: [
          {
            case: first?.id ?? "",
            rows: 5_000,
            outcome: {
              kind: "completed",
              held: [
                { constructorName: "Date", bytes: 1e5, count: 1_000 },
                { constructorName: "Employee", bytes: 3e6, count: 5_000 },
                { constructorName: "Freed", bytes: -4, count: -1 },
              ],
              released: [],
            },
          },
          { case: second?.id ?? "", rows: 5_000, outcome: { kind: "unavailable", message: "memwatch isn't built" } },
        ],
      },
      plain(160),
    ),
  );
  expect(text).toContain(
    "• a/a at 5,000 rows: held Employee 3.0 MB (5,000) and Date 100 kB (1,000); after release nothing more than before.",
  );
  expect(text).toContain("• a/b: the heap could not be compared: memwatch isn't built.");
});

test("A terminal that is narrower than a figure beside a name gets the narrowest table", () => {
  expect(terminalOf(millionRowResult(), plain(3))).toBe(terminalOf(millionRowResult(), plain(narrowest)));
});
