/** The server that a killed run left behind. */
import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { isAlive, waitUntilGone } from "../../../../processes/alive.js";

/**
 * Stops the server that still runs on the data directory `data`, if there is one.
 *
 * @returns whether there was one.
 */
export async function stopLeftServer(data: string): Promise<boolean> {
  const pid = await postmasterPid(data);
  if (pid === undefined || !(await isServerOf(pid, data))) return false;
  // PostgreSQL's own signals: fast shutdown, then at once; its crash recovery fixes what the last one leaves.
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    process.kill(pid, signal);
    if (await waitUntilGone(pid, 5_000)) return true;
  }
  throw new Error(`The server with process id ${String(pid)}, left by an earlier run on ${data}, can't be stopped.`);
}

/** The process id in `postmaster.pid`; undefined where the server was stopped in order. */
export async function postmasterPid(data: string): Promise<number | undefined> {
  try {
    const pid = Number.parseInt(await readFile(join(data, "postmaster.pid"), "utf8"), 10);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the process is a PostgreSQL on `data`, and not a stranger that was given the same number since. */
async function isServerOf(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === "linux") {
    try {
      // The postmaster works inside its data directory.
      const [folder, program] = await Promise.all([readlink(`/proc/${String(pid)}/cwd`), programOf(pid)]);
      return folder === data && program === "postgres";
    } catch {
      return false;
    }
  }
  try {
    const { stdout } = await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]);
    return stdout.includes("postgres") && stdout.includes(data);
  } catch {
    return false;
  }
}

const programOf = async (pid: number): Promise<string> => basename(await readlink(`/proc/${String(pid)}/exe`));
