import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { readPrivateJson, writePrivateJson } from "../../../../../src/engines/postgres/embedded/private-file.js";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ormeter-private-"));
  path = join(folder, "secret.json");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const shape = z.object({ password: z.string() });

test("what was written is read back, and nobody else may read it, also where the file was open before", async () => {
  await writeFile(path, "{}", { mode: 0o644 });
  await writePrivateJson(path, { password: "love@lace" });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readPrivateJson(path, shape)).toEqual({ password: "love@lace" });
});

test("a file that isn't there, isn't whole or isn't of the shape is as good as none", async () => {
  expect(await readPrivateJson(path, shape)).toBeUndefined();
  await writeFile(path, '{ "password": "lov');
  expect(await readPrivateJson(path, shape)).toBeUndefined();
  await writeFile(path, '{ "pass": "love" }');
  expect(await readPrivateJson(path, shape)).toBeUndefined();
});
