import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { coreTicks, loadBetween, ownTicks, watchMachineLoad, type Snapshot } from "../../../src/runner/machine-load.js";
import { makeFolder, removeFolder, writeScript } from "../../program.js";

const stat = `cpu  999 999 999 999 999 999 999 999 0 0
cpu0 100 1 20 500 3 4 5 6 70 0
cpu1 200 0 30 400 0 0 0 0 0 0
cpu2 900 0 90 100 0 0 0 50 0 0
intr 5
`;

test("A processor's ticks are added up over the cores that this process may use", () => {
  expect(coreTicks(stat, "Name:\tnode\nCpus_allowed_list:\t0-1\n")).toEqual({
    cores: 2,
    busy: 100 + 1 + 20 + 4 + 5 + 200 + 30,
    steal: 6,
    all: 100 + 1 + 20 + 500 + 3 + 4 + 5 + 6 + 200 + 30 + 400,
  });
  expect(coreTicks(stat, "Cpus_allowed_list:\t2\n")).toMatchObject({ cores: 1, busy: 990, steal: 50 });
  expect(coreTicks("cpu  1 2 3\n", "Cpus_allowed_list:\t0\n")).toBeUndefined();
});

const at = (
  milliseconds: number,
  overrides: Partial<Snapshot["machine"]> = {},
  own = 0,
  waited?: number,
): Snapshot => ({
  at: milliseconds,
  machine: { cores: 2, all: 1_000, busy: 100, steal: 10, ...overrides },
  own,
  waited,
});

test("Others took what the cores were busy with and the run and its server didn't use", () => {
  // A second on two cores of a hundred ticks each: 150 of 200 busy, of which the run's own are 90.
  const after = at(1_000, { all: 1_200, busy: 250, steal: 30 }, 90, 850_000);
  expect(loadBetween(at(0, {}, 0, 0), after)).toEqual({ others: 0.6, steal: 0.2, waiting: 0.85 });
  expect(loadBetween(at(0), { ...after, waited: undefined })).toEqual({ others: 0.6, steal: 0.2 });
});

test("Rounding makes no load of less than nothing, and what can't be told is absent with its reason", () => {
  expect(loadBetween(at(0), at(1_000, { all: 1_200, busy: 190 }, 95))).toMatchObject({ others: 0 });
  expect(loadBetween(at(0), at(150, { all: 1_030 }))).toEqual({
    absent: expect.stringContaining("too short") as string,
  });
  expect(loadBetween(at(0), at(1_000))).toEqual({ absent: expect.stringContaining("doesn't count") as string });
});

(existsSync("/proc/self/stat") ? describe : describe.skip)("On Linux", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await makeFolder();
  });
  afterAll(() => removeFolder(folder));

  /** Ticks that a program counts when it has used half a second of a processor, of which there are a hundred a second. */
  const half = 50;

  /** A program that uses so much, then makes a file and waits for it to be gone, or not. */
  const burning = (done: string) =>
    writeScript(
      folder,
      `burn-${Math.random().toString(36).slice(2)}.mjs`,
      `import { writeFileSync } from "node:fs";
       while (process.cpuUsage().user + process.cpuUsage().system < 600_000);
       writeFileSync(${JSON.stringify(done)}, "");
       setTimeout(() => {}, 60_000);`,
    );

  const made = async (file: string) => {
    while (!existsSync(file)) await sleep(20);
  };

  test("what this process started is the run's own, also when it has ended; what others started isn't", async () => {
    const [ours, theirs] = [join(folder, "ours"), join(folder, "theirs")];
    const before = ownTicks([]);
    const child = spawn(process.execPath, [await burning(ours)], { stdio: "ignore" });
    await made(ours);
    expect(ownTicks([]) - before).toBeGreaterThanOrEqual(half);
    child.kill("SIGKILL");
    await once(child, "exit");
    const ended = ownTicks([]);
    expect(ended - before).toBeGreaterThanOrEqual(half);

    // Started by a shell that ends at once: nobody's child.
    const shell = spawn("sh", ["-c", '"$0" "$1" >/dev/null 2>&1 & echo $!', process.execPath, await burning(theirs)]);
    const [pid] = (await once(shell.stdout, "data")) as [Buffer];
    await once(shell, "exit");
    try {
      await made(theirs);
      expect(ownTicks([]) - ended).toBeLessThan(half);
    } finally {
      process.kill(Number(pid.toString()), "SIGKILL");
    }
  });

  test("a window has a load, in cores, of which there are no more than the machine has", async () => {
    const untilNow = watchMachineLoad([]);
    await sleep(300);
    const load = untilNow();
    if ("absent" in load) throw new Error(load.absent);
    expect(load.others + load.steal).toBeGreaterThanOrEqual(0);
    expect(load.others).toBeLessThanOrEqual(1_000);
  });
});
