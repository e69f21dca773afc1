import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { withInterruption } from "../../../../src/commands/session/interruption.js";
import { makeFolder, removeFolder, writeProgram } from "../../../program.js";

const listeners = () => ["SIGINT", "SIGTERM", "SIGHUP"].map((name) => process.listenerCount(name));

test("Work that isn't interrupted gives what it gives, and no exit code", async () => {
  const before = listeners();
  const seen = await withInterruption(({ signal, exitCode }) =>
    Promise.resolve({ aborted: signal.aborted, code: exitCode(), during: listeners() }),
  );
  expect(seen).toEqual({ aborted: false, code: undefined, during: before.map((count) => count + 1) });
  expect(listeners()).toEqual(before);
});

test("Work that fails fails as before, and the signals are let go", async () => {
  const before = listeners();
  await expect(withInterruption(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(listeners()).toEqual(before);
});

describe("In a process of its own", () => {
  let folder: string;
  let program: string;

  beforeAll(async () => {
    folder = await makeFolder();
    program = await writeProgram(
      join(folder, "interrupted.mjs"),
      `
      import { withInterruption } from "../src/commands/session/interruption.js";
      const [how, pace] = process.argv.slice(2);
      let clock = 0;
      // Each signal comes two seconds after the one before, or all of them at once.
      const now = () => (pace === "apart" ? (clock += 2000) : clock);
      const beforeExit = async () => {
        console.log("keeps what it has");
        if (how === "hang-twice") await new Promise(() => {});
      };
      const code = await withInterruption(async ({ signal, exitCode }) => {
        const timer = setInterval(() => {}, 1000);
        console.log("working");
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        console.log("asked to end");
        // A second signal may come here.
        if (how === undefined) clearInterval(timer);
        else await new Promise(() => {});
        return exitCode();
      }, { beforeExit, now });
      console.log("ended well");
      process.exitCode = code;
      `,
    );
  });

  afterAll(() => removeFolder(folder));

  /** Sends each signal when the line before it was written. */
  async function interrupt(signals: readonly NodeJS.Signals[], ...args: string[]) {
    const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
    const pending = [...signals];
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (/(working|asked to end|keeps what it has)\n$/.test(text)) {
        const signal = pending.shift();
        if (signal) child.kill(signal);
      }
    });
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    return { code, signal, lines: output.trim().split("\n") };
  }

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("%s asks the work to end well, and the exit code says which signal it was", async (signal, code) => {
    expect(await interrupt([signal])).toEqual({
      code,
      signal: null,
      lines: ["working", "asked to end", "ended well"],
    });
  });

  test("A second signal ends it at once, when what there is is kept", async () => {
    const lines = ["working", "asked to end", "keeps what it has"];
    expect(await interrupt(["SIGINT", "SIGINT"], "hang", "apart")).toEqual({ code: 130, signal: null, lines });
    expect(await interrupt(["SIGINT", "SIGTERM"], "hang", "apart")).toMatchObject({ code: 143 });
  });

  test("A third one doesn't wait for that", async () => {
    expect(await interrupt(["SIGINT", "SIGINT", "SIGTERM"], "hang-twice", "apart")).toMatchObject({ code: 143 });
  });

  test("A signal that comes again within a second is the same one: shells hand on what the terminal sent, too", async () => {
    const child = spawn(process.execPath, [program, "hang", "at-once"], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    const says = async (text: string) => {
      while (!output.includes(text)) await once(child.stdout, "data");
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    await says("working");
    child.kill("SIGINT");
    await says("asked to end");
    // It goes on: nothing but SIGKILL ends it.
    child.kill("SIGINT");
    child.kill("SIGTERM");
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill("SIGKILL");
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    expect({ code, signal }).toEqual({ code: null, signal: "SIGKILL" });
    expect(output).not.toContain("keeps what it has");
  });
});
