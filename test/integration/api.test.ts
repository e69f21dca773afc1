/** What a program and its tests call, on a server that stands for the user's own. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { query } from "../../scripts/query.js";
import { packageRoot } from "../../src/config/project.js";
import { result as resultSchema } from "../../src/results/schema.js";
import { removeFolder, runNode, type Ended } from "../program.js";
import { addFiles, install, makeProject } from "../support/compiled-project.js";
import { cleanEnvironment } from "./bench-project.js";
import { TemporaryProject } from "./temporary-project.js";

const run = promisify(execFile);

let server: TemporaryProject;
let theirs: string;
let url: string;

beforeAll(async () => {
  server = await TemporaryProject.create();
  url = (await server.open()).adminUrl;
  await query(
    url,
    "CREATE TABLE public.orders AS SELECT n AS id, md5(n::text) AS note FROM generate_series(1, 700) AS n",
  );
  await query(url, "ALTER TABLE public.orders ADD PRIMARY KEY (id)");
  theirs = await makeProject({
    "package.json": { name: "theirs", private: true, jest: { transform: {}, testTimeout: 100_000 } },
    "reads.mjs": `export async function twice({ source, consume }) {
      for (const _ of [1, 2]) for (const row of (await source.query("SELECT * FROM public.orders")).rows) consume(row);
    }`,
    "ormeter.config.json": {
      $schema: "./node_modules/ormeter/schema/config.json",
      table: "orders",
      urlFrom: "SHOP_URL",
    },
  });
});
afterAll(async () => {
  await removeFolder(theirs);
  await server.remove();
});

/** Puts ormeter among their packages. */
const addOrmeter = (): void => {
  if (!existsSync(join(theirs, "node_modules", "ormeter"))) install(theirs, "ormeter");
};

/** What a program of theirs prints, as JSON; it has `cwd` and all of the API. */
async function programOf(code: string): Promise<Record<string, unknown>> {
  addOrmeter();
  const program = join(theirs, "program.mjs");
  addFiles(theirs, {
    "program.mjs": `import * as api from "ormeter/api";
      const cwd = ${JSON.stringify(theirs)};
      const before = JSON.stringify(process.env);
      const found = await (async () => { ${code} })();
      console.log(JSON.stringify({ ...found, unchanged: before === JSON.stringify(process.env) }));`,
  });
  const { code: exit, stdout, stderr } = await runNode([program], { SHOP_URL: url, PGOPTIONS: "-c work_mem=1MB" });
  if (exit !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

test("A program is given the result, hears of progress, and finds nothing written or changed", async () => {
  const { result, kinds, errors, code, unchanged } = await programOf(`
    const kinds = new Set();
    const result = await api.bench({ cwd, patterns: ["pg/query"], rounds: 1, onProgress: ({ kind }) => kinds.add(kind) });
    const errorOf = (promise) => promise.catch((error) => [error instanceof api.UsageError, error.message]);
    const errors = [
      await errorOf(api.bench({ cwd, patern: "pg" })),
      await errorOf(api.bench({ cwd, rounds: 0 })),
      await errorOf(api.bench({ cwd, table: ["orders", "customers"], patterns: "pg/query" })),
      await errorOf(api.bench({ cwd: cwd + "/none" })),
    ];
    return { result, kinds: [...kinds].sort(), errors, code: await api.exitCodeOf(await api.compare(result, result)) };`);
  const { dataSet, trials, equivalence } = resultSchema.parse(result);
  expect(dataSet).toMatchObject({ name: "orders", rows: 700 });
  expect(trials.map(({ outcome }) => outcome.kind)).toEqual(["completed"]);
  expect(equivalence).toEqual({ kind: "same" });
  expect(kinds).toEqual(["doing", "trial"]);
  expect(errors).toEqual([
    [true, expect.stringContaining('there is no key "patern"; did you mean "patterns"?')],
    [true, expect.stringContaining("--rounds must be a whole number from 1 to 1,000")],
    [true, expect.stringContaining("there are 2 workloads to read: orders, customers")],
    [true, expect.stringContaining("cwd must be a folder")],
  ]);
  expect(typeof code).toBe("number");
  expect(unchanged).toBe(true);
  expect(readdirSync(theirs).sort()).toEqual([
    ".ormeter",
    "node_modules",
    "ormeter.config.json",
    "package.json",
    "program.mjs",
    "reads.mjs",
  ]);
});

test("A run that is aborted ends well: its error is the signal's, and what was measured is where it was asked for", async () => {
  const { name } = await programOf(`
    const controller = new AbortController();
    const onProgress = ({ kind }) => { if (kind === "trial") controller.abort(); };
    const options = { cwd, patterns: "pg/query", rounds: 100, out: cwd + "/aborted", signal: controller.signal, onProgress };
    return { name: await api.bench(options).then(() => "none", (error) => error.name) };`);
  expect(name).toBe("AbortError");
  expect(existsSync(join(theirs, "aborted", "result.json"))).toBe(true);
});

const assertions = `
  const read = readOf({ table: "orders", pattern: "pg/query" });
  test("within", async () => {
    await expect(read).toReadWithin({ peakRss: "1 GB", statements: 1, rows: 700 });
    await expect(readOf("../reads.mjs#twice")).toReadWithin({ statements: 2, rows: 1400 });
  });
  test("not", () => expect(read).not.toReadWithin({ rows: 701 }));
  test("beyond", () => expect(read).toReadWithin({ peakRss: "5 MB", statements: 1, rows: 700 }));
  test("wrong", () => expect(read).toReadWithin({ peekRss: "5 MB" }));
`;

/** What both runners say. */
function expectReported({ code, stdout, stderr }: Ended): void {
  const said = stdout + stderr;
  expect(code).toBe(1);
  expect(said).toMatch(/2 failed, 2 passed|2 failed \| 2 passed/);
  expect(said).toMatch(/orders by pg\/query breaks 1 of its 3 bounds:\s+✗ peak RSS {4}\d+ MB, at most 5.0 MB/);
  expect(said).toContain("✓ statements  1, at most 1");
  expect(said).toContain("✓ rows        700, exactly 700");
  expect(said).toContain('1 × SELECT * FROM "public"."orders" (700 rows');
  expect(said).toMatch(/Look closer: .*bench --table=orders --patterns=pg\/query/);
  expect(said).toContain('there is no metric "peekRss"; did you mean peakRss?');
}

test("jest measures what its tests say, each in a fresh process, and says what a read took", async () => {
  addOrmeter();
  addFiles(theirs, {
    "jest/reads.test.js": `require("ormeter/jest"); const { readOf } = require("ormeter/matchers"); ${assertions}`,
  });
  const jest = join(packageRoot(), "node_modules", "jest", "bin", "jest.js");
  expectReported(await runNode([jest, "jest/"], { SHOP_URL: url, NO_COLOR: "1", FORCE_COLOR: "0" }, theirs));
});

test("vitest does, though it brings another version of what ormeter measures with", async () => {
  const env = cleanEnvironment();
  await run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "vitest@4.1.12"], { cwd: theirs, env });
  addOrmeter();
  addFiles(theirs, {
    "vitest.config.mjs": "export default { test: { include: ['vitest/*.test.mjs'], testTimeout: 100000 } };",
    "vitest/reads.test.mjs": `import { expect, test } from "vitest";
      import "ormeter/vitest"; import { readOf } from "ormeter/matchers"; ${assertions}`,
  });
  const vitest = join(theirs, "node_modules", "vitest", "vitest.mjs");
  expectReported(await runNode([vitest, "run", "--no-color", "--root", theirs], { SHOP_URL: url }));
});
