import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { isAlive } from "../../../../src/processes/alive.js";
import { limiters } from "../../../../src/results/limiters.js";
import type { Container, MemoryLimiter } from "../../../../src/runner/memory-limit/container.js";
import { findLimiter } from "../../../../src/runner/memory-limit/limiter.js";
import { leastForNode } from "../../../../src/runner/memory-limit/node-alone.js";
import { ownProgram } from "../../../../src/runner/memory-limit/own-program.js";
import { accompanied } from "../../../../src/runner/memory-limit/systemd-run.js";
import { failureOf } from "../../../../src/runner/outcome.js";
import { startWorker } from "../../../../src/runner/worker-process.js";
import { makeFolder, removeFolder, writeProgram, writeScript } from "../../../program.js";

const mebibyte = 2 ** 20;

/** Takes more memory than anyone has. */
const greedy = "const held = []; for (;;) held.push(Buffer.alloc(1e6, 1));";

const start = ({ command: [program, ...args] }: Container) => execa(program, args, { reject: false, stdin: "ignore" });

/** Cgroups of runs, wherever in the tree they lie. */
const cgroupsOfRuns = (folder = "/sys/fs/cgroup"): string[] =>
  !existsSync(folder)
    ? []
    : readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => join(folder, name))
        .flatMap((each) => [...(/ormeter-[^/]*$/.test(each) ? [each] : []), ...cgroupsOfRuns(each)]);

const ofThisRun = () => cgroupsOfRuns().filter((each) => each.includes(`-${process.pid}-`));

let folder: string;
const found = await findLimiter();
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(async () => {
  if ("close" in found) await found.close();
  expect(ofThisRun()).toEqual([]);
  await removeFolder(folder);
});

test("Where no limit can be had, each way says why it can't", async () => {
  if ("absent" in found) for (const name of limiters) expect(found.absent).toContain(`${name}: `);
  else expect(limiters).toContain(found.name);
  // systemd isn't what starts tests in a container, nor does any machine have both versions' memory controllers.
  const each = await Promise.all(limiters.map((name) => findLimiter([name])));
  for (const one of each) if ("close" in one) await one.close();
  expect(each.filter((one) => "absent" in one && one.absent.length > 10).length).toBeGreaterThan(0);
});

/** Only where the kernel's limits can be had: as root, or with systemd. */
const limited = (title: string, run: (limiter: MemoryLimiter) => Promise<void>) =>
  "absent" in found ? test.skip(title, () => undefined) : test(title, () => run(found));

limited(
  "A worker that takes more than its container has is killed, which the kernel says of that container",
  async (limiter) => {
    const worker = await writeScript(folder, "greedy.mjs", greedy);
    const [full, roomy] = [64, 64].map((limit, index) =>
      limiter.contain([process.execPath, ...(index === 0 ? [worker] : ["-e", "process.exit(3)"])], limit * mebibyte),
    );
    if (!full || !roomy) throw new Error("two containers");
    const signal = new AbortController().signal;
    const exit = await startWorker(
      { kind: "describe", patterns: [] },
      { command: full.command, timeout: 60_000, signal },
    ).exit;
    expect((await start(roomy)).exitCode).toBe(3);
    const { killed } = await full.remove();
    expect(killed).toBe(true);
    expect(failureOf(exit, killed, 60_000).kind).toBe("out-of-memory");
    expect((await roomy.remove()).killed).toBe(false);
  },
);

limited("V8's own heap limit is told from the kernel's: nothing in the container was killed", async (limiter) => {
  const code = "const held = []; for (;;) held.push(new Array(1000).fill(1.5));";
  const worker = await writeScript(folder, "heap.mjs", code);
  const container = limiter.contain([process.execPath, "--max-old-space-size=16", worker], 512 * mebibyte);
  const signal = new AbortController().signal;
  const exit = await startWorker(
    { kind: "describe", patterns: [] },
    { command: container.command, timeout: 60_000, signal },
  ).exit;
  const { killed } = await container.remove();
  expect(killed).toBe(false);
  expect(failureOf(exit, killed, 60_000).kind).toBe("heap-limit");
});

limited("A program in a container sees its limit, keeps its process id, and sizes its heap by it", async (limiter) => {
  const code = `const { heap_size_limit } = require("node:v8").getHeapStatistics();
    console.log(JSON.stringify([process.pid, process.constrainedMemory(), heap_size_limit]));`;
  const container = limiter.contain([process.execPath, "-e", code], 512 * mebibyte);
  const running = start(container);
  const [pid, constrained, heap] = JSON.parse((await running).stdout) as number[];
  await container.remove();
  expect(pid).toBe(running.pid);
  expect(constrained).toBe(512 * mebibyte);
  expect(heap).toBeLessThan(512 * mebibyte);
});

limited(
  "What a container's processes read of Node's program counts to it, where the program is one of its own",
  async (limiter) => {
    const own = await ownProgram(process.execPath, folder);
    if ("absent" in own) return;
    expect(readdirSync(folder).filter((name) => name.startsWith("node-"))).toEqual([]);
    const node = [process.execPath, "--eval", "0"] as const;
    // Without its program Node takes some ten; with it, too little to start in.
    expect(await leastForNode(24, node, limiter, 20_000)).toBeUndefined();
    expect(await leastForNode(24, own.of(node), limiter, 1000)).toBeGreaterThan(24);
    own.close();
  },
);

limited("Nothing is left in the tree when a run is killed: neither its processes nor its cgroups", async () => {
  const program = await writeProgram(
    join(folder, "killed.mjs"),
    `import { spawn } from "node:child_process";
     import { findLimiter } from "../src/runner/memory-limit/limiter.js";
     const limiter = await findLimiter();
     const { command: [program, ...args] } = limiter.contain(["sleep", "1000"], 64 * 2 ** 20);
     const { pid } = spawn(program, args, { stdio: "ignore", detached: true });
     process.stdout.write(pid + "\\n");`,
  );
  const run = execa(process.execPath, [program], { reject: false, stdin: "ignore" });
  const pid = Number(await new Promise<string>((resolve) => run.stdout.once("data", (data) => resolve(String(data)))));
  const cgroups = () => cgroupsOfRuns().filter((each) => each.includes(`-${run.pid}-`));
  expect(cgroups().length).toBeGreaterThan(0);
  run.kill("SIGKILL");
  await run;
  for (let wait = 0; wait < 100 && cgroups().length > 0; wait++) await sleep(100);
  expect(cgroups()).toEqual([]);
  expect(isAlive(pid)).toBe(false);
});

test("What keeps a scope beside a command holds neither its process id nor its channel", async () => {
  const code = "process.send(process.pid, () => process.disconnect());";
  const child = execa("sh", ["-c", accompanied, "sh", process.execPath, "-e", code], { ipc: true, reject: false });
  expect(await child.getOneMessage()).toBe(child.pid);
  // Settles when all that have its pipes and its channel are gone.
  const before = performance.now();
  expect((await child).exitCode).toBe(0);
  expect(performance.now() - before).toBeLessThan(4000);
});
