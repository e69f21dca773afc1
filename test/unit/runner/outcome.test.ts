import { failureOf, killedSince, outOfMemoryKills } from "../../../src/runner/outcome.js";
import { lastWords } from "../../../src/runner/last-words.js";
import { startWorker, type WorkerExit } from "../../../src/runner/worker-process.js";
import { makeFolder, removeFolder, writeScript } from "../../program.js";

let folder: string;

beforeAll(async () => {
  folder = await makeFolder();
});

afterAll(() => removeFolder(folder));

/** How a real worker ends whose whole program is `code`. */
async function endOf(code: string, nodeArgs: readonly string[] = [], timeout = 60_000): Promise<WorkerExit> {
  const file = await writeScript(folder, `worker-${Math.random().toString(36).slice(2)}.mjs`, code);
  const command = [process.execPath, ...nodeArgs, file] as const;
  const worker = startWorker(
    { kind: "describe", patterns: [] },
    { command, timeout, signal: new AbortController().signal },
  );
  return worker.exit;
}

describe("A real worker", () => {
  test("That exceeds its heap ran into its heap limit, which the message says how to raise", async () => {
    const exit = await endOf("const held = []; for (;;) held.push(new Array(1000).fill(1.5));", [
      "--max-old-space-size=16",
    ]);
    const failure = failureOf(exit, false, 60_000);
    expect(failure.kind).toBe("heap-limit");
    expect(failure.message).toMatch(/heap limit.*heap out of memory.*--max-old-space-size/);
  });

  test("That exceeds its heap after a flood of warnings still ran into its heap limit", async () => {
    const exit = await endOf(
      `import { writeSync } from "node:fs";
       const line = "a warning ".repeat(100) + "\\n";
       for (let i = 0; i < 300; i++) try { writeSync(2, line); } catch (error) { if (error.code !== "EAGAIN") throw error; i--; }
       const held = []; for (;;) held.push(new Array(1000).fill(1.5));`,
      ["--max-old-space-size=16"],
    );
    expect(failureOf(exit, false, 60_000).kind).toBe("heap-limit");
  });

  test("That something killed without the kernel's needing memory failed", async () => {
    const before = outOfMemoryKills();
    const exit = await endOf(`process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);`);
    expect(failureOf(exit, killedSince(before), 60_000)).toEqual({
      kind: "failed",
      message: expect.stringMatching(/killed.*SIGKILL/) as string,
      code: "SIGKILL",
    });
  });

  test("That exits by itself failed, with its code and its last words", async () => {
    const exit = await endOf(`process.stderr.write("connection refused\\n"); process.exitCode = 3;`);
    expect(failureOf(exit, undefined, 60_000)).toEqual({
      kind: "failed",
      message: "the worker exited with code 3 before it had a result: connection refused",
    });
  });

  test("That exits without a word failed, with its code", async () => {
    expect(failureOf(await endOf("process.exit(3)"), undefined, 60_000)).toEqual({
      kind: "failed",
      message: "the worker exited with code 3 before it had a result.",
    });
  });

  test("That throws before it says anything failed with the error's message, not with a line of its stack", async () => {
    const exit = await endOf(`throw new TypeError("nothing to read");`);
    expect(failureOf(exit, undefined, 60_000)).toEqual({
      kind: "failed",
      message: "the worker exited with code 1 before it had a result: TypeError: nothing to read",
    });
  });

  test("That doesn't know a flag failed with what Node says about it", async () => {
    const { kind, message } = failureOf(await endOf("", ["--no-such-flag"]), undefined, 60_000);
    expect(kind).toBe("failed");
    expect(message).toContain("bad option: --no-such-flag");
  });

  test("That hangs timed out, at a limit that the message gives in seconds", async () => {
    const exit = await endOf("for (;;);", [], 1500);
    expect(failureOf(exit, false, 1500)).toEqual({
      kind: "timed-out",
      message: expect.stringMatching(/1\.5 s.*--timeout/) as string,
    });
  });

  test("That ends by another signal failed, and the signal is named", async () => {
    const exit = await endOf(`process.kill(process.pid, "SIGSEGV"); setInterval(() => {}, 1000);`);
    expect(failureOf(exit, false, 60_000).message).toContain("SIGSEGV");
  });
});

describe("A SIGKILL", () => {
  const exit: WorkerExit = { code: undefined, signal: "SIGKILL", timedOut: false, canceled: false, stderr: "" };

  test("Is for lack of memory where the kernel has counted one more since", () => {
    const counted = outOfMemoryKills();
    // Only where the kernel counts can one more have been counted.
    const expected = counted === undefined ? "failed" : "out-of-memory";
    expect(failureOf(exit, killedSince(counted === undefined ? undefined : counted - 1), 60_000).kind).toBe(expected);
  });

  test("Isn't explained by a kernel that doesn't count", () => {
    const { kind, message } = failureOf(exit, undefined, 60_000);
    expect(kind).toBe("failed");
    expect(message).not.toMatch(/wasn't for memory/);
  });

  test("Of our own at the time limit is a time-out, whatever the kernel counted meanwhile", () => {
    expect(failureOf({ ...exit, timedOut: true }, true, 60_000).kind).toBe("timed-out");
  });
});

test("A program that couldn't be started failed, and says why instead of a code", () => {
  const exit: WorkerExit = {
    code: undefined,
    signal: undefined,
    timedOut: false,
    canceled: false,
    stderr: "spawn /opt/node ENOENT",
  };
  expect(failureOf(exit, undefined, 60_000).message).toBe(
    "the worker couldn't be started before it had a result: spawn /opt/node ENOENT",
  );
});

test.each([
  ["", undefined],
  ["\n\n", undefined],
  ["one line", "one line"],
  ["a warning\nthe end\n\n", "the end"],
  [
    "file:///x.js:3\nthrow new RangeError('no');\n      ^\n\nRangeError: no\n    at file:///x.js:3:7\n\nNode.js v20.20.2\n",
    "RangeError: no",
  ],
  [
    "node:internal/errors:497\nTypeError [ERR_INVALID_ARG_TYPE]: must be a string\n    at x {\n  code: 'ERR'\n}\n\nNode.js v24.0.0",
    "TypeError [ERR_INVALID_ARG_TYPE]: must be a string",
  ],
  [
    'QueryFailedError: relation "employees" does not exist\n    at y (z.js:1:1) {\n  [cause]: error: relation\n}',
    'QueryFailedError: relation "employees" does not exist',
  ],
])("Of %j the last words are %j", (stderr, expected) => {
  expect(lastWords(stderr)).toBe(expected);
});
