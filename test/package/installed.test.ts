/** The packed package in a stranger's folder, by the npm that everybody has. */
import { execFile } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../src/config/project.js";
import { readResult } from "../../src/results/store.js";
import { cleanEnvironment } from "../integration/bench-project.js";
import { makeFolder, removeFolder } from "../program.js";

const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => removeFolder(folder));

test("The package, installed from its tarball, holds what it needs and nothing of its tests, and reads its own workload", async () => {
  const env = cleanEnvironment();
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: packageRoot(), env });
  const [{ files, filename }] = JSON.parse(stdout) as [{ files: { path: string }[]; filename: string }];
  const strangers = files.filter(({ path }) => /^(test|scripts|docs|results|dist\/scripts)\/|\.map$/.test(path));
  expect(strangers).toEqual([]);

  const project = join(folder, "theirs");
  await mkdir(project);
  // A CommonJS project, as most are that were begun a while ago.
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "theirs", private: true }));
  await run("npm", ["install", "--no-audit", "--no-fund", join(folder, filename)], { cwd: project, env });
  // As a test of theirs asks for it, and a tool.
  const asked = `Promise.all([import("ormeter/api"), import("ormeter/matchers")]).then(([api, matchers]) => console.log(
    typeof api.bench, typeof matchers.readOf, typeof require("ormeter/matchers").matchers.toReadWithin,
    require("ormeter/schema/result.json").type, require("ormeter/schema/config.json").type))`;
  const { stdout: found } = await run("node", ["-e", asked], { cwd: project, env });
  expect(found.trim()).toBe("function function function object object");
  const flags = ["--rows=1000", "--rounds=1", "--patterns=typeorm/find,typeorm/take-keyset,pg/copy", "--out=run"];
  const { stderr } = await run("npx", ["--no-install", "ormeter", "bench", ...flags], { cwd: project, env });
  expect(stderr).toContain("report.html");
  const result = await readResult(join(project, "run"));
  expect(result.equivalence).toEqual({ kind: "same" });
  expect(result.trials.map(({ outcome }) => outcome.kind)).toEqual(["completed", "completed", "completed"]);
  // What is made is in their folder, and nothing in the package's.
  expect((await readdir(project)).sort()).toEqual([
    ".ormeter",
    "node_modules",
    "package-lock.json",
    "package.json",
    "run",
  ]);
});
