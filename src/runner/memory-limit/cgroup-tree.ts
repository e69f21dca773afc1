/** The kernel's tree of cgroups, as it is mounted here: where this process is in it, and what may be done there. */
import { readFileSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Seen } from "./container.js";

/** Where this process is in one of the kernel's hierarchies. */
export interface CgroupPlace {
  /** The highest folder that can be seen. */
  readonly top: string;
  /** That of this process; the top, or below it. */
  readonly own: string;
}

/** What tells this process's cgroups: `/proc/self/cgroup` and `/proc/self/mountinfo`. */
export interface CgroupFiles {
  readonly cgroup: string;
  readonly mountinfo: string;
}

const ownFiles = (): CgroupFiles => ({
  cgroup: textOf("/proc/self/cgroup") ?? "",
  mountinfo: textOf("/proc/self/mountinfo") ?? "",
});

/**
 * Finds the hierarchy that has the memory controller in version 1, or the one of version 2; undefined where there is none.
 */
export function cgroupPlace(version: 1 | 2, { cgroup, mountinfo }: CgroupFiles = ownFiles()): CgroupPlace | undefined {
  const path = cgroup
    .split("\n")
    .map((line) => /^(\d+):([^:]*):(.*)$/.exec(line) ?? [])
    .find(([, id, controllers = ""]) => (version === 2 ? id === "0" : controllers.split(",").includes("memory")))?.[3];
  const mount = mountinfo
    .split("\n")
    .map((line) => /^\S+ \S+ \S+ (\S+) (\S+) \S+(?: \S+)* - (cgroup2?) \S+ (\S+)$/.exec(line) ?? [])
    .find(([, , , type, options = ""]) =>
      version === 2 ? type === "cgroup2" : type === "cgroup" && options.split(",").includes("memory"),
    );
  const [, root, top] = mount ?? [];
  if (path === undefined || root === undefined || top === undefined) return undefined;
  // In a container, paths may count from the host's root while only a part is mounted.
  const below = posix.relative(root, path);
  return { top, own: below.startsWith("..") ? top : join(top, below) };
}

/** A file's text; undefined where there is none, or it may not be read. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}

/** The names that a file lists, such as `cgroup.controllers`. */
export const namesIn = (path: string): string[] => (textOf(path) ?? "").split(/\s+/).filter((name) => name !== "");

/**
 * What a cgroup says of what happened in it.
 *
 * @param events its file that counts the processes that the kernel has killed.
 */
export function seenIn(folder: string, events: string): Seen {
  const kills = numberIn(join(folder, events), "oom_kill");
  return {
    killed: kills === undefined ? undefined : kills > 0,
    majorFaults: numberIn(join(folder, "memory.stat"), "pgmajfault"),
  };
}

/** A number that a file of a cgroup has behind a name. */
export function numberIn(path: string, name: string): number | undefined {
  const found = new RegExp(`^${name} (\\d+)$`, "m").exec(textOf(path) ?? "")?.[1];
  return found === undefined ? undefined : Number(found);
}

/** The processes in a cgroup, but for those of other namespaces, which have no number here. */
export const processesIn = (folder: string): number[] =>
  namesIn(join(folder, "cgroup.procs"))
    .map(Number)
    .filter((pid) => pid > 0);

/** Its child cgroups' folders. */
export function childrenOf(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}

/** Writes what a cgroup shall be; gives why that couldn't be done. */
export function refusedWrite(path: string, text: string): string | undefined {
  try {
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
  }
}

/** Milliseconds between two attempts to remove a cgroup, and how many there are. */
const [pause, attempts] = [20, 100];

/** Removes a cgroup without children and processes, which may take a moment to leave; gives whether it is gone. */
export async function removed(folder: string, each: () => void = () => undefined): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    each();
    try {
      rmdirSync(folder);
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EBUSY") return code === "ENOENT";
      await sleep(pause);
    }
  }
  return false;
}

/** Ends what runs in a cgroup, and removes it. */
export const emptied = (folder: string): Promise<boolean> => removed(folder, () => endProcesses(folder));

/** Ends what runs in a cgroup. */
export function endProcesses(folder: string): void {
  for (const pid of processesIn(folder)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has just ended.
    }
  }
}
