import { lstat, mkdir, mkdtemp, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hydrateSymlinks } from "../../../../../../src/engines/postgres/embedded/cluster/server-programs.js";

let platform: string;
beforeEach(async () => {
  platform = await mkdtemp(join(tmpdir(), "ormeter-programs-"));
  await mkdir(join(platform, "native", "lib"), { recursive: true });
});
afterEach(() => rm(platform, { recursive: true, force: true }));

test("links that npm could not pack and no install script made are made, those that are there are kept", async () => {
  const list = [
    { source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" },
    { source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so" },
  ];
  await writeFile(join(platform, "native", "pg-symlinks.json"), JSON.stringify(list));
  await writeFile(join(platform, "native", "lib", "libpq.so"), "a copy that someone put there");

  await hydrateSymlinks(platform);
  await hydrateSymlinks(platform);

  expect(await readlink(join(platform, "native", "lib", "libpq.so.5"))).toBe("libpq.so.5.18");
  expect((await lstat(join(platform, "native", "lib", "libpq.so"))).isFile()).toBe(true);
});

test("a package without links has none made", async () => {
  await hydrateSymlinks(platform);
});
