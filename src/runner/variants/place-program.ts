/**
 * The compiled worker beside a variant's packages. Node looks for packages from where a program really lies, so a
 * side gets its own by having its own copy of the program, and nothing else about the program need differ.
 */
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join, posix, relative, sep } from "node:path";
import { init, parse } from "es-module-lexer";
import { availablePatterns } from "../../config/pattern-requests.js";
import { packageRoot } from "../../config/project.js";
import type { Compiled } from "../../project/compile/compile.js";
import { placeWhole, writeCompiled } from "../../project/compile/write.js";
import { findPackage, type FoundPackage } from "../../results/environment.js";

/** What a project brings along: files below the program's folder, and folders that are linked to. */
export type OwnFiles = Pick<Compiled, "files" | "links">;

const nothing: OwnFiles = { files: new Map(), links: new Map() };

/** Programs that nobody has asked for since are removed; ms. No run takes so long. */
const kept = 24 * 60 * 60 * 1000;

const worker = "src/trial/worker.js";

/** What measures, in ormeter's own version: others have it too, such as vitest, in versions that are theirs. */
const measuring = ["tinybench"];

/** What patterns import from "ormeter", and the manifest by which the copy is that package to them. */
const api = "src/index.js";
const manifest = { name: "ormeter", type: "module", exports: `./${api}` };

/**
 * Puts the worker, the patterns and all that they import into `folder`, unless just these are there already: they lie
 * in a folder named by their content, so an edited pattern is seen, and a run that reads with the former isn't disturbed.
 *
 * @param own what a project brings along.
 * @param floors packages that come with it where they can't be found from `folder`: in ormeter's own versions.
 * @returns the path of the worker.
 */
export async function placeProgram(
  folder: string,
  own: OwnFiles = nothing,
  floors: readonly string[] = [],
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const program = await programFiles(join(packageRoot(), "dist"), own);
  const files = [...new Map([...program, ...own.files])].sort(([a], [b]) => (a < b ? -1 : 1));
  const brought = packagesToBring(floors, folder);
  const digest = createHash("sha256");
  for (const [file, content] of files) digest.update(`${file}\0${String(content.length)}\0`).update(content);
  digest.update(JSON.stringify([...own.links, ...[...brought].map(([name, { version }]) => [name, version])]));
  const target = join(folder, `code-${digest.digest("hex").slice(0, 16)}`);
  try {
    await utimes(target, new Date(), new Date());
  } catch {
    await placeWhole(target, async (unfinished) => {
      await writeCompiled({ files: new Map(files), links: own.links }, unfinished);
      for (const [name, { path }] of brought) {
        const isOwn = (source: string) => !relative(path, source).split(sep).includes("node_modules");
        await cp(path, join(unfinished, "node_modules", name), { recursive: true, filter: isOwn });
      }
    });
  }
  await removeOld(folder);
  return join(target, ...worker.split("/"));
}

/** The worker, the clients, the patterns, and what they import of ormeter's own; content by path below `dist`, in order of path. */
async function programFiles(dist: string, own: OwnFiles): Promise<[file: string, content: Buffer][]> {
  await init();
  const files = new Map([["package.json", Buffer.from(JSON.stringify(manifest))]]);
  const patterns = await availablePatterns();
  const folders = new Set(patterns.map((id) => id.slice(0, id.indexOf("/"))));
  const clients = [...folders].map((folder) => `bench/${folder}/client.js`);
  // What stands for a project's files among the patterns may import more than these do.
  const entrances = [...own.files].filter(([file]) => file.startsWith("bench/"));
  const theirs = entrances.flatMap(([file, content]) => importsOf(file, content.toString()));
  const wanted = [worker, ...clients, ...patterns.map((id) => `bench/${id}.js`), ...theirs];
  for (const file of wanted) {
    if (files.has(file)) continue;
    const content = await readFile(join(dist, file)).catch(() => undefined);
    // An import of what isn't there is the importing file's error, which the worker tells better.
    if (!content) continue;
    files.set(file, content);
    wanted.push(...importsOf(file, content.toString()).filter((imported) => !imported.startsWith("..")));
  }
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The files that a module imports by a relative path or by ormeter's name, and so are part of ormeter. */
function importsOf(file: string, source: string): string[] {
  try {
    return parse(source)[0].flatMap(({ specifier }) => {
      if (specifier === manifest.name) return [api];
      return specifier?.startsWith(".") ? [posix.join(posix.dirname(file), specifier)] : [];
    });
  } catch {
    // A pattern that isn't JavaScript: the worker says so when it loads it.
    return [];
  }
}

/**
 * The packages of ormeter's own that are to lie beside the program, with what they depend on: each found from there, or
 * from above, where a project has it, so that a driver's parts stay the parts of that driver.
 */
function packagesToBring(names: readonly string[], folder: string): ReadonlyMap<string, FoundPackage> {
  const brought = new Map<string, FoundPackage>();
  const wanted = names.map((name) => ({ name, from: packageRoot() }));
  for (const { name, from } of wanted) {
    const there = findPackage(name, folder);
    const found = findPackage(name, from);
    if (!found || brought.has(name)) continue;
    if (there && (there.version === found.version || !measuring.includes(name))) continue;
    brought.set(name, found);
    wanted.push(...Object.keys(found.dependencies ?? {}).map((needed) => ({ name: needed, from: found.path })));
  }
  return brought;
}

async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith("code-")) continue;
    const path = join(folder, name);
    const used = await stat(path).catch(() => undefined);
    if (used && Date.now() - used.mtimeMs > kept) await rm(path, { recursive: true, force: true });
  }
}
