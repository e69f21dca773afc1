/**
 * Holds workers to a memory limit of the kernel, as a container does. The database and this process are outside of it. Who
 * can do that differs by machine: they are tried one after the other.
 */
import { execa } from "execa";
import { cgroupV1 } from "./cgroup-v1.js";
import { cgroupV2 } from "./cgroup-v2.js";
import { limiters, type LimiterName } from "../../results/limiters.js";
import type { MemoryLimiter, NoLimiter } from "./container.js";
import { systemdRun } from "./systemd-run.js";

const finders: Readonly<Record<LimiterName, () => Promise<MemoryLimiter | NoLimiter>>> = {
  "systemd-run": systemdRun,
  "cgroup-v2": cgroupV2,
  "cgroup-v1": cgroupV1,
};

/** Bytes of the container that is tried: enough for a shell. */
const tried = 16 * 2 ** 20;

/** The code that a trial's shell ends with, which no failure has. */
const entered = 67;

/**
 * Finds the first that can do it here, and tries it.
 *
 * @param among those that may.
 */
export async function findLimiter(among: readonly LimiterName[] = limiters): Promise<MemoryLimiter | NoLimiter> {
  const reasons: string[] = [];
  for (const name of among) {
    const found = await finders[name]();
    const reason = "absent" in found ? found.absent : await refusal(found);
    if (reason === undefined) return found;
    reasons.push(`${name}: ${reason}`);
    if ("close" in found) await found.close();
  }
  return { absent: reasons.join("; ") };
}

/** Why a process can't be held by it; undefined where one was. */
async function refusal(limiter: MemoryLimiter): Promise<string | undefined> {
  try {
    const container = limiter.contain(["sh", "-c", `exit ${entered}`], tried);
    const [program, ...args] = container.command;
    const { exitCode, stderr, originalMessage } = await execa(program, args, { stdin: "ignore", reject: false });
    const { killed } = await container.remove();
    if (exitCode !== entered) return lastLine(stderr) ?? originalMessage ?? `a process in it ended with ${exitCode}`;
    return killed === undefined ? "it doesn't say whether it killed a process" : undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const lastLine = (text: string): string | undefined => /[^\n]+$/.exec(text.trim())?.[0];
