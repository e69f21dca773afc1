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
    "misses-a-column": `if (inWindow) delete rows[7].salary;`,
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
    ["misses-a-column", "failed", /^column salary, looked up as "salary": expected a decimal, received undefined/],
    ["hangs", "timed-out", /^ran past the limit of 6 s and was ended; --timeout raises it\.$/],
    ["blocks", "timed-out", /^ran past the limit of 6 s and was ended; --timeout raises it\.$/],
    ["fills-the-heap", "heap-limit", /^V8 reached its heap limit and aborted .*--node-args=--max-old-space-size/],
    ["kills-itself", "failed", /SIGKILL/],
    ["exits-with-7", "failed", /^the worker exited with code 7 before it had a result: out of here$/],
    ["exits-with-0", "failed", /^the worker exited with code 0 before it had a result\.$/],
  ])("tells how the pattern %s ended", (name, kind, message) => {
    expect(outcomeOf(result, name)).toEqual({ kind, message: expect.stringMatching(message) as unknown });
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
