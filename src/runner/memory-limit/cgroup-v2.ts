/**
 * Limits by cgroup v2 where a part of its tree can be written to: in this process's own cgroup, or one above it. A cgroup
 * that gives its children the memory controller can't hold processes itself, so those of the own one may have to move into
 * a child meanwhile.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isAlive } from "../../processes/alive.js";
import { ancestry } from "../../processes/ancestry.js";
import { cgroupPlace, namesIn, processesIn, refusedWrite, type CgroupPlace } from "./cgroup-tree.js";
import type { MemoryLimiter, NoLimiter } from "./container.js";
import { containIn, dissolve, newName, removeLeftBehind, restIn, startJanitor, type CgroupKind } from "./own-cgroup.js";

const kind: CgroupKind = {
  events: "memory.events",
  limit: (folder, bytes) => {
    writeFileSync(join(folder, "memory.max"), String(bytes));
    const swap = join(folder, "memory.swap.max");
    // Not there where the kernel has no swap.
    if (existsSync(swap)) writeFileSync(swap, "0");
  },
};

/** Limits by cgroup v2, or why they can't be had. */
export async function cgroupV2(place: CgroupPlace | undefined = cgroupPlace(2)): Promise<MemoryLimiter | NoLimiter> {
  if (!place) return { absent: "it isn't mounted" };
  await removeLeftBehind(place);
  const reasons: string[] = [];
  for (const parent of upwards(place)) {
    const prepared = await prepare(parent, parent === place.own);
    if ("refused" in prepared) {
      reasons.push(`${parent} ${prepared.refused}`);
      continue;
    }
    const { folder } = prepared;
    const stopJanitor = startJanitor(folder);
    return {
      name: "cgroup-v2",
      contain: (command, bytes) => containIn(folder, kind, command, bytes),
      close: async () => {
        await dissolve(folder);
        stopJanitor();
      },
    };
  }
  return { absent: reasons.join(", ") };
}

/** The own cgroup, and those above it. */
function upwards({ top, own }: CgroupPlace): string[] {
  const folders = [own];
  for (let folder = own; folder !== top && folder !== dirname(folder);) folders.push((folder = dirname(folder)));
  return folders;
}

/** Makes a run's cgroup that can hold containers; or says why that can't be done there, and leaves nothing. */
async function prepare(parent: string, isOwn: boolean): Promise<{ folder: string } | { refused: string }> {
  const control = join(parent, "cgroup.subtree_control");
  if (!namesIn(join(parent, "cgroup.controllers")).includes("memory")) return { refused: "has no memory controller" };
  const turnsOn = !namesIn(control).includes("memory");
  const folder = join(parent, newName({ turnsOn }));
  try {
    mkdirSync(folder);
  } catch (error) {
    return { refused: `can't be written to (${String((error as NodeJS.ErrnoException).code)})` };
  }
  const refused =
    (turnsOn ? turnOn(control, folder, isOwn) : undefined) ??
    refusedWrite(join(folder, "cgroup.subtree_control"), "+memory");
  if (refused === undefined) return { folder };
  await dissolve(folder);
  return { refused: `gives its children no memory controller (${refused})` };
}

/** Gives the children of a cgroup the memory controller; gives why that can't be done. */
function turnOn(control: string, folder: string, isOwn: boolean): string | undefined {
  const refused = refusedWrite(control, "+memory");
  // Refused with EBUSY while processes are in it.
  if (refused !== "EBUSY" || !isOwn) return refused;
  const parent = dirname(folder);
  const related = ancestry();
  const stranger = processesIn(parent).find((pid) => isAlive(pid) && !related(pid));
  if (stranger !== undefined) return `process ${stranger} is in it, too`;
  mkdirSync(restIn(folder));
  for (const pid of processesIn(parent)) refusedWrite(join(restIn(folder), "cgroup.procs"), String(pid));
  return refusedWrite(control, "+memory");
}
