import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { withInterruption } from "../../../src/commands/interruption.js";
import { makeFolder, removeFolder, writeProgram } from "../../program.js";

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
      import { withInterruption } from "../src/commands/interruption.js";
      const code = await withInterruption(async ({ signal, exitCode }) => {
        const timer = setInterval(() => {}, 1000);
        console.log("working");
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        console.log("asked to end");
        // A second signal may come here.
        if (process.argv[2] !== "hang") clearInterval(timer);
        else await new Promise(() => {});
        return exitCode();
      });
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
      if (/(working|asked to end)\n$/.test(text)) {
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

  test("A second signal ends it at once", async () => {
    expect(await interrupt(["SIGINT", "SIGINT"], "hang")).toEqual({
      code: 130,
      signal: null,
      lines: ["working", "asked to end"],
    });
    expect(await interrupt(["SIGINT", "SIGTERM"], "hang")).toMatchObject({ code: 143 });
  });
});
