import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { compiledProgram } from "../../src/config/project.js";
import { watchCoreSpeed, type CoreSpeed } from "../../src/runner/core-speed.js";
import { makeFolder, removeFolder } from "../program.js";

const now = () => performance.timeOrigin + performance.now();

describe("A core that is watched", () => {
  let watched: CoreSpeed;
  beforeAll(async () => {
    watched = await watchCoreSpeed();
  });
  afterAll(() => watched.close());

  test("has a speed in any tenth of a second", async () => {
    const start = now();
    await sleep(100);
    const speed = await watched.between(start, now());
    expect(speed).toEqual(expect.any(Number));
    expect(speed).toBeGreaterThan(0);
  });

  test("has none where nothing was measured, and it is said why", async () => {
    expect(await watched.between(now() + 60_000, now() + 60_001)).toEqual({
      absent: expect.stringContaining("too short") as string,
    });
  });

  test("is the one core that a pinned command may use", () => {
    const [command, ...args] = watched.pinned(["cat", "/proc/self/status"]);
    const status = execFileSync(command, args, { encoding: "latin1" });
    expect(/^Cpus_allowed_list:\t(.*)$/m.exec(status)?.[1]).toMatch(/^\d+$/);
  });

  test("says that its watcher has ended, once it is closed", async () => {
    const another = await watchCoreSpeed();
    await another.close();
    expect(await another.between(now() - 100, now())).toEqual({ absent: expect.stringContaining("ended") as string });
  });
});

describe("Where no core can be watched", () => {
  test("a command runs as it is, and it is said that there is no such core", async () => {
    const unwatched = await watchCoreSpeed("4096");
    expect(unwatched.pinned(["node", "worker.js"])).toEqual(["node", "worker.js"]);
    expect(await unwatched.between(0, now())).toEqual({ absent: "taskset could not keep a process to core 4096" });
    await unwatched.close();
  });

  test("it is said that there is no taskset", async () => {
    const [path, folder] = [process.env["PATH"], await makeFolder()];
    try {
      process.env["PATH"] = folder;
      const unwatched = await watchCoreSpeed("0");
      expect(await unwatched.between(0, now())).toEqual({ absent: expect.stringContaining("no taskset") as string });
    } finally {
      process.env["PATH"] = path;
      await removeFolder(folder);
    }
  });
});

test("A watcher ends when its parent is killed", async () => {
  const module = JSON.stringify(compiledProgram("src/runner/core-speed.ts"));
  const code = `const { watchCoreSpeed } = await import(${module}); await watchCoreSpeed(); console.log("watching");`;
  const parent = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(parent.stdout, "data");
  const [watcher] = childrenOf(Number(parent.pid));
  expect(commandOf(Number(watcher))).toContain("core-speed-process");
  parent.kill("SIGKILL");
  while (commandOf(Number(watcher)).includes("core-speed-process")) await sleep(20);
});

const childrenOf = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").trim().split(" ");

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1");
  } catch {
    return "";
  }
}
