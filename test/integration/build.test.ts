import { cp, mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../src/config/project.js";
import { makeFolder, removeFolder, runNode } from "../program.js";

let folder: string;
beforeEach(async () => {
  folder = await makeFolder();
  await mkdir(join(folder, "scripts"));
  await cp(join(packageRoot(), "scripts", "build.js"), join(folder, "scripts", "build.js"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "tsconfig.build.json"), '{ "include": ["src", "gone"] }');
  await mkdir(join(folder, "src", "deep"), { recursive: true });
  await writeFile(join(folder, "src", "deep", "module.ts"), "export {};");
});
afterEach(() => removeFolder(folder));

const build = () => runNode([join(folder, "scripts", "build.js")]);

describe("Where TypeScript isn't installed, as after npm ci --omit=dev,", () => {
  test("what was compiled after the last edit does", async () => {
    await mkdir(join(folder, "dist"));
    await writeFile(join(folder, "dist", ".tsbuildinfo"), "{}");
    expect(await build()).toMatchObject({ code: 0, stderr: "" });
  });

  test("what is older than a source, or isn't there, ends with 2 and what to do", async () => {
    expect(await build()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("nothing is compiled yet") as string,
    });
    await mkdir(join(folder, "dist"));
    await writeFile(join(folder, "dist", ".tsbuildinfo"), "{}");
    await utimes(join(folder, "dist", ".tsbuildinfo"), 1, 1);
    const { code, stderr } = await build();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ormeter: .*older than its sources. Run npm ci, .*\n$/);
  });
});

test("A source that doesn't compile ends with 2: the compiler's own 1 means that something regressed", async () => {
  const typescript = join(folder, "node_modules", "typescript");
  await mkdir(join(typescript, "bin"), { recursive: true });
  await writeFile(join(typescript, "package.json"), '{ "name": "typescript", "version": "1.0.0" }');
  await writeFile(join(typescript, "bin", "tsc"), "process.exit(1);");
  expect((await build()).code).toBe(2);
});
