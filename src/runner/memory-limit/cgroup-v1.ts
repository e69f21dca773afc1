/** Limits by the memory controller of cgroup v1, below the cgroup that this process is in. */
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cgroupPlace, type CgroupPlace } from "./cgroup-tree.js";
import type { MemoryLimiter, NoLimiter } from "./container.js";
import { containIn, dissolve, newName, removeLeftBehind, startJanitor, type CgroupKind } from "./own-cgroup.js";

const kind: CgroupKind = {
  events: "memory.oom_control",
  limit: (folder, bytes) => {
    writeFileSync(join(folder, "memory.limit_in_bytes"), String(bytes));
    const withSwap = join(folder, "memory.memsw.limit_in_bytes");
    // Kernels that don't count swap have no such file; there a process must not be swapped out at all.
    if (existsSync(withSwap)) writeFileSync(withSwap, String(bytes));
    else writeFileSync(join(folder, "memory.swappiness"), "0");
  },
};

/** Limits by cgroup v1, or why they can't be had. */
export async function cgroupV1(place: CgroupPlace | undefined = cgroupPlace(1)): Promise<MemoryLimiter | NoLimiter> {
  if (!place) return { absent: "no memory controller of cgroup v1 is mounted" };
  await removeLeftBehind(place);
  const folder = join(place.own, newName());
  try {
    accessSync(place.own, constants.W_OK);
    mkdirSync(folder);
  } catch (error) {
    return { absent: `${place.own} can't be written to (${(error as NodeJS.ErrnoException).code})` };
  }
  const stopJanitor = startJanitor(folder);
  return {
    name: "cgroup-v1",
    contain: (command, bytes) => containIn(folder, kind, command, bytes),
    close: async () => {
      await dissolve(folder);
      stopJanitor();
    },
  };
}
