import { askWorker, startWorker, type WorkerOptions } from "../../../src/runner/worker-process.js";
import type { Job } from "../../../src/trial/protocol.js";
import { makeFolder, removeFolder, writeScript } from "../../program.js";

const job: Job = { kind: "describe", patterns: ["pg/query"] };
const never = new AbortController().signal;

let folder: string;

beforeAll(async () => {
  folder = await makeFolder();
});

afterAll(() => removeFolder(folder));

/** How a worker is started whose whole program is `code`. */
async function program(code: string, limits: Partial<WorkerOptions> = {}): Promise<WorkerOptions> {
  const file = await writeScript(folder, `worker-${Math.random().toString(36).slice(2)}.mjs`, code);
  return { command: [process.execPath, file], timeout: 60_000, signal: never, ...limits };
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("A worker inherits what a service would, and nothing that prints or collects what it does at its cost", async () => {
  const names = ["DEBUG", "NODE_DEBUG", "NODE_V8_COVERAGE", "NODE_COMPILE_CACHE", "UV_THREADPOOL_SIZE"];
  const before = names.map((name) => process.env[name]);
  for (const name of names) process.env[name] = "7";
  try {
    const options = await program(
      `process.send({ kind: "failed", message: ${JSON.stringify(names)}.filter((name) => name in process.env).join() }, () => process.exit(0));`,
    );
    await expect(askWorker(job, ["described"], options)).rejects.toThrow(/^UV_THREADPOOL_SIZE$/);
  } finally {
    for (const [index, name] of names.entries()) {
      if (before[index] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[index];
    }
  }
});

describe("Messages", () => {
  test("The job is the first thing that a worker is told, what is sent later follows", async () => {
    const options = await program(`
      const told = [];
      process.on("message", (message) => {
        told.push(message);
        process.send({ kind: "failed", message: JSON.stringify(told) });
        if (told.length === 2) process.disconnect();
      });
    `);
    const worker = startWorker(job, options);
    expect(await worker.next()).toEqual({ kind: "failed", message: JSON.stringify([{ kind: "job", job }]) });
    await worker.send({ kind: "go" });
    expect(await worker.next()).toEqual({
      kind: "failed",
      message: JSON.stringify([{ kind: "job", job }, { kind: "go" }]),
    });
    expect(await worker.next()).toBeUndefined();
    expect(await worker.exit).toMatchObject({ code: 0, timedOut: false, canceled: false });
  });

  test("What a worker said at once and right before its end arrives, in order, and then nothing", async () => {
    const options = await program(`
      for (let i = 0; i < 50; i++) process.send({ kind: "hashed", i });
      process.send({ kind: "hashed", i: "last" }, () => process.exit(0));
    `);
    const worker = startWorker(job, options);
    for (let i = 0; i < 50; i++) expect(await worker.next()).toEqual({ kind: "hashed", i });
    expect(await worker.next()).toEqual({ kind: "hashed", i: "last" });
    expect(await worker.next()).toBeUndefined();
    expect(await worker.next()).toBeUndefined();
  });

  test("What a worker said isn't lost when nobody listened until it was gone", async () => {
    const options = await program(`process.send({ kind: "ready" }, () => process.exit(0));`);
    const worker = startWorker(job, options);
    await worker.exit;
    expect(await worker.next()).toEqual({ kind: "ready" });
    expect(await worker.next()).toBeUndefined();
  });

  test("Sending to a worker that is gone does no harm", async () => {
    const worker = startWorker(job, await program("process.exit(0)"));
    await worker.exit;
    await expect(worker.send({ kind: "go" })).resolves.toBeUndefined();
  });
});

describe("Standard output", () => {
  test("Every line arrives before the exit is told, the unfinished last one too, however fast the worker ends", async () => {
    const options = await program(`
      import { writeSync } from "node:fs";
      const write = (text) => { for (let at = 0; at < text.length; ) try { at += writeSync(1, text.slice(at, at + 4096)); } catch (error) { if (error.code !== "EAGAIN") throw error; } };
      write(Array.from({ length: 20_000 }, (_, i) => "line " + i + "\\n").join("") + "the end");
      process.exit(0);
    `);
    const lines: string[] = [];
    const worker = startWorker(job, options, (line) => lines.push(line));
    await worker.exit;
    expect(lines).toHaveLength(20_001);
    expect([lines[0], lines[19_999], lines[20_000]]).toEqual(["line 0", "line 19999", "the end"]);
  });

  test("Lines that come after the last message arrive too", async () => {
    const options = await program(`
      process.send({ kind: "checked", digest: "" }, () => {
        process.disconnect();
        setTimeout(() => process.stdout.write("late\\n", () => process.exit(0)), 200);
      });
    `);
    const lines: string[] = [];
    const worker = startWorker(job, options, (line) => lines.push(line));
    expect(await worker.next()).toMatchObject({ kind: "checked" });
    await worker.exit;
    expect(lines).toEqual(["late"]);
  });
});

describe("Endings", () => {
  test("A worker that dies at once is an exit with its code, its last words, and no message", async () => {
    const worker = startWorker(job, await program(`process.stderr.write("no such flag\\n"); process.exitCode = 3;`));
    expect(await worker.next()).toBeUndefined();
    const exit = await worker.exit;
    expect(exit).toMatchObject({ code: 3, signal: undefined, timedOut: false, canceled: false });
    expect(exit.stderr).toContain("no such flag");
  });

  test("A worker that was killed says by which signal", async () => {
    const worker = startWorker(
      job,
      await program(`process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);`),
    );
    expect(await worker.next()).toBeUndefined();
    expect(await worker.exit).toMatchObject({ code: undefined, signal: "SIGKILL", timedOut: false, canceled: false });
  });

  test("A program that can't be started is an exit too, and says why", async () => {
    const worker = startWorker(job, { command: [`${folder}/no-such-node`], timeout: 60_000, signal: never });
    expect(await worker.next()).toBeUndefined();
    await worker.send({ kind: "go" });
    expect((await worker.exit).stderr).toContain("ENOENT");
  });

  test("A worker that never turns its event loop is killed at its time limit", async () => {
    const options = await program(`process.send({ kind: "ready" }, () => { for (;;); });`, { timeout: 1500 });
    const worker = startWorker(job, options);
    expect(await worker.next()).toEqual({ kind: "ready" });
    expect(await worker.next()).toBeUndefined();
    expect(await worker.exit).toMatchObject({ timedOut: true, canceled: false, signal: "SIGKILL" });
    expect(isRunning(worker.pid)).toBe(false);
  });

  test("A worker is killed when the run is interrupted, and isn't said to have timed out", async () => {
    const controller = new AbortController();
    const options = await program(
      `process.on("SIGTERM", () => {}); process.on("SIGINT", () => {}); process.send({ kind: "ready" }); setInterval(() => {}, 1000);`,
      { signal: controller.signal },
    );
    const worker = startWorker(job, options);
    await worker.next();
    controller.abort();
    expect(await worker.next()).toBeUndefined();
    expect(await worker.exit).toMatchObject({ canceled: true, timedOut: false });
    expect(isRunning(worker.pid)).toBe(false);
  });

  test("A run that is interrupted already starts nothing that stays", async () => {
    const options = await program("setInterval(() => {}, 1000);", { signal: AbortSignal.abort() });
    const worker = startWorker(job, options);
    expect(await worker.next()).toBeUndefined();
    expect(await worker.exit).toMatchObject({ canceled: true });
  });

  test("A worker may write as much to standard error as it likes: it lives on, and its last words are kept", async () => {
    const options = await program(`
      for (let i = 0; i < 20_000; i++) process.stderr.write("a warning that says the same, " + i + "\\n");
      process.stderr.write("the last words\\n", () => process.send({ kind: "hashed" }, () => process.exit(7)));
    `);
    const worker = startWorker(job, options);
    expect(await worker.next()).toEqual({ kind: "hashed" });
    const exit = await worker.exit;
    expect(exit.code).toBe(7);
    expect(exit.stderr.trimEnd().split("\n").at(-1)).toBe("the last words");
    expect(exit.stderr.length).toBeLessThanOrEqual(64 * 1024);
  });
});

describe("Asking", () => {
  test("The answer is what was asked for", async () => {
    const options = await program(`process.send({ kind: "compared", key: null }, () => process.exit());`);
    expect(await askWorker(job, ["compared", "hashed"], options)).toEqual({ kind: "compared", key: null });
  });

  test("A worker that says it failed rejects with its words", async () => {
    const options = await program(
      `process.send({ kind: "failed", message: "no pattern here" }, () => process.exit(1));`,
    );
    await expect(askWorker(job, ["described"], options)).rejects.toThrow(/^no pattern here$/);
  });

  test.each([
    ["exits", "process.exit(9)", /code 9/],
    [
      "says why it exits",
      `process.stderr.write("bad option: --nonsense\\n"); process.exitCode = 9;`,
      /bad option: --nonsense/,
    ],
    ["throws", `throw new RangeError("out of range")`, /RangeError: out of range/],
    ["is killed", `process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);`, /SIGKILL/],
    ["answers something else", `process.send({ kind: "hashed" }, () => process.exit())`, /before it had an answer/],
  ])("A worker that %s without an answer rejects with a sentence that says so", async (_, code, expected) => {
    const answer = askWorker(job, ["described"], await program(code));
    await expect(answer).rejects.toThrow(expected);
    await expect(answer).rejects.toThrow(/^The worker ended before it had an answer: /);
  });

  test("A worker that takes too long rejects with a sentence that says so", async () => {
    const options = await program("setInterval(() => {}, 1000)", { timeout: 1000 });
    await expect(askWorker(job, ["described"], options)).rejects.toThrow(/time limit/);
  });

  test("A program that isn't there rejects with a sentence that names it", async () => {
    const options: WorkerOptions = { command: [`${folder}/no-such-node`], timeout: 60_000, signal: never };
    await expect(askWorker(job, ["described"], options)).rejects.toThrow(/no-such-node/);
  });
});
