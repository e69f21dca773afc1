import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { claimOut } from "../../../src/project/run-folder.js";
import { UsageError } from "../../../src/errors.js";
import { makeFolder, removeFolder, runNode, writeProgram } from "../../program.js";

describe("The run's folder", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await makeFolder();
  });

  afterEach(() => removeFolder(folder));

  /** What claiming is answered with where it is refused. */
  function claimRefusal(out: string): string {
    let thrown: unknown;
    try {
      claimOut(out);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UsageError);
    return (thrown as UsageError).message;
  }

  test("Is made, with those above it, and goes again with them when nothing was measured", () => {
    const unclaim = claimOut(join(folder, "results", "run"));
    expect(existsSync(join(folder, "results", "run"))).toBe(true);
    unclaim();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("That was there already stays", () => {
    mkdirSync(join(folder, "mine"));
    claimOut(join(folder, "mine"))();
    expect(readdirSync(folder)).toEqual(["mine"]);
  });

  test("Goes alone where another run has put its own beside it meanwhile", () => {
    const unclaim = claimOut(join(folder, "results", "first"));
    claimOut(join(folder, "results", "second"));
    writeFileSync(join(folder, "results", "second", "result.json"), "{}");
    unclaim();
    expect(readdirSync(join(folder, "results"))).toEqual(["second"]);
    expect(existsSync(join(folder, "results", "second", "result.json"))).toBe(true);
  });

  test("Stays if something was written to it", () => {
    const unclaim = claimOut(join(folder, "results", "run"));
    writeFileSync(join(folder, "results", "run", "notes.txt"), "mine");
    unclaim();
    expect(readdirSync(join(folder, "results", "run"))).toEqual(["notes.txt"]);
  });

  test.each(["file", "file/below"])("Can't be %s, and the message names flag, rule, value and reason", (name) => {
    writeFileSync(join(folder, "file"), "");
    const out = join(folder, name);
    expect(claimRefusal(out)).toMatch(
      /^--out must name a folder that can be written to; received .* \((EEXIST|ENOTDIR)\)\.$/,
    );
    expect(claimRefusal(out)).toContain(`"${out}"`);
  });

  test("Can't hold a result already", () => {
    writeFileSync(join(folder, "result.json"), "{}");
    expect(claimRefusal(folder)).toBe(
      `--out: "${folder}" holds a result already; name another folder, or move that one away.`,
    );
  });

  test("With a name that no file system takes is refused, not thrown at the user", () => {
    expect(claimRefusal(join(folder, "a\0b"))).toMatch(/^--out must name a folder/);
    expect(claimRefusal(join(folder, "n".repeat(300)))).toMatch(/^--out must name .*\(ENAMETOOLONG\)/);
  });

  test("That can't be written to is refused, unless the user may write everywhere", () => {
    const closed = join(folder, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    if (process.getuid?.() === 0) expect(() => claimOut(closed)).not.toThrow();
    else expect(claimRefusal(closed)).toMatch(/\(EACCES\)/);
  });

  test("Holds a mark while the run goes on, and none any more when it has written what it had", () => {
    const run = join(folder, "run");
    const unclaim = claimOut(run);
    expect(readdirSync(run)).toEqual([".ormeter-run"]);
    writeFileSync(join(run, "result.json"), "{}");
    unclaim();
    expect(readdirSync(run)).toEqual(["result.json"]);
  });

  describe("of a run that was killed", () => {
    const results = () => join(folder, "results");

    /** Leaves a folder as a process that was killed leaves it, with these files besides. */
    async function leave(name: string, ...files: string[]): Promise<void> {
      const program = await writeProgram(
        join(folder, "killed.mjs"),
        `import { claimOut } from "../src/project/run-folder.js";
         claimOut(process.argv[2]);
         process.kill(process.pid, "SIGKILL");`,
      );
      expect(await runNode([program, join(results(), name)])).toMatchObject({ signal: "SIGKILL" });
      for (const file of files) writeFileSync(join(results(), name, file), "");
    }

    test("Goes at the next start where it is empty, whatever was half written with it", async () => {
      await leave("killed", ".result.json.0123456789ab.tmp");
      claimOut(join(results(), "next"));
      expect(readdirSync(results())).toEqual(["next"]);
    });

    test("Loses its mark, and nothing else, where anything is in it", async () => {
      await leave("killed", "result.json", "notes.txt");
      claimOut(join(results(), "next"));
      expect(readdirSync(join(results(), "killed")).sort()).toEqual(["notes.txt", "result.json"]);
    });

    test("Can be claimed again itself", async () => {
      await leave("killed");
      const unclaim = claimOut(join(results(), "killed"));
      expect(readdirSync(join(results(), "killed"))).toEqual([".ormeter-run"]);
      unclaim();
    });

    test("Is told from that of a run that goes on, from a stranger's, and from an empty one", () => {
      claimOut(join(results(), "running"));
      for (const name of ["empty", "strange"]) mkdirSync(join(results(), name));
      writeFileSync(join(results(), "strange", ".ormeter-run"), "{}");
      claimOut(join(results(), "next"));
      expect(readdirSync(results()).sort()).toEqual(["empty", "next", "running", "strange"]);
      expect(readdirSync(join(results(), "strange"))).toEqual([".ormeter-run"]);
    });
  });
});
