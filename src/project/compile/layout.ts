/** Where the compiled form of a source lies, and as what Node reads it there: by the package.json above it, as Node does. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, sep } from "node:path";
import { UsageError } from "../../errors.js";

/** How Node reads a module. */
export type Format = "esm" | "commonjs";

/** A folder with a package.json, which says what the modules below it are. */
export interface Scope {
  readonly folder: string;
  readonly type: "module" | "commonjs";
  /** As it was read; empty where there is no package.json above. */
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** `path` with the separators of imports. */
export const posix = (path: string): string => (sep === "/" ? path : path.split(sep).join("/"));

/** Whether `path` lies in `folder`, or is it. */
export const isInside = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(join(folder, sep));

const codeExtension = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const typeScriptExtension = /\.(?:[cm]?ts|tsx)$/;

export const isCode = (file: string): boolean => codeExtension.test(file);
export const isTypeScript = (file: string): boolean => typeScriptExtension.test(file);
export const isDeclaration = (file: string): boolean => /\.d\.(?:[cm]?ts|.+\.ts)$/.test(file);

/** The format that a file's name alone settles. */
export function formatByName(file: string): Format | undefined {
  if (/\.m[jt]s$/.test(file)) return "esm";
  return /\.c[jt]s$/.test(file) ? "commonjs" : undefined;
}

/** The tree of compiled files: the project's own as they lie below its folder, those of other packages in `outside`. */
export class Layout {
  readonly #scopes = new Map<string, Scope>();
  /** Path in the output by source. */
  readonly #outputs = new Map<string, string>();
  /** Paths in the output, also of what has no source. */
  readonly #taken = new Set<string>();
  /** Path in the output of a package's folder outside of the project, by folder. */
  readonly #outside = new Map<string, string>();
  readonly #outsideName: string;

  /** @param root the project's folder, symbolic links resolved. */
  constructor(readonly root: string) {
    this.#outsideName = existsSync(join(root, "outside")) ? "outside-of-project" : "outside";
  }

  /** The package that a file belongs to: the nearest package.json above says so. */
  scopeOf(file: string): Scope {
    return this.#scopeOfFolder(dirname(file));
  }

  #scopeOfFolder(folder: string): Scope {
    const known = this.#scopes.get(folder);
    if (known) return known;
    const above = dirname(folder);
    let scope: Scope;
    if (existsSync(join(folder, "package.json"))) {
      const manifest = readManifest(join(folder, "package.json"));
      scope = { folder, type: manifest["type"] === "module" ? "module" : "commonjs", manifest };
    } else if (above === folder) scope = { folder: this.root, type: "commonjs", manifest: {} };
    else scope = this.#scopeOfFolder(above);
    this.#scopes.set(folder, scope);
    return scope;
  }

  /** Where a package's folder is in the output; "" for the project's own. */
  folderOf(scope: Scope): string {
    if (isInside(scope.folder, this.root)) return posix(relative(this.root, scope.folder));
    const known = this.#outside.get(scope.folder);
    if (known !== undefined) return known;
    const { name } = scope.manifest;
    const wanted = `${this.#outsideName}/${typeof name === "string" && name !== "" ? name : basename(scope.folder)}`;
    const folder = firstFree(wanted, "", new Set(this.#outside.values()));
    this.#outside.set(scope.folder, folder);
    return folder;
  }

  /** Where the compiled form of `source` is; the same at every call. */
  place(source: string, format: Format): string {
    const known = this.#outputs.get(source);
    if (known !== undefined) return known;
    const scope = this.scopeOf(source);
    const path = isInside(source, this.root)
      ? posix(relative(this.root, source))
      : `${this.folderOf(scope)}/${posix(relative(scope.folder, source))}`;
    const extension = outputExtension(source, format, scope);
    const stem = isCode(source) ? path.slice(0, -extname(path).length) : path;
    // a.ts beside a.js: the first that is met has the name.
    const output = firstFree(stem, extension, this.#taken);
    this.#outputs.set(source, output);
    this.#taken.add(output);
    return output;
  }

  /** Takes a path for what has no source of its own. */
  reserve(output: string): void {
    this.#taken.add(output);
  }

  /** Where the compiled form of `source` is, if it has been placed. */
  placed(source: string): string | undefined {
    return this.#outputs.get(source);
  }
}

/** What has another format than its package says needs a name that says so; what isn't code keeps its own. */
function outputExtension(source: string, format: Format, scope: Scope): string {
  if (!isCode(source)) return "";
  const byName = formatByName(source);
  if (byName) return byName === "esm" ? ".mjs" : ".cjs";
  if ((format === "esm") === (scope.type === "module")) return ".js";
  return format === "esm" ? ".mjs" : ".cjs";
}

function firstFree(stem: string, extension: string, taken: ReadonlySet<string>): string {
  let path = `${stem}${extension}`;
  for (let number = 2; taken.has(path); number++) path = `${stem}-${String(number)}${extension}`;
  return path;
}

function readManifest(file: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof read === "object" && read !== null ? (read as Record<string, unknown>) : {};
  } catch (error) {
    throw new UsageError(`${file} can't be read as JSON (${(error as Error).message}); fix it.`, { cause: error });
  }
}
