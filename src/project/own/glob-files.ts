/** Files that a project names by globs, as many DataSources name their entities. */
import { readdirSync } from "node:fs";
import { dirname, isAbsolute, join, resolve, sep } from "node:path";
import picomatch from "picomatch";

const code = /^(?!.*\.d\.[mc]?ts$).+\.[mc]?[jt]s$/;
const magic = /[*?[{(!]/;

/**
 * The source files that globs mean, which a file of the project's gave when it was loaded from its compiled form.
 *
 * @param folder the project's, which globs are relative to.
 * @param compiled where its compiled files lie, as the globs have it.
 */
export function globFiles(globs: readonly string[], folder: string, compiled: string): string[] {
  const found = globs.flatMap((glob) => {
    const given = resolve(folder, glob);
    // By `__dirname`: that of the compiled file stands for that of the source.
    const inside =
      isAbsolute(glob) && given.startsWith(compiled + sep) ? join(folder, given.slice(compiled.length)) : given;
    const parts = inside.split(sep);
    const first = parts.findIndex((part) => magic.test(part));
    const base = first === -1 ? dirname(inside) : parts.slice(0, first).join(sep) || sep;
    const matches = picomatch([inside, asSource(inside)]);
    return filesBelow(base).filter((file) => code.test(file) && matches(file));
  });
  return [...new Set(found)].sort();
}

/** A glob that means what a compiler made means what it was made of: there is nothing else before it is compiled. */
const asSource = (glob: string): string =>
  glob
    .replace(/\.js$/, ".ts")
    .replace(/\.mjs$/, ".mts")
    .replace(/\.cjs$/, ".cts");

function filesBelow(folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name === ".ormeter" ? [] : filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}
