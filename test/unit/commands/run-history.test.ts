import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHistory } from "../../../src/commands/run-history.js";
import type { HistoryOptions } from "../../../src/commands/options/history.js";
import type { Streams } from "../../../src/commands/session/measuring-command.js";
import { fourVersions, twoCommits } from "../../histories.js";
import { makeFolder, removeFolder } from "../../program.js";
import { commitAll } from "../../repository.js";

describe("history without --matrix", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await makeFolder();
  });
  afterEach(() => removeFolder(folder));

  const getMany: HistoryOptions["patterns"] = () => [{ id: "typeorm/get-many", options: {} }];
  /** Those that are usual, as where no pattern was asked for. */
  const usualOf: HistoryOptions["patterns"] = (isUsual = () => true, besides = []) =>
    besides.filter(isUsual).map((id) => ({ id, options: {} }));

  /** Runs the command in the folder; says how it ended and what it wrote. */
  async function history(options: Partial<HistoryOptions> = {}) {
    const said = { stdout: "", stderr: "" };
    const stream = (name: keyof typeof said) => ({ write: (text: string) => (said[name] += text) });
    const streams = { stdout: stream("stdout"), stderr: stream("stderr") } as unknown as Streams;
    const everything = {
      projectDir: folder,
      typed: {},
      stepSummary: undefined,
      patterns: getMany,
      metrics: ["wall"] as const,
      rows: undefined,
      package: "typeorm",
      out: undefined,
      json: false,
      matrix: undefined,
    };
    return { code: await runHistory({ ...everything, ...options }, streams), ...said };
  }

  test("says how to make results where there are none, ends with 4 and leaves nothing behind", async () => {
    const { code, stdout, stderr } = await history({ out: join(folder, "page") });
    expect(code).toBe(4);
    expect(stdout).toBe("");
    expect(stderr).toContain("npm run bench makes one");
    expect(await readdir(folder)).toEqual([]);
  });

  test("shows what can be read, names what can't, and writes the page where it was asked to", async () => {
    for (const [name, text] of [
      ["good", JSON.stringify(fourVersions())],
      ["cut", '{"schemaVersion":1,'],
    ] as const) {
      await mkdir(join(folder, "results", name), { recursive: true });
      await writeFile(join(folder, "results", name, "result.json"), text);
    }
    const { code, stdout, stderr } = await history({ out: join(folder, "page") });
    expect(code).toBe(0);
    expect(stdout).toContain("typeorm/get-many's wall falls from 1.0.0 to 1.1.1");
    expect(stderr).toContain("Passed over results/cut/result.json");
    expect(await readFile(join(folder, "page", "report.md"), "utf8")).toContain("| wall, s |");
    expect(await readFile(join(folder, "page", "report.html"), "utf8")).toContain("</html>");
  });

  test("leads from a step to its runs' own pages, and to the commits between them", async () => {
    const first = await commitAll(folder, "Reads in pages");
    await commitAll(folder, "An upgrade of <the> ORM");
    const last = await commitAll(folder, "What was left of it");
    for (const [index, result] of twoCommits([first, last]).entries()) {
      const run = join(folder, "results", `run ${String(index + 1)}`);
      await mkdir(run, { recursive: true });
      await writeFile(join(run, "result.json"), JSON.stringify(result));
      if (index === 1) await writeFile(join(run, "report.html"), "");
    }
    await history({ out: join(folder, "page"), metrics: ["allocated"] });
    const page = await readFile(join(folder, "page", "report.html"), "utf8");
    expect(page).toContain(`<a href="#result-1">2026-07-01 08:00, ${first.slice(0, 7)}</a>`);
    expect(page).toContain(`<a href="./../results/run%202/report.html">2026-07-02 08:00, ${last.slice(0, 7)}</a>`);
    expect(page).toContain("2 commits between, the newest first");
    expect(page).toContain("An upgrade of &lt;the&gt; ORM");
    expect(page).toContain("What was left of it");
    expect(page).not.toContain("Reads in pages");
    expect(page).toMatch(/<tr\s+id="result-1"/);
  });

  test("names a folder whose name would steer the terminal by what is seen of it", async () => {
    const name = "run\u001b[2J\u009b31m\u202e";
    await mkdir(join(folder, "results", name), { recursive: true });
    await writeFile(join(folder, "results", name, "result.json"), "{}");
    const { stderr } = await history();
    expect(stderr).toContain("Passed over results/run␛[2J");
    expect(stderr.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test("shows what there is, and ends with 4, where nothing of it is what was asked for", async () => {
    await mkdir(join(folder, "baselines"));
    await writeFile(join(folder, "baselines", "main.json"), JSON.stringify(fourVersions()));
    const { code, stdout } = await history({ rows: 7 });
    expect(code).toBe(4);
    expect(stdout).toContain("baselines/main.json");
    expect(stdout).toContain("No result of this size");
  });

  test("takes the package that the results have most versions of, and the patterns that they say it touches", async () => {
    const result = fourVersions();
    const elsewhere = {
      ...result,
      patterns: [
        ...result.patterns.map((info) => ({ ...info, readsWith: ["other-orm"] })),
        { id: "other/find", does: "Reads.", yields: "entity", source: "c0ffee", readsWith: ["other-orm"] },
        { id: "another/find", does: "Reads.", yields: "entity", source: "c0ffee", readsWith: [] },
      ],
      cases: result.cases.map((each) => ({ ...each, pattern: "other/find" })),
      variants: result.variants.map(({ packages: { typeorm = "" }, ...variant }) => ({
        ...variant,
        packages: { pg: "8.23.1", "other-orm": typeorm },
      })),
    };
    await mkdir(join(folder, "baselines"));
    await writeFile(join(folder, "baselines", "elsewhere.json"), JSON.stringify(elsewhere));
    const { code, stdout } = await history({ package: undefined, patterns: usualOf });
    expect(code).toBe(0);
    expect(stdout).toContain("other/find's wall falls from 1.0.0 to 1.1.1");
    expect(stdout).not.toContain("another/find");
    await expect(history({ package: "left-pad" })).rejects.toThrow(
      /^--package must be one of typeorm, .*pg, .*, node, other-orm; received "left-pad"\.$/,
    );
  });
});
