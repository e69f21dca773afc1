import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockProject } from "../../../../../src/engines/postgres/embedded/project-lock.js";
import { UsageError } from "../../../../../src/errors.js";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ormeter-lock-"));
  path = join(folder, "lock");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Leaves the lock as a process that was killed leaves it, then changes what it says of its owner. */
async function leaveLock(changes: Readonly<Record<string, unknown>>): Promise<void> {
  await lockProject(path, "bench");
  const owner = JSON.parse(await readFile(`${path}.owner`, "utf8")) as object;
  await writeFile(`${path}.owner`, JSON.stringify({ ...owner, ...changes }));
}

test("a lock is held until it is given back, and then free", async () => {
  const release = await lockProject(path, "bench");
  await expect(lockProject(path, "db")).rejects.toThrow(UsageError);
  await expect(lockProject(path, "db")).rejects.toThrow(
    `in use by ormeter bench (process ${String(process.pid)}, since 20`,
  );
  await release();
  await release();
  await (
    await lockProject(path, "db")
  )();
});

test("a lock whose owner is dead is taken over at once", async () => {
  const dead = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(dead, "exit");
  await leaveLock({ pid: dead.pid });
  await (
    await lockProject(path, "bench")
  )();
});

test("a lock without an owner, as a process leaves it that is killed while it takes it, is taken over at once", async () => {
  await leaveLock({});
  await rm(`${path}.owner`);
  const release = await lockProject(path, "bench");
  await expect(lockProject(path, "db")).rejects.toThrow(/in use by ormeter bench/);
  await release();
});

const seesBirths = process.platform === "linux";

test("a lock whose owner's number another process has by now is taken over, where the system tells", async () => {
  await leaveLock({ born: "1" });
  if (seesBirths) await (await lockProject(path, "bench"))();
  else await expect(lockProject(path, "bench")).rejects.toThrow(/in use/);
});

test("a lock of another machine is respected: its processes can't be seen from here", async () => {
  await leaveLock({ pid: 999_999_999, host: "elsewhere" });
  await expect(lockProject(path, "bench")).rejects.toThrow(/in use by ormeter bench \(process 999999999/);
});

test("of many that want a dead owner's lock at the same time, one gets it", async () => {
  await leaveLock({ pid: 999_999_999 });
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => lockProject(path, "bench")));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});
