/** Packs the installed TypeORM with an injection in it, as `npm pack` packs a fork. */
import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { packageRoot } from "../../src/config/project.js";
import type { Injection } from "./injections.js";

const installed = join(packageRoot(), "node_modules", "typeorm");

/** Most of its files, which no read on a server loads: what is for browsers, for compilers and for debuggers. */
const notRead = /\/typeorm\/browser$|\.d\.ts$|\.map$/;

/**
 * Makes `<folder>/<name>.tgz`.
 *
 * @returns the tarball's path
 * @throws Error where the installed TypeORM hasn't the place to patch
 */
export async function packInjection(folder: string, name: string, { file, patch }: Injection): Promise<string> {
  const work = await mkdtemp(join(folder, "pack-"));
  try {
    const copy = join(work, "package");
    // Dereferenced: where the package is a link, a copied link would have the patch written into the original.
    await cp(installed, copy, { recursive: true, dereference: true, filter: (path) => !notRead.test(path) });
    await writeFile(join(copy, file), patch(await readFile(join(copy, file), "utf8")));
    const { stdout } = await execa("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", work], {
      cwd: copy,
    });
    const [packed] = JSON.parse(stdout) as [{ filename: string }];
    const tarball = join(folder, `${name}.tgz`);
    await rename(join(work, packed.filename), tarball);
    return tarball;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
