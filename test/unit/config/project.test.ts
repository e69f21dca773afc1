import { existsSync } from "node:fs";
import { mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  compiledProgram,
  packageRoot,
  projectPaths,
  takeConnectionVariables,
  withTemporaryFolder,
} from "../../../src/config/project.js";

test("a folder reached over a symbolic link is the same project", async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "ormeter-project-")));
  await symlink(folder, `${folder}-link`);
  try {
    expect(projectPaths(`${folder}-link`)).toEqual(projectPaths(folder));
    expect(projectPaths(folder).serverFile).toBe(join(folder, ".ormeter", "server.json"));
  } finally {
    await rm(`${folder}-link`);
    await rm(folder, { recursive: true });
  }
});

test("the package's root is found from the sources", () => {
  expect(existsSync(join(packageRoot(), "package.json"))).toBe(true);
  expect(compiledProgram("src/engines/postgres/embedded/host-process.ts")).toBe(
    join(packageRoot(), "dist", "src", "engines", "postgres", "embedded", "host-process.js"),
  );
});

test("the temporary folder is another one for as long as the action takes, and is put back when it fails", async () => {
  // Jest's process.env is a copy that the system's calls don't see; hence the variable and not what os.tmpdir() says.
  const named = () => process.env[process.platform === "win32" ? "TEMP" : "TMPDIR"];
  const before = named();
  expect(await withTemporaryFolder("/elsewhere", () => Promise.resolve(named()))).toBe("/elsewhere");
  await expect(withTemporaryFolder("/elsewhere", () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(named()).toBe(before);
});

test("what PostgreSQL's clients would read is taken out of the environment, but for the file of passwords", () => {
  const mine = { PGOPTIONS: "-c work_mem=1MB", PGSSLMODE: "prefer", PGPASSFILE: "/secret" };
  const before = Object.keys(mine).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, mine);
  try {
    expect(takeConnectionVariables()).toMatchObject(mine);
    expect(Object.keys(mine).filter((name) => process.env[name] !== undefined)).toEqual(["PGPASSFILE"]);
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
});
