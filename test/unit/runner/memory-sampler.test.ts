import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { sampleMemory } from "../../../src/runner/memory-sampler.js";

const MB = 1e6;
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** A process that fills as many MB as it is told, one message each, and answers when they are filled. */
async function filler(): Promise<{ pid: number; fill: (megabytes: number) => Promise<void>; child: ChildProcess }> {
  const program = `
    let held = [];
    process.on("message", (megabytes) => {
      held = [];
      if (megabytes > 0) held.push(Buffer.alloc(megabytes * 1e6, 7));
      process.send("filled");
    });
    process.send("up");
  `;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  started.push(child);
  await once(child, "message");
  const fill = async (megabytes: number) => {
    child.send(megabytes);
    await once(child, "message");
  };
  return { pid: child.pid ?? 0, fill, child };
}

describe("Memory seen from outside", () => {
  test("Rises when the worker fills memory, in bytes, at instants that rise", async () => {
    const worker = await filler();
    const before = performance.timeOrigin + performance.now();
    const stop = sampleMemory(worker.pid, []);
    await sleep(100);
    await worker.fill(200);
    await sleep(100);
    const { rss } = stop();
    const after = performance.timeOrigin + performance.now();

    const instants = rss.map(([at]) => at);
    expect(rss.length).toBeGreaterThan(3);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    expect(instants[0]).toBeGreaterThanOrEqual(before);
    expect(instants.at(-1)).toBeLessThanOrEqual(after);
    const rise = (rss.at(-1)?.[1] ?? 0) - (rss[0]?.[1] ?? 0);
    expect(rise).toBeGreaterThan(190 * MB);
    expect(rise).toBeLessThan(260 * MB);
  });

  test("Is the figure that the kernel gives", async () => {
    const worker = await filler();
    await worker.fill(50);
    const { rss } = sampleMemory(worker.pid, [])();
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${worker.pid}/status`, "latin1"))?.[1];
    expect(Math.abs((rss.at(-1)?.[1] ?? 0) / (Number(kilobytes) * 1024) - 1)).toBeLessThan(0.05);
  });

  test("Of the server's processes is their highest private memory together, not the last", async () => {
    const [worker, ...backends] = await Promise.all([filler(), filler(), filler()]);
    const stop = sampleMemory(
      worker.pid,
      backends.map(({ pid }) => pid),
    );
    await Promise.all(backends.map(({ fill }) => fill(100)));
    await sleep(100);
    await Promise.all(backends.map(({ fill }) => fill(0)));
    const { backendPeak } = stop();
    expect(backendPeak).toBeGreaterThan(200 * MB);
  });

  test("Ends where the worker ends: its last figure isn't 0, and stopping works after it is gone", async () => {
    const worker = await filler();
    const stop = sampleMemory(worker.pid, [worker.pid]);
    await sleep(50);
    worker.child.kill("SIGKILL");
    await once(worker.child, "exit");
    await sleep(50);
    const { rss, backendPeak } = stop();
    expect(rss.length).toBeGreaterThan(0);
    expect(rss.every(([, bytes]) => bytes > MB)).toBe(true);
    expect(backendPeak).toBeGreaterThan(MB);
  });

  test("Leaves no file open", async () => {
    const worker = await filler();
    const open = () => readdirSync("/proc/self/fd").length;
    const before = open();
    for (let i = 0; i < 50; i++) sampleMemory(worker.pid, [worker.pid])();
    expect(open()).toBe(before);
  });
});

test("A process that isn't there gives no samples, and its absence a reason", () => {
  const { rss, backendPeak } = sampleMemory(2 ** 30, [2 ** 30])();
  expect(rss).toEqual([]);
  expect(backendPeak).toEqual({ absent: expect.any(String) as string });
});
