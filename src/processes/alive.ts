/** Whether other processes still run. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Whether a process with this id runs, whoever owns it; one that ended but was not reaped yet doesn't. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  // Where nobody reaps orphans (a container without an init), the dead keep their numbers.
  try {
    return !readFileSync(`/proc/${String(pid)}/stat`, "latin1").includes(") Z ");
  } catch {
    return true;
  }
}

/** Whether a process with this id runs `program`, as far as the system tells. */
export function runs(pid: number, program: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, "utf8").includes(program);
  } catch {
    return true;
  }
}

/**
 * Waits until a process is gone.
 *
 * @returns whether it went within `timeout` milliseconds.
 */
export async function waitUntilGone(pid: number, timeout: number): Promise<boolean> {
  const deadline = performance.now() + timeout;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}
