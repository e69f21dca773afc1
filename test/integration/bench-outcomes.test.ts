import { serverRows } from "../../src/results/equivalence.js";
import type { Equivalence, Outcome, Result } from "../../src/results/schema.js";
import { BenchProject, type Ended } from "./bench-project.js";

let project: BenchProject;
beforeAll(async () => {
  project = await BenchProject.create();
});
afterAll(() => project.remove());

/** How the one trial of a pattern in `bench/pg` ended. */
function outcomeOf({ cases, trials }: Result, name: string): Outcome | undefined {
  const wanted = cases.find(({ pattern }) => pattern === `pg/${name}`);
  return trials.find(({ case: id }) => id === wanted?.id)?.outcome;
}

const patternsFlag = (names: readonly string[]): string => `--patterns=${names.map((name) => `pg/${name}`).join(",")}`;

describe("a run with patterns that don't finish", () => {
  const misbehaviour = {
    throws: `throw new Error("the read broke");`,
    "throws-a-text": `throw "only a text";`,
    "throws-in-a-listener": `if (inWindow) { setImmediate(() => { throw new Error("nobody catches this"); }); await sleep(60_000); }`,
    "fails-late": `if (inWindow) { for (const row of rows) consume(row); await sleep(100); throw new Error("at the very end"); }`,
    hangs: `if (inWindow) await new Promise(() => {});`,
    blocks: `if (inWindow) for (;;);`,
    "fills-the-heap": `if (inWindow) for (const held = []; ; held.push(Array.from({ length: 1000 }, (_, i) => ({ i })))) consume(rows[0]);`,
    "kills-itself": `if (inWindow) process.kill(process.pid, "SIGKILL");`,
    "exits-with-7": `if (inWindow) { process.stderr.write("out of here\\n"); process.exit(7); }`,
    "exits-with-0": `if (inWindow) process.exit(0);`,
    "leaks-a-connection": `await pool.connect();`,
  };
  const names = [...Object.keys(misbehaviour), "query"];

  let ended: Ended;
  let result: Result;
  beforeAll(async () => {
    for (const [name, body] of Object.entries(misbehaviour)) await project.addPattern(name, body);
    ({ result, ...ended } = await project.bench(
      patternsFlag(names),
      ..."--rows 1000 --rounds 1 --timeout 6 --node-args=--max-old-space-size=64".split(" "),
    ));
  });

  test.each([
    ["throws", "failed", /^the read broke$/],
    ["throws-a-text", "failed", /^only a text$/],
    ["throws-in-a-listener", "failed", /^nobody catches this$/],
    ["fails-late", "failed", /^at the very end$/],
    ["hangs", "timed-out", /^ran past the limit of 6 s and was ended; --timeout raises it\.$/],
    ["blocks", "timed-out", /^ran past the limit of 6 s and was ended; --timeout raises it\.$/],
    ["fills-the-heap", "heap-limit", /^V8 reached its heap limit and aborted .*--node-args=--max-old-space-size/],
    ["kills-itself", "failed", /SIGKILL/],
    ["exits-with-7", "failed", /^the worker exited with code 7 before it had a result: out of here$/],
    ["exits-with-0", "failed", /^the worker exited with code 0 before it had a result\.$/],
  ])("tells how the pattern %s ended", (name, kind, message) => {
    expect(outcomeOf(result, name)).toMatchObject({ kind, message: expect.stringMatching(message) as unknown });
    expect(ended.stdout).toMatch(new RegExp(`^✗ pg/${name} `, "m"));
  });

  test("measures the others all the same, and exits with 4", () => {
    expect(ended.code).toBe(4);
    expect(result.state).toBe("complete");
    expect(result.trials).toHaveLength(names.length);
    expect(outcomeOf(result, "query")).toMatchObject({ kind: "completed", connectionsLeft: 0 });
    expect(result.equivalence).toEqual({ kind: "same" });
  });

  test("completes a trial whose pattern keeps a connection, and says so", () => {
    expect(outcomeOf(result, "leaks-a-connection")).toMatchObject({ kind: "completed", connectionsLeft: 1 });
    expect(ended.stdout.replace(/\s+/g, " ")).toContain(
      "pg/leaks-a-connection kept connections that belong to the pool",
    );
  });

  test("shows a user no stack", () => {
    expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at /m);
  });

  test("leaves no process behind", () => project.emptied());
});

describe("a run in which nothing completes", () => {
  test("keeps its result, prints it, and exits with 4", async () => {
    await project.addPattern("throws-always", `throw new Error("never again");`);
    const { code, stdout, result } = await project.bench(patternsFlag(["throws-always"]), "--rows=1000", "--rounds=2");
    expect(code).toBe(4);
    expect(result.trials.map(({ outcome }) => outcome.kind)).toEqual(["failed", "failed"]);
    expect(result.equivalence).toMatchObject({ kind: "unknown" });
    expect(stdout).toContain("not one trial completed");
    expect(stdout).toContain("never again");
  });
});

describe("a run with a pattern that reads other data", () => {
  type Different = Equivalence & { kind: "different" };

  /** Runs the pattern beside two that are right. */
  const runBeside = async (name: string, body: string, rows: number) => {
    await project.addPattern(name, body);
    const run = await project.bench(patternsFlag(["query", "copy", name]), `--rows=${rows}`, "--rounds=1");
    const { equivalence, cases } = run.result;
    if (equivalence.kind !== "different") throw new Error(`The data was taken for ${equivalence.kind}.`);
    const patternOf = (id: string) => cases.find((one) => one.id === id)?.pattern;
    return { ...run, equivalence, odd: patternOf(equivalence.case), sentence: run.stdout.replace(/\s+/g, " ") };
  };

  /** One pattern, beside which there is nothing to be held against but the server. */
  const runAlone = async (name: string, body: string) => {
    await project.addPattern(name, body);
    const run = await project.bench(patternsFlag([name]), "--rows=1000", "--rounds=1");
    expect(run.result.trials.map(({ outcome }) => outcome.kind)).toEqual(["completed"]);
    return { ...run, sentence: run.stdout.replace(/\s+/g, " ") };
  };

  test("is found out alone, where the driver reads numbers in binary and gets them wrong", async () => {
    const { code, result, sentence } = await runAlone(
      "reads-binary",
      `({ rows } = await pool.query({ text: "SELECT * FROM " + table, binary: true, queryMode: "extended" }));`,
    );
    expect(code).toBe(3);
    expect(result.equivalence).toMatchObject({
      kind: "different",
      reference: serverRows,
      firstDifference: { key: "1" },
    });
    expect(sentence).toContain("pg/reads-binary against the server's own rows");
  });

  test("is different data, not a failure, where a value is missing, which is named with what the row holds", async () => {
    const { code, result, sentence } = await runAlone("misses-a-column", `if (inWindow) delete rows[7].salary;`);
    expect(code).toBe(3);
    expect(result.equivalence).toMatchObject({
      summary: "a value isn't what the column can hold: of row 8 the salary is undefined",
      firstDifference: {
        key: "8",
        missing: "neither",
        columns: [{ name: "salary", value: "undefined", reference: expect.stringMatching(/^\d+/) as unknown }],
      },
    });
    expect(sentence).toMatch(/the first row that differs is 8, where salary is "undefined" against "\d+/);
  });

  test("is found out where all read it wrong alike, and the time zone that explains it is named", async () => {
    const flags = ["--patterns=typeorm/get-many,typeorm/find", "--rows=21000", "--rounds=1", "--json", "--out=apia"];
    // Apia went across the date line at the end of 2011, and had no 30th of December.
    const { code, stdout } = await project.ormeter(["bench", ...flags], { TZ: "Pacific/Apia" }).ended;
    expect(code).toBe(3);
    const { equivalence, cases } = JSON.parse(stdout) as Result;
    expect(equivalence).toMatchObject({
      kind: "different",
      reference: serverRows,
      others: cases.slice(1).map(({ id }) => id),
      timeZone: "Pacific/Apia",
      firstDifference: { columns: [{ name: "hired_on", value: "2011-12-31", reference: "2011-12-30" }] },
    });
  });

  test("names it and the row that it lacks, and exits with 3", async () => {
    const { code, result, odd, equivalence, sentence } = await runBeside(
      "loses-a-row",
      "rows.splice(rows.findIndex(({ id }) => id === 500), 1);",
      1_000,
    );
    expect(code).toBe(3);
    expect(result.trials.map(({ outcome }) => outcome.kind)).toEqual(["completed", "completed", "completed"]);
    expect(odd).toBe("pg/loses-a-row");
    expect(equivalence.summary).toBe("999 rows were read, not 1000");
    expect(equivalence.firstDifference).toMatchObject({ key: "500", missing: "case" });
    expect(sentence).toMatch(/The reads returned different data.* pg\/loses-a-row .*the first row that differs is 500/);
  });

  test("names the column and both values of a row that only the measured data set has", async () => {
    const { code, odd, equivalence, sentence } = await runBeside(
      "promotes-one",
      `for (const row of rows) if (row.id === 5900) row.job_title = "Impostor";`,
      6_000,
    );
    expect(code).toBe(3);
    expect(odd).toBe("pg/promotes-one");
    const { firstDifference } = equivalence satisfies Different;
    expect(firstDifference).toEqual({
      key: "5900",
      missing: "neither",
      columns: [{ name: "job_title", value: "Impostor", reference: expect.stringMatching(/^\w/) as unknown }],
    });
    const reference = firstDifference?.columns[0]?.reference ?? "";
    expect(sentence).toContain(
      `the first row that differs is 5900, where job_title is "Impostor" against "${reference}"`,
    );
  });

  test("finds a difference that only the small data set's full digest shows", async () => {
    const { code, odd, equivalence, sentence } = await runBeside(
      "nulls-one",
      `for (const row of rows) if (row.id === 3000) row.email = "";`,
      1_000,
    );
    expect(code).toBe(3);
    expect(odd).toBe("pg/nulls-one");
    expect(equivalence.summary).toContain("small data set");
    expect(equivalence.firstDifference).toMatchObject({
      key: "3000",
      missing: "neither",
      columns: [{ name: "email", value: "", reference: expect.stringContaining("@") as unknown }],
    });
    expect(sentence).toMatch(/pg\/nulls-one against .* where email is "" against "\S+@/);
  });
});
