import { existsSync } from "node:fs";
import { mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compiledProgram, packageRoot, projectPaths } from "../../../src/config/project.js";

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
