/** Puts what was compiled where Node loads it from. */
import { mkdir, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Compiled } from "./compile.js";

/** Writes all files and links below `folder`, which is made if it isn't there. */
export async function writeCompiled(
  { files, links }: Pick<Compiled, "files" | "links">,
  folder: string,
): Promise<void> {
  const paths = [...files.keys(), ...links.keys()];
  const folders = new Set(paths.map((path) => dirname(join(folder, path))));
  await Promise.all([...folders].map((path) => mkdir(path, { recursive: true })));
  await Promise.all([...files].map(([path, content]) => writeFile(join(folder, path), content)));
  // A junction is what Windows lets everyone make; elsewhere it is a link like any.
  await Promise.all([...links].map(([path, target]) => symlink(target, join(folder, path), "junction")));
}

/**
 * Makes a folder that is named by what is in it: whole or not at all, whoever makes the same at the same time.
 *
 * @param fill puts everything into the folder that it is given.
 */
export async function placeWhole(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const unfinished = `${target}.${String(process.pid)}`;
  try {
    await fill(unfinished);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another command put the same there meanwhile.
    if (!(await stat(target).catch(() => undefined))) throw error;
  }
}
