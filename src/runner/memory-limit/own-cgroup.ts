/**
 * The cgroup that a run makes for itself, for its containers to lie in: named after its process, so that what a killed run
 * left can be told from what another is using, wherever it lies in the tree.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { isGone, ownIdentity } from "../../processes/identity.js";
import type { WorkerCommand } from "../worker-process.js";
import { childrenOf, emptied, processesIn, refusedWrite, removed, seenIn, type CgroupPlace } from "./cgroup-tree.js";
import type { Container } from "./container.js";

/** Process ids mean something only in their namespace. */
function pidNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? "0";
  } catch {
    return "0";
  }
}

/** Ends the name of one for which the cgroup above it had to be given a controller: that is undone with it. */
const turnedOn = "-on";

let named = 0;

/** A new name for a cgroup of this run's: namespace, process id, when the process was born, and a number. */
export function newName({ turnsOn = false } = {}): string {
  const { pid, born = "0" } = ownIdentity();
  return `ormeter-${pidNamespace()}-${pid}-${born}-${++named}${turnsOn ? turnedOn : ""}`;
}

/** Whether a cgroup is that of a run of this namespace whose process has ended. */
export function isLeftBehind(name: string): boolean {
  const [, namespace, pid, born = ""] = /^ormeter-(\d+)-(\d+)-(\d+)-\d+(?:-on)?$/.exec(name) ?? [];
  return namespace === pidNamespace() && isGone({ pid: Number(pid), host: hostname(), born });
}

/** Removes what runs left that were killed, wherever in the tree that can be seen. */
export async function removeLeftBehind({ top }: Pick<CgroupPlace, "top">): Promise<void> {
  for (const folder of childrenOf(top)) {
    if (isLeftBehind(basename(folder))) await dissolve(folder);
    else await removeLeftBehind({ top: folder });
  }
}

/** The child of a run's cgroup that processes moved to which were in the one above it. */
export const restIn = (folder: string): string => join(folder, "rest");

/** Whether a cgroup has no child but this one. */
const isOnlyChild = (folder: string): boolean => childrenOf(dirname(folder)).every((each) => each === folder);

/**
 * Removes a run's cgroup with all containers in it, whose processes end, and leaves the one above it as it was before.
 * Never rejects.
 */
export async function dissolve(folder: string): Promise<void> {
  for (const child of childrenOf(folder)) {
    if (child !== restIn(folder)) await emptied(child);
  }
  if (folder.endsWith(turnedOn)) {
    refusedWrite(join(folder, "cgroup.subtree_control"), "-memory");
    // Others may have come to rely on it.
    if (isOnlyChild(folder)) refusedWrite(join(dirname(folder), "cgroup.subtree_control"), "-memory");
    for (const pid of processesIn(restIn(folder))) refusedWrite(join(dirname(folder), "cgroup.procs"), String(pid));
    await removed(restIn(folder));
  }
  await removed(folder);
}

/** What a container of one kind of cgroup is made of. */
export interface CgroupKind {
  /** Sets its limit. Throws where the kernel refuses. */
  readonly limit: (folder: string, bytes: number) => void;
  /** The file that counts the processes that were killed. */
  readonly events: string;
}

/** Enters the cgroup, then becomes the command: it must be inside before it takes any memory. */
const enter = 'echo $$ > "$0/cgroup.procs" && exec "$@"';

let made = 0;

/**
 * A command in a cgroup of its own below a run's.
 *
 * @throws Error where the kernel refuses.
 */
export function containIn(run: string, kind: CgroupKind, command: WorkerCommand, bytes: number): Container {
  const folder = join(run, `container-${++made}`);
  mkdirSync(folder);
  kind.limit(folder, bytes);
  return {
    command: ["sh", "-c", enter, folder, ...command],
    remove: async () => {
      const seen = seenIn(folder, kind.events);
      await emptied(folder);
      return seen;
    },
  };
}

/** What {@link dissolve} does, once the input has ended. */
const janitor = `while read -r never; do :; done
up="$0/.."
try=0
while [ -d "$0" ] && [ $try -lt 100 ]; do
  for place in "$0"/container-*; do
    [ -d "$place" ] || continue
    while read -r pid; do kill -9 "$pid"; done < "$place/cgroup.procs"
    rmdir "$place"
  done
  case "$0" in *${turnedOn})
    echo -memory > "$0/cgroup.subtree_control"
    [ "$(ls -d "$up"/*/ | wc -l)" -gt 1 ] || echo -memory > "$up/cgroup.subtree_control"
    [ ! -d "$0/rest" ] || while read -r pid; do echo "$pid" > "$up/cgroup.procs"; done < "$0/rest/cgroup.procs"
    rmdir "$0/rest"
  esac
  rmdir "$0"
  try=$((try + 1))
  [ ! -d "$0" ] || sleep 0.1 || sleep 1
done`;

/**
 * Removes a run's cgroup when this process is gone, however it went: a shell in a process group of its own, which waits for
 * the end of its input. Where there is no shell, the next run removes it.
 *
 * @returns ends it.
 */
export function startJanitor(folder: string): () => void {
  const shell = spawn("sh", ["-c", janitor, folder], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  shell.on("error", () => undefined);
  shell.stdin.on("error", () => undefined);
  shell.unref();
  return () => shell.stdin.end();
}
