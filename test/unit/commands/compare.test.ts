import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locate } from "../../../src/commands/options/compare.js";
import { UsageError } from "../../../src/errors.js";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ormeter-compare-"));
  for (const folder of ["matrix", "odd#name", "baselines"]) await mkdir(join(cwd, folder));
  await writeFile(join(cwd, "baselines", "main.json"), "{}");
});
afterAll(() => rm(cwd, { recursive: true }));

const baselineOf = (text: string) => locate(text, cwd);

test("A side is a path, or else a baseline's name", () => {
  expect(baselineOf("matrix")).toEqual({ name: "matrix", file: join(cwd, "matrix") });
  expect(baselineOf("main")).toEqual({ name: "main", file: join(cwd, "baselines", "main.json") });
});

test("What stands behind a # is the variant that is meant, whatever is in it", () => {
  expect(baselineOf("matrix#typeorm@0.3.27")).toMatchObject({ file: join(cwd, "matrix"), variant: "typeorm@0.3.27" });
  expect(baselineOf("main#typeorm@github:a/b#c")).toMatchObject({ variant: "typeorm@github:a/b#c" });
});

test("A folder with a # in its name is that folder", () => {
  expect(baselineOf("odd#name")).toEqual({ name: "odd#name", file: join(cwd, "odd#name") });
});

test.each(["none", "none#typeorm@1", "#typeorm@1"])("%s, which isn't there, is refused by its name", (text) => {
  expect(() => baselineOf(text)).toThrow(UsageError);
  expect(() => baselineOf(text)).toThrow(`There is no result "${text}"`);
});
