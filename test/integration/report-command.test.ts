import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compiledProgram } from "../../src/config/project.js";
import { runReport } from "../../src/commands/run-report.js";
import { writeReports } from "../../src/commands/session/write-reports.js";
import { writeResult } from "../../src/results/store.js";
import { makeFolder, removeFolder, runNode, type Ended } from "../program.js";
import { sampledResult } from "../sampled-results.js";

let folder: string;

beforeEach(async () => {
  folder = await makeFolder();
});
afterEach(() => removeFolder(folder));

const report = (...args: string[]): Promise<Ended> =>
  runNode([compiledProgram("src/cli.ts"), "report", ...args], { GITHUB_STEP_SUMMARY: "" });

describe("report", () => {
  beforeEach(() => writeResult(folder, sampledResult(1)));

  test("writes the page and the Markdown beside the result, and says where", async () => {
    const { code, stdout, stderr } = await report(folder);
    expect(code).toBe(0);
    expect(stdout).toBe("");
    for (const name of ["report.html", "report.md"]) expect(stderr).toContain(join(folder, name));
    expect((await stat(join(folder, "report.md"))).size).toBeLessThan(60_000);
    expect((await stat(join(folder, "report.html"))).size).toBeLessThan(1_500_000);
  });

  test("takes the result's file too, and writes into the folder that is asked for", async () => {
    const out = join(folder, "elsewhere");
    expect((await report(join(folder, "result.json"), "--out", out)).code).toBe(0);
    expect((await readdir(out)).sort()).toEqual(["report.html", "report.md"]);
  });

  test("prints one format alone", async () => {
    const { code, stdout, stderr } = await report(folder, "--format", "bencher");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^\{\n/);
  });

  test.each([
    ["html", /^<!doctype html>/],
    ["markdown", /^## What it costs to read/],
    ["github-action-benchmark", /^\[\n/],
    ["bencher", /^\{\n/],
    ["csv", /^case,pattern,/],
  ] as const)("knows the format %s", async (format, start) => {
    const printed: string[] = [];
    const stdout = { write: (text: string | Uint8Array) => printed.push(String(text)) > 0 };
    expect(await runReport({ run: folder, format }, { stdout, stderr: stdout })).toBe(0);
    expect(printed.join("")).toMatch(start);
  });

  test("writes one format into a file", async () => {
    const file = join(folder, "deep", "figures.csv");
    expect((await report(folder, "--format", "csv", "--out", file)).stdout).toBe("");
    expect(await readFile(file, "utf8")).toMatch(/^case,/);
  });

  test("writes every chart as a file of its own", async () => {
    const charts = join(folder, "charts");
    expect((await report(folder, "--svg", charts)).code).toBe(0);
    const files = await readdir(charts);
    expect(files).toHaveLength(17);
    expect(files).toEqual(
      expect.arrayContaining(["peak-ranking.svg", "time-memory.svg", "memory-over-time.svg", "pauses.svg"]),
    );
  });

  test("refuses what can't go together instead of leaving one of it undone", async () => {
    const charts = join(folder, "charts");
    for (const flags of [
      ["--svg", charts, "--format", "html"],
      ["--svg", charts, "--out", folder],
    ]) {
      const { code, stdout, stderr } = await report(folder, ...flags);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^ormeter: --svg .*\.\n$/);
    }
    expect(await readdir(folder)).not.toContain("charts");
  });

  test("appends the Markdown to a CI host's summary", async () => {
    const summary = join(folder, "summary.md");
    await writeFile(summary, "before\n");
    const { code } = await runNode([compiledProgram("src/cli.ts"), "report", folder], { GITHUB_STEP_SUMMARY: summary });
    expect(code).toBe(0);
    expect(await readFile(summary, "utf8")).toBe(`before\n${await readFile(join(folder, "report.md"), "utf8")}`);
  });
});

describe("a CI host's summary that can't be written", () => {
  test("is a warning: the reports are there, and whatever was measured keeps its exit code", async () => {
    await writeResult(folder, sampledResult(1));
    const summary = join(folder, "result.json", "below");
    const { code, stderr } = await runNode([compiledProgram("src/cli.ts"), "report", folder], {
      GITHUB_STEP_SUMMARY: summary,
    });
    expect(code).toBe(0);
    expect(stderr).toContain(`Warning: GITHUB_STEP_SUMMARY names ${summary}, which can't be written (ENOTDIR)`);
    const said: string[] = [];
    await writeReports(folder, { stepSummary: summary, output: { write: (text) => said.push(String(text)) > 0 } });
    expect(said.join("")).toContain("Warning: GITHUB_STEP_SUMMARY");
    expect((await readdir(folder)).sort()).toEqual(["report.html", "report.md", "result.json"]);
  });
});

describe("report of what isn't a result", () => {
  test("ends with exit code 2 and one sentence that names file and field, and writes nothing", async () => {
    await writeFile(join(folder, "result.json"), JSON.stringify({ ...sampledResult(1), trials: undefined }));
    const { code, stdout, stderr } = await report(folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(join(folder, "result.json"));
    expect(stderr).toContain("trials");
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(await readdir(folder)).toEqual(["result.json"]);
  });

  test("names what a file holds by what is seen of it, not by what steers a terminal", async () => {
    const result = sampledResult(1);
    const [trial] = result.trials;
    const wall = { absent: "no", "\u001b[2J\u009b31m": 1 };
    const spoilt = { ...trial, outcome: { ...trial?.outcome, metrics: { wall } } };
    await writeFile(join(folder, "result.json"), JSON.stringify({ ...result, trials: [spoilt] }));
    const { code, stderr } = await report(folder);
    expect(code).toBe(2);
    expect(stderr).toContain("␛[2J");
    expect(stderr.trim()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test("ends with exit code 2 for a folder without one, an unknown format, and a place that can't be written to", async () => {
    expect((await report(join(folder, "nowhere"))).code).toBe(2);
    await writeResult(folder, sampledResult(1));
    expect((await report(folder, "--format", "pdf")).code).toBe(2);
    const { code, stderr } = await report(folder, "--out", join(folder, "result.json", "below"));
    expect(code).toBe(2);
    expect(stderr).toContain("can't be written");
  });
});

describe("the reports that a run writes", () => {
  test("are made by a process of their own, and said where they are", async () => {
    await writeResult(folder, sampledResult(1));
    const summary = join(folder, "summary.md");
    const said: string[] = [];
    const output = { write: (text: string | Uint8Array) => said.push(String(text)) > 0 };
    await writeReports(folder, { stepSummary: summary, output });
    expect((await readdir(folder)).sort()).toEqual(["report.html", "report.md", "result.json", "summary.md"]);
    expect(said.join("")).toContain(join(folder, "report.html"));
  });

  test("that can't be written are an error with the reason", async () => {
    await mkdir(join(folder, "empty"));
    const output = { write: () => true };
    await expect(writeReports(join(folder, "empty"), { stepSummary: undefined, output })).rejects.toThrow(
      /could not be written .*There is no/s,
    );
  });
});
