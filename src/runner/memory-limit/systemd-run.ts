/**
 * Limits through systemd, which lets users have cgroups of version 2 that they may not write to themselves: each container
 * is a transient scope, a user's or, for root, the system's.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import type { WorkerCommand } from "../worker-process.js";
import { cgroupPlace, endProcesses, seenIn, textOf } from "./cgroup-tree.js";
import type { Container, MemoryLimiter, NoLimiter } from "./container.js";
import { newName } from "./own-cgroup.js";

/**
 * Becomes the command, and leaves a shell beside it: a scope is gone with its last process, and with it the count of those
 * that were killed. The shell ends some seconds after the command, whatever became of us; it holds none of its pipes.
 */
export const accompanied = `(
  [ -z "$NODE_CHANNEL_FD" ] || eval "exec $NODE_CHANNEL_FD<&-"
  while kill -0 $$; do sleep 1; done
  sleep 5
) < /dev/null > /dev/null 2>&1 &
exec "$@"`;

/** Limits by systemd, or why they can't be had. */
export function systemdRun(): Promise<MemoryLimiter | NoLimiter> {
  const place = cgroupPlace(2);
  const isRunning = existsSync("/run/systemd/system");
  if (!place || !isRunning)
    return Promise.resolve({ absent: place ? "systemd doesn't run" : "cgroup v2 isn't mounted" });
  const manager = process.getuid?.() === 0 ? [] : ["--user"];
  const contain = (command: WorkerCommand, bytes: number): Container => {
    const unit = `${newName()}.scope`;
    const limits = [`MemoryMax=${bytes}`, "MemorySwapMax=0"].flatMap((property) => ["-p", property]);
    const scope = ["--scope", "--quiet", "--collect", `--unit=${unit}`, ...limits];
    return {
      command: ["systemd-run", ...manager, ...scope, "--", "sh", "-c", accompanied, "sh", ...command],
      remove: async () => {
        const asked = ["show", "-p", "ControlGroup", "--value", unit];
        const { stdout } = await execa("systemctl", [...manager, ...asked], { stdin: "ignore", reject: false });
        if (!stdout.startsWith("/")) return { killed: undefined, majorFaults: undefined };
        const folder = join(place.top, stdout.trim());
        const isLimited = textOf(join(folder, "memory.max"))?.trim() === String(bytes);
        const seen = seenIn(folder, "memory.events");
        endProcesses(folder);
        // A manager without the memory controller makes the scope all the same.
        return isLimited ? seen : { ...seen, killed: undefined };
      },
    };
  };
  return Promise.resolve({ name: "systemd-run", contain, close: () => Promise.resolve() });
}
