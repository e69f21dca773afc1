/**
 * Compiles a user's own files ahead, so that the process that is measured loads plain JavaScript. Only what the entries
 * reach is compiled, file by file and without checking types; the output is a tree of the same shape, to be written below
 * the project's folder, from where packages are found as before.
 */
import { existsSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, posix, relative } from "node:path";
import { packageRoot } from "../../config/project.js";
import { UsageError } from "../../errors.js";
import { prepareScan } from "./scan-javascript.js";
import { isCode, isInside, Layout, type Scope } from "./layout.js";
import { SourceCompiler } from "./source-compiler.js";
import { SourceFiles } from "./source-files.js";
import { findTypeScript } from "./typescript.js";

export interface CompileRequest {
  /** Absolute paths of source files. */
  readonly entries: readonly string[];
  /** The project's folder: that of the nearest package.json above. */
  readonly root: string;
}

/** What has to be written somewhere below the project's folder (`writeCompiled`). */
export interface Compiled {
  /** Content by path below the output's folder, with `/`. */
  readonly files: ReadonlyMap<string, Buffer>;
  /**
   * Folders to be linked to, absolute, by path below the output's folder: the node_modules of packages in a workspace,
   * whose compiled files would find their dependencies from nowhere else, and ormeter where it is the project itself.
   */
  readonly links: ReadonlyMap<string, string>;
  /** Path below the output's folder of the compiled form of a source; undefined where none was reached. */
  readonly pathOf: (source: string) => string | undefined;
  /** All files that were reached, in order of path; absolute, symbolic links resolved. */
  readonly sources: readonly string[];
}

/**
 * Compiles `entries` and all that they import of the user's own.
 *
 * @param places where TypeScript is looked for: the user's project, then ormeter itself.
 * @throws UsageError, before anything else is done, where a file isn't there or has a syntax error, an import leads
 *   nowhere, a tsconfig.json is wrong, or TypeScript is wanted and not installed.
 */
export async function compileFiles(
  { entries, root }: CompileRequest,
  places: readonly string[] = [root, packageRoot()],
): Promise<Compiled> {
  await prepareScan();
  const layout = new Layout(realpathSync(root));
  const sources = new SourceFiles(layout, findTypeScript(places));
  const compiler = new SourceCompiler(sources);
  const files = new Map<string, Buffer>();
  /** By folder: what lies outside of any package counts as the project's. */
  const scopes = new Map<string, Scope>();
  const reached = new Set(entries.map((entry) => realPath(entry, layout.root)));
  for (const source of reached) {
    const scope = layout.scopeOf(source);
    scopes.set(scope.folder, scope);
    if (!isCode(source)) {
      files.set(sources.place(source), await readFile(source));
      continue;
    }
    const { code, imported, wrappers } = compiler.compile(source);
    files.set(sources.place(source), Buffer.from(code));
    for (const [path, content] of wrappers) files.set(path, Buffer.from(content));
    for (const file of imported) reached.add(file);
    // What is shown meanwhile goes on being shown.
    if (reached.size % 16 === 0) await new Promise((resume) => setImmediate(resume));
  }
  const links = new Map<string, string>();
  const own = layout.scopeOf(join(layout.root, "package.json"));
  for (const scope of scopes.set(own.folder, own).values()) {
    const folder = layout.folderOf(scope);
    const manifest = posix.join(folder, "package.json");
    // An imported package.json is there as it is.
    if (!files.has(manifest)) files.set(manifest, Buffer.from(outputManifest(scope)));
    const packages = join(scope.folder, "node_modules");
    if (!isInside(layout.root, scope.folder) && existsSync(packages)) links.set(`${folder}/node_modules`, packages);
  }
  // A package finds itself by its name, but not from a copy of its files.
  if (own.manifest["name"] === "ormeter") {
    links.set("node_modules/ormeter", layout.root);
  }
  return {
    files,
    links,
    pathOf: (source) => {
      const real = existsSync(source) ? realpathSync(source) : source;
      return reached.has(real) ? layout.placed(real) : undefined;
    },
    sources: [...reached].sort(),
  };
}

/** What files read of the package.json above them, and nothing that is about the package from outside. */
function outputManifest({ type, manifest: { name, version, imports } }: Scope): string {
  return `${JSON.stringify({ name, version, type, imports }, null, 2)}\n`;
}

function realPath(file: string, root: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    throw new UsageError(`${relative(root, file)} isn't there (looked for in ${root}).`, { cause: error });
  }
}
