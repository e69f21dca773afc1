import { chmod, cp, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../src/config/project.js";
import type { MetricName } from "../../src/metrics.js";
import { articlePatterns } from "../../src/report/model/article/preset.js";
import type { Outcome, Result, Statement } from "../../src/results/schema.js";
import { readResult } from "../../src/results/store.js";
import { pythonWorker } from "../../src/runner/python.js";
import { askWorker } from "../../src/runner/worker-process.js";
import { describeWithInstruments, describeWithSqlalchemy, sqlalchemyPython } from "../sqlalchemy.js";
import { BenchProject, type Ended } from "./bench-project.js";

type Completed = Outcome & { kind: "completed" };

const sqlalchemyPatterns = ["sqlalchemy/all", "sqlalchemy/stream-results", "sqlalchemy/yield-per"];
const nodePatterns = articlePatterns.filter((pattern) => !sqlalchemyPatterns.includes(pattern));

let project: BenchProject;
beforeAll(async () => {
  project = await BenchProject.create();
  // What runs in Python isn't compiled, so it isn't in dist/.
  const python = join("bench", "sqlalchemy");
  await cp(join(packageRoot(), python), join(project.folder, python), { recursive: true });
});
afterAll(() => project.remove());

let runs = 0;

/** Runs `ormeter article` to its end; one round. */
async function article(...flags: string[]): Promise<Ended & { readonly result: Result }> {
  const out = `article-${++runs}`;
  const ended = await project.ormeter(["article", "--rounds=1", ...flags, "--out", out]).ended;
  try {
    return { ...ended, result: await readResult(join(project.folder, out)) };
  } catch (cause) {
    throw new Error(`The run left no result. It ended with ${ended.code} and said:\n${ended.stderr}`, { cause });
  }
}

/** How the pattern's only trial ended. */
function outcomeOf({ cases, trials }: Result, pattern: string): Outcome | undefined {
  const id = cases.find((one) => one.pattern === pattern)?.id;
  return trials.find((trial) => trial.case === id)?.outcome;
}

function completed(result: Result, pattern: string): Completed {
  const outcome = outcomeOf(result, pattern);
  if (outcome?.kind !== "completed") throw new Error(`${pattern}: ${JSON.stringify(outcome)}`);
  return outcome;
}

const metric = (result: Result, pattern: string, name: MetricName): number =>
  Number(completed(result, pattern).metrics[name]);

/** Rows and calls of the statements that begin like this, added up. */
function counted({ statements }: Completed, start: string): Pick<Statement, "calls" | "rows"> {
  const list = Array.isArray(statements) ? statements.filter(({ text }) => text.startsWith(start)) : [];
  return {
    calls: list.reduce((sum, { calls }) => sum + calls, 0),
    rows: list.reduce((sum, { rows }) => sum + rows, 0),
  };
}

describeWithSqlalchemy("the article's reads beside TypeORM's, of 20,000 rows", () => {
  const rows = 20_000;
  let ended: Awaited<ReturnType<typeof article>>;
  let result: Result;
  beforeAll(async () => {
    ended = await article(`--rows=${rows}`, "--python", sqlalchemyPython);
    ({ result } = ended);
  });

  test("all complete, and with the same data to the last character of every column", () => {
    expect(result.trials.filter(({ outcome }) => outcome.kind !== "completed")).toEqual([]);
    expect(ended.code).toBe(0);
    expect(result.cases.map(({ pattern }) => pattern)).toEqual(articlePatterns);
    expect(articlePatterns).toEqual(expect.arrayContaining(sqlalchemyPatterns));
    const fingerprints = result.cases.map(({ pattern }) => completed(result, pattern).fingerprint);
    expect(new Set(fingerprints.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(result.equivalence).toEqual({ kind: "same" });
  });

  test("keep the article's order in peak RSS", () => {
    const [all, stream, yieldPer] = sqlalchemyPatterns.map((pattern) => metric(result, pattern, "peakRss"));
    expect(all).toBeGreaterThan(yieldPer ?? NaN);
    expect(yieldPer).toBeGreaterThan(stream ?? NaN);
  });

  test("show the server one SELECT, or a cursor and its fetches", () => {
    for (const pattern of ["sqlalchemy/all", "sqlalchemy/yield-per"]) {
      expect(counted(completed(result, pattern), "SELECT")).toEqual({ calls: 1, rows });
    }
    const stream = completed(result, "sqlalchemy/stream-results");
    expect(counted(stream, "SELECT")).toEqual({ calls: 0, rows: 0 });
    expect(counted(stream, "DECLARE")).toEqual({ calls: 1, rows: 0 });
    // The first fetches are smaller: 1, 5, 10, 25, 50 rows.
    const fetches = counted(stream, "FETCH FORWARD");
    expect(fetches.rows).toBe(rows);
    expect(fetches.calls).toBeGreaterThan(rows / 100);
    expect(fetches.calls).toBeLessThan(rows / 100 + 10);
  });

  test("say what each runtime weighs before it reads, which is less than its peak", () => {
    for (const { pattern } of result.cases) {
      const { startRss } = completed(result, pattern);
      expect(startRss).toBeGreaterThan(10e6);
      expect(startRss).toBeLessThanOrEqual(metric(result, pattern, "peakRss"));
    }
  });

  test("give Python's figures where there are any, and a reason where there are none", () => {
    const { metrics, timeline, connectionsLeft } = completed(result, "sqlalchemy/all");
    const absent = Object.entries(metrics).flatMap(([name, reading]) => (typeof reading === "number" ? [] : [name]));
    expect(absent.sort()).toEqual(
      [
        ...["allocated", "heapDelta", "peakHeap", "retained"],
        ...["bytesIn", "bytesOut", "gcCount", "gcLongestPause", "gcPause", "loopStall", "roundTrips"],
      ].sort(),
    );
    expect(metrics.allocated).toEqual({ absent: "a figure of V8's heap, and SQLAlchemy runs in Python" });
    expect(Number(metrics.firstRow)).toBeLessThan(Number(metrics.wall));
    expect("absent" in timeline ? [] : timeline.rss.length).toBeGreaterThan(3);
    expect(connectionsLeft).toBe(0);
  });

  test("name the versions that read, in Python too", () => {
    expect(result.variants[0]?.packages).toMatchObject({
      python: expect.stringMatching(/^3\.\d+\.\d+/) as unknown,
      sqlalchemy: expect.stringMatching(/^[12]\./) as unknown,
    });
    expect(result.article?.python).toEqual({ kind: "used", path: sqlalchemyPython });
    expect(ended.stderr).toContain(`SQLAlchemy reads with ${sqlalchemyPython} (`);
  });

  describeWithInstruments("the peaks of SQLAlchemy's reads", () => {
    const checks = (instrument: "GNU time" | "mprof") =>
      (result.article?.peakChecks ?? []).flatMap((check) =>
        check.instrument === instrument && check.outcome.kind === "completed" ? [check.outcome] : [],
      );

    test("are within 2 % of what GNU time says of the same process", () => {
      expect(checks("GNU time")).toHaveLength(3);
      for (const { peakRss, theirs } of checks("GNU time")) expect(Math.abs(theirs / peakRss - 1)).toBeLessThan(0.02);
    });

    test("aren't below what mprof sampled of the same process, but for what the kernel hasn't added up", () => {
      expect(checks("mprof")).toHaveLength(3);
      // RSS is the sum of three counters (pages of files, anonymous and shared ones), and of each of them every processor
      // keeps up to a batch of pages to itself (percpu_counter). Since Linux 6.17 the RSS that mprof samples is exact,
      // while the kernel's mark of the peak still leaves out what wasn't added up.
      const processors = cpus().length;
      const notAddedUp = 3 * Math.max(32, 2 * processors) * processors * 4096;
      for (const { peakRss, theirs } of checks("mprof")) expect(theirs - peakRss).toBeLessThanOrEqual(notAddedUp);
    });
  });
});

describeWithSqlalchemy("SQLAlchemy's reads that go wrong", () => {
  let ended: Awaited<ReturnType<typeof article>>;
  beforeAll(async () => {
    const write = (name: string, body: string) =>
      writeFile(
        join(project.folder, "bench", "sqlalchemy", `${name}.py`),
        `import os, time\nfrom sqlalchemy import text\nDOES = "Misbehaves."\nreads = 0\n` +
          `def read(engine, table, consume):\n    global reads\n    reads += 1\n${body}`,
      );
    await write(
      "all",
      `    with engine.connect() as connection:
        for row in connection.execute(text(f"SELECT * FROM {table} WHERE id <> 17")):
            consume(row)\n`,
    );
    // Each reads nothing in its warm-up, and goes wrong in its window.
    await write("yield_per", "    if reads == 2: os.kill(os.getpid(), 9)\n");
    await write("stream_results", "    if reads == 2: time.sleep(3600)\n");
    ended = await article("--rows=1000", "--timeout=8", "--python", sqlalchemyPython);
  });

  test("are outcomes with a sentence: one that died, one that hung", () => {
    expect(outcomeOf(ended.result, "sqlalchemy/yield-per")).toMatchObject({
      kind: "failed",
      message: expect.stringContaining("SIGKILL") as unknown,
    });
    expect(outcomeOf(ended.result, "sqlalchemy/stream-results")).toEqual({
      kind: "timed-out",
      message: "ran past the limit of 8 s and was ended; --timeout raises it.",
    });
    expect(ended.stderr).not.toContain("Traceback");
  });

  test("that return other data end the run with 3, which names the first row that differs", () => {
    expect(ended.code).toBe(3);
    expect(ended.result.equivalence).toMatchObject({
      kind: "different",
      case: expect.stringContaining("sqlalchemy/all") as unknown,
      firstDifference: { key: "17", missing: "case" },
    });
  });

  test("leave TypeORM's half as it is", () => {
    for (const pattern of nodePatterns) expect(outcomeOf(ended.result, pattern)?.kind).toBe("completed");
  });
});

describe("without a Python that can read", () => {
  test("TypeORM's half is measured, and a sentence says which packages are missing", async () => {
    const python = join(project.folder, "python-without");
    await writeFile(python, `#!/bin/sh\necho '{"kind": "unusable", "reason": "it has no SQLAlchemy"}'\n`);
    await chmod(python, 0o755);
    const { code, stderr, result } = await article("--rows=1000", "--python", python);

    expect(result.trials.filter(({ outcome }) => outcome.kind !== "completed")).toEqual([]);
    expect(code).toBe(0);
    expect(result.cases.map(({ pattern }) => pattern)).toEqual(nodePatterns);
    const sentence =
      `SQLAlchemy's half is missing, since no Python here can read with it (${python}: it has no SQLAlchemy). ` +
      "On Debian install python3-sqlalchemy and python3-psycopg2, or name a Python that has them with --python.";
    expect(stderr).toContain(sentence);
    expect(result.article).toEqual({
      passedOver: [{ path: python, reason: "it has no SQLAlchemy" }],
      python: { kind: "missing", message: sentence },
      peakChecks: [],
    });
  });

  test("a --python that is no program is refused before any work starts", async () => {
    const { code, stdout, stderr } = await project.ormeter(["article", "--python", "nothing/here"]).ended;
    expect({ code, stdout, stderr: stderr.trim() }).toEqual({
      code: 2,
      stdout: "",
      stderr: `ormeter: --python must name a program, such as /usr/bin/python3; received "nothing/here".`,
    });
  });
});

describeWithSqlalchemy("a worker in Python", () => {
  const options = {
    command: pythonWorker(sqlalchemyPython, "sqlalchemy"),
    timeout: 60_000,
    signal: new AbortController().signal,
  };
  const dataSet = {
    url: "postgres://nobody@127.0.0.1:1/none",
    workload: "employees",
    schema: "none",
    table: "none",
    columns: [],
    key: [],
  };

  test("says in one line why it can't connect", async () => {
    const job = { kind: "row", pattern: { id: "sqlalchemy/all", options: {} }, dataSet, key: "1" } as const;
    await expect(askWorker(job, ["row"], options)).rejects.toThrow(/^OperationalError: .*Connection refused/);
  });

  test("says which jobs it doesn't do", async () => {
    const job = { kind: "expect", dataSet, warmup: dataSet } as const;
    await expect(askWorker(job, ["expected"], options)).rejects.toThrow(
      "ValueError: The Python worker has no job of the kind expect.",
    );
  });
});
