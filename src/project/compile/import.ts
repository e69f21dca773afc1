/** A file of a user's that ormeter's main process loads itself: its config, a client. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { makeHome } from "../home.js";
import { compileFiles } from "./compile.js";
import { placeWhole, writeCompiled } from "./write.js";

/** Gives a file's default export, whatever kind of module it is; throws what the file throws. */
export type ImportDefault = (file: string) => Promise<unknown>;

/**
 * Compiles files into the project's `.ormeter`; what is there already, by its content, stays.
 *
 * @param kind what they are: the name of their folder there.
 * @throws UsageError where one can't be compiled.
 */
export async function importable(files: readonly string[], folder: string, kind: string): Promise<ImportDefault> {
  const compiled = await compileFiles({ entries: files, root: folder });
  const digest = createHash("sha256");
  for (const [path, content] of compiled.files) digest.update(`${path}\0`).update(content);
  digest.update(JSON.stringify([...compiled.links]));
  const target = join(await makeHome(folder), kind, digest.digest("hex").slice(0, 16));
  if (!existsSync(target)) await placeWhole(target, (folder) => writeCompiled(compiled, folder));
  return async (file) => {
    const path = join(target, compiled.pathOf(file) ?? basename(file));
    const loaded = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
    // A CommonJS module that says it was one of ES modules has its default in its exports.
    const inner = loaded.default as { readonly default?: unknown; readonly __esModule?: unknown } | undefined;
    return inner?.__esModule === true ? inner.default : loaded.default;
  };
}
