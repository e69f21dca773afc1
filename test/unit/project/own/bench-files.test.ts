import { cp } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../../../src/config/project.js";
import { benchFiles, ownPatterns } from "../../../../src/project/own/own-project.js";
import { makeFolder, removeFolder } from "../../../program.js";

test("A project's bench/ holds its own reads; ormeter's own repository has none beside ormeter's", async () => {
  const folder = await makeFolder();
  try {
    expect(benchFiles(folder, undefined)).toEqual([]);
    const bench = join(folder, "bench");
    await cp(join(packageRoot(), "bench", "pg"), join(bench, "pg"), { recursive: true });
    const files = benchFiles(folder, undefined);
    expect(files).toContainEqual({ id: "pg/client", source: join(bench, "pg", "client.ts") });
    expect(ownPatterns(files)).toContain("pg/query");
    expect(benchFiles(packageRoot(), undefined)).toEqual([]);
    expect(benchFiles(packageRoot(), bench)).toEqual(files);
  } finally {
    await removeFolder(folder);
  }
});
