/**
 * Where the cluster lies.
 *
 * PostgreSQL refuses to run as root. Started by root it runs as the user `postgres`, who must be able to reach both its
 * data and its programs; a clone in a folder of mode 0700 (/root, mktemp -d) is closed to it, and the modes of the
 * user's folders are not ours to change. Then both are kept in a folder of our own under /var/lib.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ProjectPaths } from "../../../../config/project.js";
import { UsageError } from "../../../../errors.js";
import { copyPrograms, installedPrograms, type ServerPrograms } from "./server-programs.js";

/** The folder under which the clusters of projects lie that only root may enter. */
const outside = "/var/lib/ormeter";

/** Where the cluster is, and the programs that run it. */
export interface ClusterHome {
  readonly folder: string;
  /** The data directory inside, which initdb makes. */
  readonly data: string;
  readonly programs: ServerPrograms;
}

/** Whether this process is root, so that the server must run as someone else. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Finds the cluster's home, and makes its folder where there is none yet.
 *
 * @throws UsageError where the server's programs aren't installed, or no folder will do.
 */
export async function openClusterHome(paths: ProjectPaths): Promise<ClusterHome> {
  const programs = await installedPrograms();
  await ownFolder(paths.home);
  const runsThere = runsFrom(programs.platform);
  if (!runsThere && !isRoot()) {
    throw new UsageError(
      `PostgreSQL's programs are in ${programs.platform}, and they can't be run from a folder with ", $, \` or \\ in its ` +
        "name: move the project to another one, or give the --url of a server.",
    );
  }
  const isOpen = async () =>
    (await isOpenToOthers(paths.home)) && (await isOpenToOthers(join(programs.platform, "native")));
  if (!isRoot() || (runsThere && (await isOpen()))) {
    await ownFolder(paths.cluster);
    return { folder: paths.cluster, data: join(paths.cluster, "data"), programs };
  }
  try {
    return await openOutside(paths.root, programs);
  } catch (error) {
    throw new UsageError(
      `As root the server runs as the user postgres, who may not enter ${paths.root}, and ${outside} could not be ` +
        `used instead (${(error as Error).message}). Run as another user, or in a folder that others may enter.`,
      { cause: error },
    );
  }
}

/** Whether initdb finds the server beside itself in `folder`: it asks a POSIX shell for it, between double quotes. */
export const runsFrom = (folder: string, platform = process.platform): boolean =>
  platform === "win32" || !/["$`\\]/.test(folder);

/** A home under /var/lib with a copy of the programs. */
async function openOutside(project: string, programs: ServerPrograms): Promise<ClusterHome> {
  await mkdir(outside, { recursive: true });
  await chmod(outside, 0o755);
  await removeOrphans();
  const folder = join(outside, createHash("sha256").update(project).digest("hex").slice(0, 16));
  await ownFolder(folder);
  await writeFile(join(folder, "project"), project, { mode: 0o600 });
  return {
    folder,
    data: join(folder, "data"),
    programs: await copyPrograms(programs, join(folder, "node_modules")),
  };
}

/** Removes the clusters whose project folder is gone. */
async function removeOrphans(): Promise<void> {
  for (const name of await readdir(outside)) {
    const project = await readFile(join(outside, name, "project"), "utf8").catch(() => undefined);
    if (project !== undefined && !existsSync(project)) await rm(join(outside, name), { recursive: true, force: true });
  }
}

/** Makes a folder that nobody else may list, whatever the umask; as root, others may pass through to what is theirs. */
async function ownFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, isRoot() ? 0o711 : 0o700);
}

/** Whether users other than its owner may pass through `path` and all the folders above it. */
async function isOpenToOthers(path: string): Promise<boolean> {
  const above = dirname(path);
  return ((await stat(path)).mode & 0o001) !== 0 && (above === path || (await isOpenToOthers(above)));
}
