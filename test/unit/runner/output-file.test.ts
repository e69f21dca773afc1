import { execFileSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { openOutputFile, tryOutputFile } from "../../../src/runner/output-file.js";
import { makeFolder, removeFolder, writeProgram } from "../../program.js";

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
  expect(() => openOutputFile(missing)).toThrow(`${missing} has no place for it (ENOENT). Set TMPDIR to a folder`);
});

// A limit on files' sizes is like a full disk: the system takes a part of a write, and refuses the next.
test("A folder that is full is named at the start, and later as the reason for what is missing of an output", async () => {
  const script = await writeProgram(
    join(folder, "full.mjs"),
    `import { openOutputFile, tryOutputFile } from "../src/runner/output-file.js";
     const [folder] = process.argv.slice(2);
     const reason = await openOutputFile(folder).read(() => undefined);
     const refused = await tryOutputFile(folder).then(() => "nothing", (error) => error.name + ": " + error.message);
     console.log(JSON.stringify({ reason, refused }));`,
  );
  const limited = ["-c", `ulimit -f 8; exec "$@"`, "bash", process.execPath, script, folder];
  expect(JSON.parse(execFileSync("bash", limited, { encoding: "utf8" }))).toEqual({
    reason: expect.stringMatching(/^EFBIG/) as string,
    refused: expect.stringContaining(
      `UsageError: A worker's output needs a temporary file, and ${folder} has no`,
    ) as string,
  });
  await tryOutputFile(folder);
  expect(await openOutputFile(folder).read(() => undefined)).toBeUndefined();
});
