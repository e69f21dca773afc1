import { execFileSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { openOutputFile } from "../../../src/runner/output-file.js";
import { makeFolder, removeFolder } from "../../program.js";

let folder: string;

beforeAll(async () => {
  folder = await makeFolder();
});

afterAll(() => removeFolder(folder));

/** What a process wrote that had the file for its standard output. */
async function written(program: string): Promise<string[]> {
  const output = openOutputFile(folder);
  execFileSync(process.execPath, ["-e", program], { stdio: ["ignore", output.stdout, "inherit"] });
  const lines: string[] = [];
  await output.read((line) => lines.push(line));
  return lines;
}

test("What a process wrote is read from its first line to its last, be that finished or not", async () => {
  expect(await written(`console.log("first"); process.stdout.write("läst")`)).toEqual(["first", "läst"]);
});

test("A process that wrote nothing wrote no line", async () => {
  expect(await written("")).toEqual([]);
});

test("The file has no name that could stay behind", async () => {
  const output = openOutputFile(folder);
  expect(await readdir(folder)).toEqual([]);
  await output.read(() => undefined);
});

test("A folder where nothing can be written is named, with what to do", () => {
  const missing = join(folder, "missing");
  expect(() => openOutputFile(missing)).toThrow(`${missing} lets none be made (ENOENT). Set TMPDIR to a folder`);
});
