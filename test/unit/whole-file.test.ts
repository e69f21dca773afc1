import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, readFile, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../../src/errors.js";
import { fileFault, writeWhole } from "../../src/whole-file.js";
import { makeFolder, removeFolder, writeProgram } from "../program.js";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await makeFolder();
  file = join(folder, "kept.txt");
});
afterEach(() => removeFolder(folder));

const what = "The report";

describe("A file that is written whole", () => {
  test("replaces one that is there with its mode, and makes the folder of one that isn't", async () => {
    await writeFile(file, "old");
    await chmod(file, 0o640);
    await writeWhole(file, "new", { what });
    expect(await readFile(file, "utf8")).toBe("new");
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    const nested = join(folder, "a", "b", "c.txt");
    await writeWhole(nested, "ü", { what });
    expect(await readFile(nested, "utf8")).toBe("ü");
    expect(await readdir(join(folder, "a", "b"))).toEqual(["c.txt"]);
  });

  test("has the mode that was asked for, whatever it had", async () => {
    await writeFile(file, "old", { mode: 0o644 });
    await writeWhole(file, "secret", { what, mode: 0o600 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test("is the one that a link names, and the link stays", async () => {
    await writeFile(file, "old");
    const link = join(folder, "link");
    await symlink(file, link);
    await writeWhole(link, "new", { what });
    expect(await readFile(file, "utf8")).toBe("new");
    expect((await readdir(folder)).sort()).toEqual(["kept.txt", "link"]);
  });

  test("isn't put in the place of a device", async () => {
    const link = join(folder, "null");
    await symlink("/dev/null", link);
    await writeWhole(link, "away", { what });
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  });

  test("that can't be written is a usage error with its name and the reason", async () => {
    await writeFile(file, "");
    await expect(writeWhole(join(file, "below"), "x", { what })).rejects.toThrow(UsageError);
    await expect(writeWhole(join(file, "below"), "x", { what })).rejects.toThrow(/The report .*below \(E/);
  });
});

test("An error of the file system is the user's to fix, wherever it is met; any other isn't", () => {
  const full = Object.assign(new Error("ENOSPC"), { code: "ENOSPC", syscall: "mkdir", path: "/x" });
  expect(fileFault(full)).toBeInstanceOf(UsageError);
  expect(fileFault(full)?.message).toBe("/x can't be used (ENOSPC: the disk is full).");
  expect(fileFault(new Error("no"))).toBeUndefined();
  expect(fileFault(Object.assign(new Error("refused"), { code: "ECONNREFUSED", syscall: "connect" }))).toBeUndefined();
});

// A limit on files' sizes is like a full disk: the system takes a part of a write, and refuses the next.
describe("Where there is room for 8 kB", () => {
  const program = `
    import { writeWhole } from "../src/whole-file.js";
    import { watchOutput } from "../src/display/whole-output.js";
    let code = 0;
    const say = (error) => { code = error.name === "UsageError" ? 2 : 1; console.error(error.message); };
    process.once("exit", () => { process.exitCode = code; });
    const [file] = process.argv.slice(2);
    const text = "x".repeat(20_000);
    watchOutput(process.stdout, say);
    if (file === undefined) process.stdout.write(text);
    else await writeWhole(file, text, { what: "The report" }).catch(say);
  `;

  async function limited(arguments_: string): Promise<{ code: number; stderr: string }> {
    const script = await writeProgram(join(folder, "program.mjs"), program);
    const child = spawn("bash", ["-c", `ulimit -f 8; exec "${process.execPath}" "${script}" ${arguments_}`], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const [code] = (await once(child, "close")) as [number];
    return { code, stderr };
  }

  test("a longer file isn't cut: the old one stands, nothing else is left, and it is said", async () => {
    await writeFile(file, "old");
    const { code, stderr } = await limited(`"${file}"`);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/kept\.txt \(EFBIG/) as string });
    expect(await readFile(file, "utf8")).toBe("old");
    expect((await readdir(folder)).sort()).toEqual(["kept.txt", "program.mjs"]);
  });

  test("a longer output into a file is a usage error, not a success", async () => {
    const { code, stderr } = await limited(`> "${file}"`);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/standard output \(EFBIG/) as string });
  });
});
