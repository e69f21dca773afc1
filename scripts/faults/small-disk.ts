/**
 * Small disks, seen by one command alone: they are in a mount namespace of its own, so that nothing stays mounted
 * however it ends.
 */
import { spawnSync } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { ormeterLine } from "./commands.js";
import { Skipped } from "./fault.js";

/** How a namespace is made in which this user may mount; undefined where none may be. */
const namespace = [["--mount"], ["--mount", "--map-root-user"]].find(
  (flags) => spawnSync("unshare", [...flags, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0,
);

/** A disk in the place of a folder. */
export interface SmallDisk {
  readonly folder: string;
  /** As mount takes it: 1m. */
  readonly size: string;
  /** Bytes of whole pages that are free beside what the folder holds; left out: all. */
  readonly free?: number;
}

const script = `
  folder=$1 size=$2 free=$3; shift 3
  cp -a "$folder/." "$folder.before" || exit 99
  mount -t tmpfs -o "size=$size" tmpfs "$folder" && cp -a "$folder.before/." "$folder" || exit 99
  if [ -n "$free" ]; then
    cat /dev/zero > "$folder/.filler" 2> "$folder.filled"
    truncate -s "-$free" "$folder/.filler"
  fi
  "$@"
  code=$?
  rm -f "$folder/.filler"
  cp -a "$folder/." "$folder.after" || exit 99
  exit $code`;

/**
 * The command line that runs `line` with a disk in the place of a folder, which holds what the folder does. What was
 * there is in `FOLDER.before`, what came of it in `FOLDER.after`.
 *
 * @throws Skipped where nothing may be mounted
 */
export const onSmallDisk = (
  { folder, size, free }: SmallDisk,
  line: readonly string[] = ormeterLine(),
): [string, ...string[]] => [
  ...inNamespace(),
  ...["sh", "-c", script, "sh", folder, size, free === undefined ? "" : String(free), ...line],
];

/** The same with 1 MB of shared memory. */
export const withLittleSharedMemory = (line: readonly string[] = ormeterLine()): [string, ...string[]] => [
  ...inNamespace(),
  ...["sh", "-c", `mount -t tmpfs -o size=1m tmpfs /dev/shm || exit 99; "$@"`, "sh", ...line],
];

function inNamespace(): [string, ...string[]] {
  if (!namespace) throw new Skipped("this user may mount nothing (unshare --mount)");
  return ["unshare", ...namespace];
}

/** What a full disk spoiled: files that are gone, are neither as they were nor whole, or are left over. */
export async function spoiled(folder: string): Promise<string[]> {
  const [before, after] = await Promise.all([filesOf(`${folder}.before`), filesOf(`${folder}.after`)]);
  const gone = [...before.keys()].filter((name) => !after.has(name));
  const wrong = [...after].filter(([name, text]) => text !== before.get(name) && !isWhole(name, text));
  return [...gone.map((name) => `${name} is gone`), ...wrong.map(([name]) => `${name} is cut, or left over`)];
}

async function filesOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    await Promise.all(
      paths.map(async (path): Promise<[string, string]> => [relative(folder, path), await readFile(path, "utf8")]),
    ),
  );
}

/** Whether a file that was written ends as its kind does. */
function isWhole(name: string, text: string): boolean {
  if (name.endsWith(".json")) return text.trimEnd().endsWith("}");
  if (name.endsWith(".html")) return text.trimEnd().endsWith("</html>");
  return name.endsWith(".svg") && text.trimEnd().endsWith("</svg>");
}
