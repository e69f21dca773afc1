import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { injections, type InjectionName } from "../../scripts/selfcheck/injections.js";
import { packInjection } from "../../scripts/selfcheck/tarball.js";
import { serverRows } from "../../src/results/equivalence.js";
import type { Result } from "../../src/results/schema.js";
import { readResult } from "../../src/results/store.js";
import { BenchProject, type Ended } from "./bench-project.js";

/** The row that faulty tarballs get wrong. */
const victim = 321;

let project: BenchProject;
beforeAll(async () => {
  project = await BenchProject.create();
});
afterAll(() => project.remove());

/** Runs `ormeter upgrade` on few rows and for a short time. */
async function upgrade(out: string, ...flags: string[]): Promise<Ended & { readonly result: Result }> {
  const small = ["--rows", "2000", "--patterns", "get-many", "--budget", "2", "--out", out];
  const ended = await project.ormeter(["upgrade", ...small, ...flags]).ended;
  try {
    return { ...ended, result: await readResult(join(project.folder, out)) };
  } catch (cause) {
    throw new Error(`It left no result, ended with ${String(ended.code)} and said:\n${ended.stderr}`, { cause });
  }
}

/** A TypeORM with a fault, as a path in the project. */
async function faulty(name: InjectionName): Promise<string> {
  const tarball = `${name}.tgz`;
  if (!existsSync(join(project.folder, tarball))) {
    await packInjection(project.folder, name, injections({ searchedPerRow: 1, bytesPerRow: 48, victim })[name]);
  }
  return `./${tarball}`;
}

const ormeter = (...args: string[]): Promise<Ended> => project.ormeter(args).ended;

describe("upgrade", () => {
  test("compares what is installed with the same version installed once more, and finds nothing worse", async () => {
    const { code, stdout, stderr, result } = await upgrade("same", "--to", "typeorm@1.1.1", "--fail-on", "statements");
    expect(stderr).toContain("Both sides have the same versions");
    expect(code).toBe(0);
    expect(stdout).toContain("installed → typeorm@1.1.1");
    const [comparison] = result.comparisons ?? [];
    expect(comparison?.equivalence).toEqual({ kind: "same" });
    expect(comparison?.cases).toMatchObject([{ pattern: "typeorm/get-many", statements: { kind: "same" }, marks: [] }]);
    expect(result.variants.map(({ packages }) => packages["typeorm"])).toEqual(["1.1.1", "1.1.1"]);
    // Every round reads on both sides, one right after the other.
    const sides = result.trials.map(({ case: id }) => id);
    expect(sides.length).toBeGreaterThanOrEqual(6);
    for (let first = 0; first < sides.length; first += 2) expect(sides[first]).not.toBe(sides[first + 1]);
    // What else the machine did is known too, but for such windows.
    for (const { outcome } of result.trials) {
      if (outcome.kind !== "completed") continue;
      const { load } = outcome;
      expect(load).toEqual(
        load && "absent" in load
          ? { absent: expect.stringContaining("too short") as string }
          : expect.objectContaining({ others: expect.any(Number) as number, steal: expect.any(Number) as number }),
      );
    }
    // How fast the core was is known, but for windows that were over at once.
    const speeds = result.trials.map(({ outcome }) => outcome.kind === "completed" && outcome.coreSpeed);
    expect(speeds).toContainEqual(expect.any(Number));
    for (const speed of speeds) if (typeof speed === "number") expect(speed).toBeGreaterThan(0);
  });

  test("ends with 3 at once when a version reads another value, and shows row, column and both values", async () => {
    const { code, stdout, result } = await upgrade("wrong", "--to", await faulty("off-by-one"));
    expect(code).toBe(3);
    expect(result.equivalence).toMatchObject({
      kind: "different",
      case: expect.stringContaining("off-by-one.tgz") as string,
      reference: serverRows,
      firstDifference: { key: String(victim), missing: "neither", columns: [{ name: "manager_id" }] },
    });
    // One round is enough to know.
    expect(result.trials).toHaveLength(2);
    expect(stdout).toContain(String(victim));
    expect(stdout).toContain("manager_id");
  });

  test("ends with 3 when a version gives the same values in another type, and shows both types and a row", async () => {
    const { code, stdout, result } = await upgrade("untyped", "--to", await faulty("text-decimal"));
    expect(code).toBe(3);
    expect(result.equivalence).toMatchObject({
      kind: "different",
      case: expect.stringContaining("text-decimal.tgz") as string,
      reference: expect.stringContaining("installed") as string,
      summary: "salary: number → string",
      firstDifference: { key: "1", columns: [{ name: "salary" }] },
    });
    expect(stdout.replace(/\s+/g, " ")).toContain("salary: number → string");
  });

  describe("with a side of which no trial completes", () => {
    const failing = "./failing.tgz";
    beforeAll(async () => {
      const place = "entities.push(entity)";
      const file = "query-builder/transformer/RawSqlResultsToEntityTransformer.js";
      const patch = (text: string) => text.replace(place, `throw new Error("this version can't")`);
      await packInjection(project.folder, "failing", { file, patch });
    });

    test("claims nothing, and is no pass, where that is the baseline", async () => {
      const { code, stdout, result } = await upgrade("fixed", "--from", failing, "--to", "typeorm@1.1.1");
      expect(code).toBe(4);
      expect(result.comparisons).toMatchObject([
        { equivalence: { kind: "unknown" }, cases: [{ marks: ["now-completes"], completed: { baseline: 0 } }] },
      ]);
      expect(stdout).not.toMatch(/returned the same data|fixed/);
      const said = stdout.replace(/\s+/g, " ");
      expect(said).toContain("CAN'T TELL: nothing could be compared");
      expect(said).toContain("no read completed on both sides");
    });

    test("has regressed where that is the candidate", async () => {
      const { code, result } = await upgrade("broken", "--to", failing);
      expect(code).toBe(1);
      expect(result.comparisons).toMatchObject([{ cases: [{ marks: ["now-fails"], completed: { candidate: 0 } }] }]);
    });
  });

  test("shows a query that a version sends more, with its text", async () => {
    const { stdout, result } = await upgrade("chatty", "--to", await faulty("extra-query"), "--fail-on", "statements");
    const [comparison] = result.comparisons ?? [];
    expect(comparison?.cases[0]?.statements).toMatchObject({
      kind: "different",
      candidate: [{ text: "SELECT $1 AS extra", calls: 1 }],
    });
    expect(stdout).toContain("SELECT $1 AS extra");
  });
});

/** In what two runs weren't alike, but for what else the machine did meanwhile, which may be anything. */
const surroundings = (comparisons: Result["comparisons"]) =>
  comparisons?.[0]?.incomparable.filter(({ spoils }) => spoils !== "times");

describe("a baseline", () => {
  test("is saved, compared with, and named where results are", async () => {
    const bench = ["bench", "--rows", "1000", "--rounds", "2", "--patterns", "pg/query,pg/copy"];
    const saved = await ormeter(...bench, "--out", "first", "--save", "main");
    expect(saved).toMatchObject({ code: 0 });
    expect(saved.stderr).toContain("Saved the baseline");

    const compared = await ormeter(...bench, "--out", "second", "--baseline", "main", "--fail-on", "statements");
    expect(compared).toMatchObject({ code: 0 });
    const { comparisons } = await readResult(join(project.folder, "second"));
    expect(comparisons).toMatchObject([
      { baseline: { name: "main" }, trials: "separate", equivalence: { kind: "same" } },
    ]);
    expect(surroundings(comparisons)).toEqual([]);

    const again = await ormeter("compare", "main", "second", "--fail-on", "statements", "--out", "third");
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toContain("main → second");
    expect((await readResult(join(project.folder, "third"))).comparisons).toHaveLength(1);
  });

  test.each([
    ["there is none", "nothing", 'There is no baseline "nothing"'],
    ["it is corrupt", "corrupt", "isn't JSON from its start to its end"],
  ])("is refused before anything is measured where %s", async (_, name, sentence) => {
    await writeFile(join(project.folder, "baselines", "corrupt.json"), '{ "schemaVersion": 1, ');
    const ended = await ormeter("bench", "--rows", "1000", "--baseline", name);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(sentence);
    expect(ended.stderr).not.toContain("Reading");
  });

  test("that was made without NODE_OPTIONS isn't held against a run with them: nothing is called regressed", async () => {
    const flags = ["--rows", "1000", "--rounds", "2", "--patterns", "pg/copy", "--baseline", "main"];
    const environment = { NODE_OPTIONS: "--max-semi-space-size=128" };
    const { code, stdout } = await project.ormeter(["bench", ...flags], environment).ended;
    expect(code).toBe(4);
    expect(stdout).toContain("Nothing could be compared: NODE_OPTIONS was none, and is --max-semi-space-size=128");
  });

  test("of other rows isn't compared, and it is said why", async () => {
    const bench = ["bench", "--rows", "500", "--rounds", "2", "--patterns", "pg/copy"];
    const ended = await ormeter(...bench, "--out", "fewer", "--baseline", "main");
    expect(ended.code).toBe(4);
    const { comparisons } = await readResult(join(project.folder, "fewer"));
    expect(surroundings(comparisons)).toMatchObject([{ field: "rows", baseline: "1000", candidate: "500" }, {}]);
    expect(comparisons?.[0]?.cases[0]?.cells.every(({ kind }) => kind === "not-comparable")).toBe(true);
    expect(ended.stdout).toContain("Nothing could be compared: rows was 1000, and is 500;");
  });
});

describe("history", () => {
  // Here, since the versions that it reads are installed by now.
  test("reads all versions in every round, shows them with what was saved, and names data that differ", async () => {
    const matrix = ["--matrix", `typeorm@1.1.1,${await faulty("off-by-one")}`, "--rows", "2000", "--rounds", "2"];
    const { code, stdout, stderr } = await ormeter("history", ...matrix, "--patterns", "get-many", "--out", "page");
    expect(code).toBe(3);
    expect(stderr).toContain(`the first row that differs is ${String(victim)}`);
    expect(stderr).toMatch(/Passed over baselines\/corrupt\.json: .*cut off/);
    expect(stdout).toMatch(/typeorm\s1\.1\.1\sto\s1\.1\.1\+[0-9a-f]{8}/);
    expect(stdout).toMatch(/different data +results\/.*-history\/result\.json/);
    expect(stdout).toContain("baselines/main.json");
    for (const name of ["report.html", "report.md"]) {
      expect(existsSync(join(project.folder, "page", name))).toBe(true);
    }

    const again = await ormeter("history", "--json", "--metric", "allocated", "--rows", "2000");
    expect(again.code).toBe(0);
    const { trends, results } = JSON.parse(again.stdout) as { trends: unknown; results: { files: string[] }[] };
    expect(trends).toMatchObject([{ pattern: "typeorm/get-many", metric: "allocated", lines: [{ levels: [{}, {}] }] }]);
    const [file = ""] = results.at(-1)?.files ?? [];
    const { trials } = await readResult(join(project.folder, file));
    expect(trials.map(({ round }) => round)).toEqual([1, 1, 2, 2]);
    expect(new Set(trials.slice(0, 2).map(({ case: id }) => id)).size).toBe(2);
  });
});
