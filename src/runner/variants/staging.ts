/** Folders that something is being installed in: nobody takes them for finished, and none outlives its command for long. */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../processes/alive.js";

const prefix = (): string => `.installing-${hostname()}-`;

/**
 * Runs `action` with a new folder in `parent`, and removes the folder afterwards unless `action` has moved it away.
 * Those that killed commands left behind go first.
 */
export async function withStagingFolder<T>(parent: string, action: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true });
  await removeLeftovers(parent);
  // By mkdir and not by mkdtemp, whose folders are closed to everyone else.
  const folder = join(parent, `${prefix()}${String(process.pid)}-${randomBytes(4).toString("hex")}`);
  await mkdir(folder);
  try {
    return await action(folder);
  } finally {
    await remove(folder);
  }
}

/**
 * Moves an install to where it is looked for, unless another command was first with the same.
 *
 * @param isComplete whether all of it is there.
 */
export async function putInPlace(staging: string, folder: string, isComplete: () => Promise<boolean>): Promise<void> {
  if (await isComplete()) return;
  // What is there in spite of that lost something since.
  await rm(folder, { recursive: true, force: true });
  try {
    await rename(staging, folder);
  } catch (error) {
    if (!(await isComplete())) throw error;
  }
}

const remove = (folder: string): Promise<void> =>
  // What a killed command's npm still writes may come between.
  rm(folder, { recursive: true, force: true, maxRetries: 5 });

/** Removes what dead processes of this machine left; those of another can't be told dead. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix())) continue;
    const pid = Number(name.slice(prefix().length).split("-")[0]);
    if (!isAlive(pid)) await remove(join(parent, name));
  }
}
