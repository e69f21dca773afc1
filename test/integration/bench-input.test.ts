import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BenchProject, type Ended } from "./bench-project.js";
import { putCluster } from "./cluster.js";

let project: BenchProject;
beforeAll(async () => {
  project = await BenchProject.create({ cluster: false });
  await writeFile(join(project.folder, "a-file"), "");
  await mkdir(join(project.folder, "done"));
  await writeFile(join(project.folder, "done", "result.json"), "{}");
});
afterAll(() => project.remove());

/** Runs a command line that is wrong, and holds its end against what every wrong one has in common. */
async function refusal(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const ended: Ended = await project.ormeter(args, env).ended;
  expect(ended).toMatchObject({ code: 2, signal: null, stdout: "" });
  expect(ended.stderr).toMatch(/^ormeter: .*[.?]\n$/);
  // Nothing was begun: no server, no folder for the run.
  for (const name of [".ormeter", "results"]) expect(existsSync(join(project.folder, name))).toBe(false);
  return ended.stderr;
}

const rowsRule = "--rows must be a whole number from 1 to 100,000,000";

describe("bench refuses, before any work and with one sentence,", () => {
  test.each([
    [["--rows", "0"], `${rowsRule}; received "0".`],
    [["--rows", "-1"], `${rowsRule}; received "-1".`],
    [["--rows", "1.5"], `${rowsRule}; received "1.5".`],
    [["--rows", "abc"], `${rowsRule}; received "abc".`],
    [["--rows", "1e400"], `${rowsRule}; received "1e400".`],
    [["--rows", "100000001"], `${rowsRule}; received "100000001".`],
    [["--rows="], `${rowsRule}; received "".`],
    [["--json", "--rows", "x"], `${rowsRule}; received "x".`],
    [["--rounds", "0"], `--rounds must be a whole number from 1 to 1,000; received "0".`],
    [["--timeout", "0"], `--timeout must be from 1 to 86,400 seconds, like 90, 90s, 10m or 1h30m; received "0".`],
    [["--rng-seed", "x"], `--rng-seed must be a whole number from 0 to 4,294,967,295; received "x".`],
    [["--slow-consumer", "x"], `like 50ms/10000; received "x".`],
    [["--slow-consumer", "0ms/5"], `like 50ms/10000; received "0ms/5".`],
    [["--patterns", "getmany"], `there is no pattern "getmany"; did you mean typeorm/get-many?`],
    [["--patterns", "pg/copy,pg/currsor"], `there is no pattern "pg/currsor"; did you mean pg/cursor`],
    [["--patterns", ""], `there is no pattern "". There are typeorm/cursor-fetch, typeorm/find, `],
    [["--patterns", "pg/cursor:size=5"], `pg/cursor has no option "size"; it has batchSize.`],
    [["--patterns", "pg/query:batchSize=5"], `pg/query has no option "batchSize"; it has none.`],
    [["--patterns", "pg/cursor:batchSize=0"], `received "batchSize=0".`],
    [["--patterns", "pg/cursor:batchSize=many"], `received "batchSize=many".`],
    [["--node-args=--no-such-flag"], `--node-args="--no-such-flag"`],
    [["--out", ""], `--out must name a folder; received "".`],
    [["--out", "a-file"], `a-file" (`],
    [["--out", "a-file/below"], `a-file/below" (`],
    [["--out", "/proc/ormeter"], `received "/proc/ormeter" (`],
    [["--out", "done"], `done" holds a result already`],
    [["--url", "nonsense"], "--url must read postgresql://user:password@host:port/database; what was given doesn't"],
    [["--url", "postgres://me:secret@127.0.0.1:1/db"], "connect to postgresql://127.0.0.1:1/db: "],
    [["--fail-on", "wall"], "--fail-on judges a comparison, and there is nothing to compare with"],
    [["--strict"], "--strict judges a comparison, and there is nothing to compare with"],
    [["--frobnicate"], `unknown option '--frobnicate'`],
    [["--row", "5"], "Did you mean --rows?"],
    [["--rows"], "argument missing"],
    [["everything"], "too many arguments"],
    [["--budget", "60s"], "npm run bench -- --help shows what there is."],
  ])("%j", async (flags, sentence) => {
    const said = await refusal(["bench", ...flags]);
    expect(said).toContain(sentence);
    expect(said).not.toContain("secret");
  });

  test("flags that npm took for itself, since the defaults would be read without a word", async () => {
    const npm = { npm_lifecycle_event: "bench", npm_lifecycle_script: "node dist/src/cli.js bench" };
    const taken = { npm_config_rows: "5000", npm_config_json: "true" };
    const sentence = "npm run bench -- --rows <n> --json";
    expect(await refusal(["bench"], { ...npm, ...taken })).toContain(sentence);
    // npm leaves a value with a blank before it where it was: one argument too many.
    expect(await refusal(["bench", "5000"], { ...npm, ...taken, npm_config_rows: "true" })).toContain(sentence);
  });

  test("a folder for temporary files where none can be made", async () => {
    const missing = join(project.folder, "missing");
    expect(await refusal(["bench"], { TMPDIR: missing })).toContain(
      `${missing} has no place for it (ENOENT). Set TMPDIR`,
    );
  });

  test("a DATABASE_URL that is none, without repeating a password", async () => {
    const said = await refusal(["bench"], { DATABASE_URL: "mysql://me:secret@db.example/x" });
    expect(said).toContain("DATABASE_URL must read postgresql://user:password@host:port/database");
    expect(said).not.toContain("secret");
  });

  test.each([
    ["no default export", "export const pattern = {};", "has no pattern as its default export"],
    [
      "a name that isn't the file's",
      `export default { name: "even", does: "x", yields: "raw", access: { kind: "copy-text" }, options: {}, read() {} };`,
      `calls itself "even"; the name must be the file's, "odd".`,
    ],
    ["a syntax error", "export default {", "Unexpected end of input"],
    ["an import that isn't there", `import "no-such-package";`, "Cannot find package 'no-such-package'"],
    ["an error of its own", `throw new Error("not today");`, "not today"],
    ["an error that would steer the terminal", String.raw`throw new Error("not\u001b[2J today");`, "not␛[2J today"],
  ])("a pattern file with %s, and names it", async (_, source, sentence) => {
    await project.addFile("pg/odd", source);
    const said = await refusal(["bench", "--patterns=pg/odd,pg/copy"]);
    expect(said).toContain("bench/pg/odd.ts");
    expect(said).toContain(sentence);
  });

  test("a pattern file that is never loaded to its end, and names it", async () => {
    await project.addFile("pg/odd", "setInterval(() => {}, 1000); await new Promise(() => {});");
    const said = await refusal(["bench", "--patterns=pg/copy,pg/odd,pg/query", "--timeout=3"]);
    expect(said).toContain("bench/pg/odd.ts isn't loaded to its end.");
    expect(said).toContain("ran past its time limit");
  });

  test("a pattern file that ends the process when it is loaded, and names it", async () => {
    await project.addFile("pg/odd", "process.exit(7);");
    const said = await refusal(["bench", "--patterns=pg/copy,pg/odd,pg/query"]);
    expect(said).toContain("bench/pg/odd.ts isn't loaded to its end.");
    expect(said).toContain("it exited with code 7");
  });

  test("a pattern in a folder that it doesn't know how to connect for", async () => {
    await mkdir(join(project.folder, "dist", "bench", "unknown"));
    await project.addFile(
      "unknown/read",
      `export default { name: "read", does: "x", yields: "raw", access: { kind: "copy-text" }, options: {}, read() {} };`,
    );
    try {
      expect(await refusal(["bench", "--patterns=unknown"])).toContain("bench/unknown");
    } finally {
      await rm(join(project.folder, "dist", "bench", "unknown"), { recursive: true });
    }
  });
});

describe("An ORM that doesn't run on this Node", () => {
  const why = `it needs Node >= 99, and this is ${process.version}`;
  beforeAll(async () => {
    const manifest = join(project.folder, "bench", "kysely", "package.json");
    const given = JSON.parse(await readFile(manifest, "utf8")) as object;
    await writeFile(manifest, JSON.stringify({ ...given, engines: { node: ">= 99" } }));
  });

  test("is an error where it is all that was asked for", async () => {
    expect(await refusal(["bench", "--patterns=kysely"])).toContain(
      `Nothing that was asked for can be read here (bench/kysely: ${why}).`,
    );
  });

  test("is left out with its reason, in what is said and in the result, and the others are read", async () => {
    try {
      await putCluster(project.folder);
      const { code, stderr, result } = await project.bench("--patterns=kysely,pg/query", "--rows=1000", "--rounds=1");
      expect(code).toBe(0);
      expect(stderr).toContain(`bench/kysely isn't read: ${why}.`);
      expect(result.cases.map(({ pattern }) => pattern)).toEqual(["pg/query"]);
      expect(result.leftOut).toContainEqual({ pattern: "kysely/execute", why });
    } finally {
      await rm(join(project.folder, ".ormeter"), { recursive: true, force: true });
    }
  });
});

/** How a disk of 64 MB is made that only one process sees; undefined where this user may mount nothing. */
const ownDisk = [["--mount"], ["--mount", "--map-root-user"]].find(
  (flags) => spawnSync("unshare", [...flags, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0,
);

(ownDisk ? describe : describe.skip)("on a disk that is too small for the data set, bench", () => {
  test("says what it needs and what there is, and begins nothing", () => {
    const { status, stdout, stderr } = spawnSync("unshare", [
      ...(ownDisk ?? []),
      ...["sh", "-c", 'mount -t tmpfs -o size=64m tmpfs "$0" && cd "$0" && "$@"; code=$?; ls -A; exit $code'],
      join(project.folder, "done"),
      ...project.command(["bench", "--patterns=pg/copy", "--rows=1000000"]),
    ]);
    expect({ status, left: String(stdout) }).toEqual({ status: 2, left: "" });
    expect(String(stderr)).toMatch(
      /^ormeter: Not enough disk for 1,000,000 rows: they need about 350 MB, and 67\.1 MB are free .* fewer --rows\.\n$/,
    );
  });
});

describe("ormeter", () => {
  test("refuses a command that it doesn't know", async () => {
    expect(await refusal(["frobnicate"])).toContain(`unknown command 'frobnicate'`);
  });

  test("shows its commands to who names none, and exits with 2", async () => {
    const { code, stdout, stderr } = await project.ormeter([]).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^ {2}bench /m);
  });

  test("shows its help to who asks for it, and exits with 0", async () => {
    for (const args of [["--help"], ["bench", "--help"]]) {
      const { code, stdout, stderr } = await project.ormeter(args).ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain("Usage: ormeter");
    }
  });
});
