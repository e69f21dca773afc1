/** The packed package in a stranger's folder, by the npm that everybody has. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readResult } from "../../src/results/store.js";
import { makeFolder, removeFolder } from "../program.js";
import { packed, quiet, shell } from "./packed.js";

let folder: string;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => removeFolder(folder));

test("The package, installed from its tarball, holds what it needs and nothing of its tests, and reads its own workload", async () => {
  const { file, paths } = await packed();
  expect(paths.filter((path) => /^(test|scripts|docs|results|dist\/scripts)\/|\.map$/.test(path))).toEqual([]);

  const project = join(folder, "theirs");
  await mkdir(project);
  // A CommonJS project, as most are that were begun a while ago.
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "theirs", private: true }));
  await shell(project, ["npm", "install", ...quiet, file]);
  // As a test of theirs asks for it, and a tool.
  const asked = `Promise.all([import("ormeter/api"), import("ormeter/matchers")]).then(([api, matchers]) => console.log(
    typeof api.bench, typeof matchers.readOf, typeof require("ormeter/matchers").matchers.toReadWithin,
    require("ormeter/schema/result.json").type, require("ormeter/schema/config.json").type))`;
  const { stdout: found } = await shell(project, ["node", "-e", asked]);
  expect(found.trim()).toBe("function function function object object");
  const flags = ["--rows=1000", "--rounds=1", "--patterns=typeorm/find,typeorm/take-keyset,pg/copy", "--out=run"];
  const { stderr } = await shell(project, ["npx", "--no-install", "ormeter", "bench", ...flags]);
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
