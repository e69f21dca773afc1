import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compiledProgram } from "../../src/config/project.js";
import { makeFolder, removeFolder, runNode, type Ended } from "../program.js";

let folder: string;
beforeEach(async () => {
  folder = await makeFolder();
});
afterEach(() => removeFolder(folder));

const cli = compiledProgram("src/cli.ts");

/** Runs ormeter in a process in which this code has run before. */
const after = (code: string, ...args: string[]): Promise<Ended> =>
  runNode(["--import", `data:text/javascript,${encodeURIComponent(code)}`, cli, ...args]);

/** Code that waits until the command has its guards up, however busy the machine is. */
const whenGuarded = (code: string): string =>
  `const waiting = setInterval(() => {
     if (process.listenerCount("uncaughtException") === 0) return;
     clearInterval(waiting);
     ${code};
   }, 1);`;

// Node's own exit code for all of these is 1 or 13, and 1 tells CI that something regressed.
describe("An end that nobody foresaw is 4 with one line, never Node's own exit code:", () => {
  test.each([
    ["an error that nobody catches", whenGuarded(`throw new Error("not today")`)],
    ["a rejection that nobody catches", whenGuarded(`Promise.reject(new Error("not today"))`)],
    ["what isn't even an error", whenGuarded(`throw "not today"`)],
  ])("%s, after the command has done what it should, too", async (_, code) => {
    const { code: exitCode, stderr } = await after(code, "--version");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 4,
      stderr: "ormeter: ended by an error of its own: not today (ORMETER_DEBUG=1 shows where)\n",
    });
  });

  test("a promise that is never kept", async () => {
    const { code, stderr } = await after(
      `import fs from "node:fs/promises"; import { syncBuiltinESMExports } from "node:module";
       fs.stat = () => new Promise(() => {}); syncBuiltinESMExports();`,
      ...["report", folder],
    );
    expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.stringContaining("isn't done") as string });
  });

  test("a module that can't be imported", async () => {
    const files = [
      "src/cli.js",
      "src/commands/session/interruption.js",
      "src/config/server-url.js",
      "src/config/surroundings.js",
      "src/project/process-environment.js",
      "src/display/write-line.js",
      "src/report/printable.js",
      "src/errors.js",
      "src/exit-codes.js",
      "src/whole-file.js",
      "src/display/whole-output.js",
    ];
    for (const file of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await cp(join(dirname(cli), "..", file), join(folder, file));
    }
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    const { code, stderr } = await runNode([join(folder, "src", "cli.js"), "bench"]);
    expect({ code, stderr }).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/^ormeter: .*program\.js/) as string,
    });
  });
});

describe("What the user can fix is 2:", () => {
  test("a variable that puts another driver in the place of what is measured", async () => {
    const { code, stderr } = await runNode([cli, "bench"], { NODE_PG_FORCE_NATIVE: "1" });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("unset it") as string });
  });

  test("a limit on memory that is too low, wherever it shows", async () => {
    const child = spawn(
      "bash",
      ["-c", `ulimit -v 3000000; exec "$@"`, "bash", process.execPath, cli, "report", folder],
      {
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const [code] = (await once(child, "close")) as [number | null];
    // Which part of Node meets the limit, and whether any does, depends on its version.
    expect({ code, lines: stderr.trim().split("\n").length }).toEqual({ code: 2, lines: 1 });
  });
});
