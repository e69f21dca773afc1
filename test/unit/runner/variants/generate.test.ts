import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../../../../src/errors.js";
import { generateCode, type Generating } from "../../../../src/runner/variants/generate.js";
import { makeFolder, removeFolder } from "../../../program.js";

let folder: string;
beforeEach(async () => {
  folder = await makeFolder();
  await mkdir(join(folder, "node_modules", "generator"), { recursive: true });
  await writeFile(join(folder, "node_modules", "generator", "package.json"), '{ "version": "1.2.3" }');
});
afterEach(() => removeFolder(folder));

const withScript = (script: string): Generating => ({
  folder: "orm",
  files: {
    "package.json": JSON.stringify({ type: "module", scripts: { generate: "node generate.js" } }),
    "generate.js": script,
    "models.txt": "Employee",
  },
});
const generate = (script: string, signal = new AbortController().signal): Promise<void> =>
  generateCode(withScript(script), folder, signal);

test("The script finds the packages that it generates for, and the files that its folder lists", async () => {
  await generate(`
    import { readFileSync, writeFileSync } from "node:fs";
    import { createRequire } from "node:module";
    const { version } = createRequire(import.meta.url)("generator/package.json");
    writeFileSync("../../node_modules/generated.txt", readFileSync("models.txt", "utf8") + " by " + version);`);
  expect(await readFile(join(folder, "node_modules", "generated.txt"), "utf8")).toBe("Employee by 1.2.3");
});

test("A script that fails is told with its last words", async () => {
  const failure = generate('throw new RangeError("no model has a key");');
  await expect(failure).rejects.toBeInstanceOf(UsageError);
  await expect(failure).rejects.toThrow(
    "What bench/orm reads with is installed, but its code can't be generated (RangeError: no model has a key).",
  );
});

test("An interrupted command generates nothing", async () => {
  const reason = new Error("Ctrl-C");
  await expect(
    generate('import { writeFileSync } from "node:fs"; writeFileSync("done", "");', AbortSignal.abort(reason)),
  ).rejects.toBe(reason);
  expect(existsSync(join(folder, "generating", "orm", "done"))).toBe(false);
});
