import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { metricNames, type MetricName } from "../../src/metrics.js";
import { planRounds } from "../../src/runner/plan.js";
import type { Outcome, Result, Statement, Timeline } from "../../src/results/schema.js";
import { BenchProject, type Ended } from "./bench-project.js";

type Completed = Outcome & { kind: "completed" };

const thirteen = [
  "pg/copy",
  "pg/cursor",
  "pg/query",
  "pg/row-events",
  "typeorm/cursor-fetch",
  "typeorm/find",
  "typeorm/get-many",
  "typeorm/get-raw-many",
  "typeorm/stream",
  "typeorm/stream-batched",
  "typeorm/stream-entities",
  "typeorm/take-keyset",
  "typeorm/take-skip",
];
const rows = 20_000;
const rngSeed = 7;

let project: BenchProject;
beforeAll(async () => {
  project = await BenchProject.create({ cluster: false });
});
afterAll(() => project.remove());

describe("a run of all patterns in two rounds", () => {
  let ended: Ended;
  let result: Result;
  beforeAll(async () => {
    const run = project.start("--rows", `${rows}`, "--rounds", "2", "--rng-seed", `${rngSeed}`);
    ended = await run.ended;
    result = await run.result();
  });

  const patternOf = (id: string): string | undefined => result.cases.find((one) => one.id === id)?.pattern;

  /** What completed, with the pattern's name; in both rounds. */
  const completed = (pattern?: string): { pattern: string; outcome: Completed }[] =>
    result.trials.flatMap(({ case: id, outcome }) => {
      const name = patternOf(id) ?? "";
      return outcome.kind === "completed" && (pattern ?? name) === name ? [{ pattern: name, outcome }] : [];
    });

  /** A metric's lower value of the two rounds. */
  const least = (pattern: string, metric: MetricName): number =>
    Math.min(...completed(pattern).map(({ outcome }) => Number(outcome.metrics[metric])));

  const statementsOf = (outcome: Completed): Statement[] =>
    Array.isArray(outcome.statements) ? outcome.statements : [];

  const timelineOf = ({ timeline }: Completed): Timeline => {
    if ("absent" in timeline) throw new Error(timeline.absent);
    return timeline;
  };

  test("ends well and leaves a whole result, with no process behind", async () => {
    expect(ended.code).toBe(0);
    expect(result.state).toBe("complete");
    expect(result.equivalence).toEqual({ kind: "same" });
    expect(result.options).toMatchObject({ rows, rounds: 2, rngSeed, heapDiff: false });
    expect(result.environment.server).toMatchObject({
      kind: "embedded",
      version: expect.stringMatching(/^18\./) as unknown,
    });
    await project.emptied();
  });

  test("completes every pattern once a round", () => {
    for (const round of [1, 2]) {
      const trials = result.trials.filter((trial) => trial.round === round);
      expect(trials.map(({ case: id }) => patternOf(id)).sort()).toEqual(thirteen);
      expect(trials.map(({ position }) => position)).toEqual(thirteen.map((_, index) => index + 1));
    }
    expect(completed()).toHaveLength(26);
  });

  test("reads each round in an order of its own, which the seed gives again", () => {
    const planned = planRounds(result.cases, 2, rngSeed).flat();
    expect(result.trials.map(({ case: id }) => id)).toEqual(planned.map((trial) => trial.case.id));
    const [first, second] = [1, 2].map((round) =>
      result.trials.filter((trial) => trial.round === round).map(({ case: id }) => id),
    );
    expect(first).not.toEqual(second);
  });

  test("has a figure for every metric in every trial", () => {
    const missing = completed().flatMap(({ pattern, outcome }) =>
      metricNames.filter((name) => typeof outcome.metrics[name] !== "number").map((name) => `${pattern} ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test("finds that all patterns read the same data, to the last character", () => {
    const fingerprints = completed().map(({ outcome }) => outcome.fingerprint);
    expect(new Set(fingerprints.map(({ checksum }) => checksum)).size).toBe(1);
    expect(new Set(fingerprints.map(({ digest }) => digest)).size).toBe(1);
    expect(new Set(fingerprints.map((fingerprint) => fingerprint.rows))).toEqual(new Set([rows]));
  });

  test("finds every connection given back", () => {
    expect(completed().filter(({ outcome }) => outcome.connectionsLeft !== 0)).toEqual([]);
  });

  /** Beginnings of the statements that a pattern makes the server execute, with how often each is called. */
  const oneSelect = [["SELECT", 1]] as const;
  const oneSelectAndTheEmptyPage = (pages: number) => [["SELECT", pages]] as const;
  test.each([
    ["typeorm/get-many", oneSelect],
    ["typeorm/get-raw-many", oneSelect],
    ["typeorm/find", oneSelect],
    ["typeorm/stream", oneSelect],
    ["typeorm/stream-batched", oneSelect],
    ["typeorm/stream-entities", oneSelect],
    ["pg/query", oneSelect],
    ["pg/row-events", oneSelect],
    ["pg/cursor", oneSelect],
    ["pg/copy", [["COPY", 1]]],
    // Pages of 10,000 rows; the last one is empty and says that it was the last.
    ["typeorm/take-skip", oneSelectAndTheEmptyPage(rows / 10_000 + 1)],
    ["typeorm/take-keyset", oneSelectAndTheEmptyPage(rows / 10_000 + 1)],
    // A hundred rows a FETCH.
    [
      "typeorm/cursor-fetch",
      [
        ["BEGIN|START TRANSACTION", 1],
        ["DECLARE", 1],
        ["FETCH", rows / 100 + 1],
        ["COMMIT", 1],
      ],
    ],
  ] as const)("counts what the server executed for %s", (pattern, expected) => {
    for (const { outcome } of completed(pattern)) {
      const statements = statementsOf(outcome);
      const calls = (begins: string) =>
        statements
          .filter(({ text }) => new RegExp(`^(?:${begins})`).test(text))
          .reduce((sum, statement) => sum + statement.calls, 0);
      expect(expected.map(([begins]) => [begins, calls(begins)])).toEqual(expected);
      expect(outcome.metrics.statements).toBe(statements.reduce((sum, statement) => sum + statement.calls, 0));
    }
  });

  test("executes nothing else than SELECTs for the patterns that page, stream and buffer", () => {
    const others = completed()
      .filter(({ pattern }) => !["typeorm/cursor-fetch", "pg/copy"].includes(pattern))
      .flatMap(({ outcome }) => statementsOf(outcome))
      .filter(({ text }) => !text.startsWith("SELECT"));
    expect(others).toEqual([]);
  });

  test("has a peak RSS that no sample from outside exceeds", () => {
    for (const { outcome } of completed()) {
      const { rss, marks } = timelineOf(outcome);
      const inWindow = rss.filter(([at]) => at >= 0 && at <= marks.end).map(([, bytes]) => bytes);
      // The kernel counts resident pages per thread and adds them up now and then.
      expect(Number(outcome.metrics.peakRss)).toBeGreaterThan(0.98 * Math.max(...inWindow));
    }
  });

  test("samples memory often, and knows when things happened", () => {
    const timelines = completed().map(({ outcome }) => timelineOf(outcome));
    const intervals = timelines.map(({ interval }) => interval).sort((a, b) => a - b);
    // 15 ms are aimed at; a machine that does other things too may give fewer samples.
    expect(intervals[Math.floor(intervals.length / 2)]).toBeLessThan(60);
    for (const { marks } of timelines) {
      expect(marks.firstRow).toBeGreaterThan(0);
      expect(marks.end).toBeGreaterThan(marks.firstRow ?? Infinity);
      expect(marks.released).toBeGreaterThanOrEqual(marks.end);
    }
  });

  test("sees what the patterns are known for", () => {
    // What is held at the end: an array of entities, an array of rows, nothing.
    expect(least("typeorm/get-many", "heapDelta")).toBeGreaterThan(10 * least("typeorm/stream", "heapDelta"));
    expect(least("pg/query", "heapDelta")).toBeGreaterThan(10 * least("pg/row-events", "heapDelta"));
    expect(least("typeorm/get-many", "retained")).toBeLessThan(least("typeorm/get-many", "heapDelta") / 4);
    expect(least("typeorm/get-many", "peakRss")).toBeGreaterThan(least("typeorm/stream-entities", "peakRss"));
    expect(least("typeorm/get-many", "peakHeap")).toBeGreaterThan(least("typeorm/stream", "peakHeap"));
    // Bytes handed on as they came allocate the least.
    const allocated = thirteen.map((pattern) => least(pattern, "allocated"));
    expect(Math.min(...allocated)).toBe(least("pg/copy", "allocated"));
    // A buffered read has its first row when it has almost all of them.
    const share = (pattern: string) => least(pattern, "firstRow") / least(pattern, "wall");
    expect(share("typeorm/get-many")).toBeGreaterThan(2 * share("typeorm/stream"));
    // A page of a thousand round trips sends more than one statement.
    expect(least("typeorm/cursor-fetch", "bytesOut")).toBeGreaterThan(10 * least("pg/query", "bytesOut"));
    expect(least("typeorm/get-many", "bytesIn")).toBeGreaterThan(result.dataSet.bytes / 2);
    // A statement is one round trip, a page is, and so are every hundred rows of stream().
    expect(least("typeorm/get-many", "roundTrips")).toBe(1);
    expect(least("typeorm/take-skip", "roundTrips")).toBe(rows / 10_000 + 1);
    expect(least("typeorm/stream", "roundTrips")).toBeGreaterThan(rows / 100);
    expect(least("typeorm/stream", "roundTrips")).toBeLessThan(rows / 100 + 5);
    // The server takes its part of the time.
    for (const pattern of thirteen) {
      expect(least(pattern, "dbTime")).toBeGreaterThan(0);
      expect(least(pattern, "wall")).toBeGreaterThan(least(pattern, "gcLongestPause"));
      expect(least(pattern, "gcPause")).toBeGreaterThanOrEqual(least(pattern, "gcLongestPause"));
    }
  });

  test("repeats the steady metrics from round to round", () => {
    for (const pattern of ["typeorm/get-many", "typeorm/stream", "pg/query"]) {
      const [first = NaN, second = NaN] = completed(pattern).map(({ outcome }) => Number(outcome.metrics.allocated));
      expect(first / second).toBeGreaterThan(0.8);
      expect(first / second).toBeLessThan(1.25);
    }
  });

  test("prints one table with a row for each pattern, and its sentences below", () => {
    // What stands below its legend are sentences, of which a line may begin with a name.
    const [table = ""] = ended.stdout.split("median ±");
    const rowsOf = (pattern: string) => table.split("\n").filter((line) => line.trim().startsWith(`${pattern} `));
    expect(thirteen.map((pattern) => [pattern, rowsOf(pattern).length])).toEqual(
      thirteen.map((pattern) => [pattern, 1]),
    );
    expect(ended.stdout).toMatch(/^entities$/m);
    expect(ended.stdout).toMatch(/^raw rows$/m);
    expect(ended.stdout).toMatch(/^floor: the driver's own reads$/m);
    expect(ended.stdout).toMatch(/^• /m);
    expect(ended.stdout).not.toContain("\u001b");
  });

  test("says on standard error what it does, and shows the table after the first round", () => {
    expect(ended.stderr).toContain("Loading the data set");
    expect(ended.stderr).toMatch(/round 2 of 2 · 13 of 13 · \S+ · about \d+s left/);
    const [beforeSecondRound = ""] = ended.stderr.split("round 2 of 2 · 1 of 13");
    expect(beforeSecondRound).toMatch(/1\sof\s2\srounds/);
    for (const pattern of thirteen) expect(beforeSecondRound).toMatch(new RegExp(`^ +${pattern} +[\\d,.]+ `, "m"));
  });
});

describe("a run with --json", () => {
  test("prints one JSON document and nothing else, the same as it keeps", async () => {
    const { code, stdout, stderr, result } = await project.bench(
      ..."--json --rows 1000 --rounds 2 --rng-seed 7 --patterns pg/query,pg/cursor:batchSize=100".split(" "),
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(result);
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain("round 2 of 2");
    expect(result.cases.map(({ pattern, options }) => ({ pattern, options }))).toEqual([
      { pattern: "pg/query", options: {} },
      { pattern: "pg/cursor", options: { batchSize: 100 } },
    ]);
  });

  test("finds the data set of the run before, and says where a report is that a CI host shows", async () => {
    const summary = join(project.folder, "summary.md");
    const args = "bench --rows 1000 --rounds 1 --patterns pg/copy --out again".split(" ");
    const { code, stderr } = await project.ormeter(args, { GITHUB_STEP_SUMMARY: summary }).ended;
    expect(code).toBe(0);
    expect(stderr).not.toContain("Loading the data set");
    expect(readdirSync(join(project.folder, "again")).sort()).toEqual(["report.html", "report.md", "result.json"]);
    expect(readFileSync(summary, "utf8")).toContain("pg/copy");
  });
});

describe("a run with --heap-diff", () => {
  test("says for every pattern what its heap held, or why that can't be said, and ends well", async () => {
    const { code, stdout, result } = await project.bench(
      ..."--heap-diff --rows 1000 --rounds 1 --patterns get-many,pg/copy".split(" "),
    );
    expect(code).toBe(0);
    expect(result.heapDiffs?.map(({ case: id }) => id)).toEqual(result.cases.map(({ id }) => id));
    for (const { case: id, outcome } of result.heapDiffs ?? []) {
      // memwatch is an optional dependency: without a compiler it isn't there.
      if (outcome.kind !== "completed") expect(outcome.message).not.toBe("");
      else if (id.startsWith("typeorm/get-many")) {
        const employees = outcome.held.find(({ constructorName }) => constructorName === "Employee");
        expect(employees?.count).toBeGreaterThan(4_900);
        expect(outcome.released.find(({ constructorName }) => constructorName === "Employee")?.count ?? 0).toBeLessThan(
          100,
        );
      }
    }
    expect(stdout).toContain("What the heap held");
    expect(result.trials.map(({ outcome }) => outcome.kind)).toEqual(["completed", "completed"]);
  });
});
