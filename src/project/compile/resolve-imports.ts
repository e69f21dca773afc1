/** What an import of a user's file means: a source of theirs, or something that Node finds by itself. */
import { existsSync, realpathSync, statSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, isAbsolute, join, resolve, sep } from "node:path";
import type ts from "typescript";
import { isDeclaration, isInside, isTypeScript, type Format } from "./layout.js";
import type { Config, Configs } from "./tsconfig.js";
import type { TypeScript } from "./typescript.js";

/** What an import's specifier means. */
export type Resolution =
  /** A file that has to be compiled or copied. */
  | { readonly kind: "own"; readonly file: string }
  /** A package: the specifier stays as it is. */
  | { readonly kind: "package" }
  /** A file of an installed package, reached by a path that doesn't lead there from the compiled file. */
  | { readonly kind: "installed"; readonly file: string }
  /** With the `paths` that a specifier fits, where it does. */
  | { readonly kind: "unresolved"; readonly alias?: { readonly config: string; readonly tried: readonly string[] } };

/** Resolves `specifier` in the file `from`, as an import or as a require does. */
export type Resolve = (specifier: string, from: string, format: Format) => Resolution;

/** What patterns import from "ormeter" is what runs them, also where the project is ormeter's own. */
const ownName = /^ormeter(?:\/|$)/;

const isRelative = (specifier: string): boolean => /^\.{1,2}(?:\/|$)/.test(specifier) || isAbsolute(specifier);

/** Whether Node finds it without us. */
const isLeftAlone = (specifier: string): boolean =>
  isBuiltin(specifier) || ownName.test(specifier) || /^(?:node|data|https?):/.test(specifier);

/** The name of the package in a specifier. */
const packageName = (specifier: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

/** Whether a package of that name is in a node_modules folder above a file. */
function isInstalled(specifier: string, from: string): boolean {
  const name = packageName(specifier);
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules", name))) return true;
    if (folder === dirname(folder)) return false;
  }
}

/** Whether a file belongs to an installed package; the project itself may lie in one. */
function isInNodeModules(file: string, root: string): boolean {
  const path = isInside(file, root) ? file.slice(root.length) : file;
  return path.split(sep).includes("node_modules");
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** The JavaScript that a declaration file describes. */
function described(declaration: string): string | undefined {
  const [, stem = "", kind = ""] = /^(.*)\.d\.([cm]?)ts$/.exec(declaration) ?? [];
  const candidates = kind === "" ? [".js", ".mjs", ".cjs"] : [`.${kind}js`];
  return candidates.map((extension) => stem + extension).find(isFile);
}

/** By TypeScript's own resolution, which knows `paths`, `baseUrl`, `exports`, `imports` and what lies where in a workspace. */
export function typeScriptResolve(ts: TypeScript, configs: Configs, root: string): Resolve {
  type Pair = readonly [options: ts.CompilerOptions, cache: ts.ModuleResolutionCache];
  const attempts = new Map<Config, readonly Pair[]>();

  /** By the user's options; then as bundlers resolve, which is what most programs that run TypeScript do. */
  function attemptsOf(config: Config): readonly Pair[] {
    let pairs = attempts.get(config);
    if (!pairs) {
      const own = { ...config.options, resolveJsonModule: true, preserveSymlinks: false };
      // The second is for versions before 5.0, which know no bundlers.
      const { Bundler, NodeJs } = ts.ModuleResolutionKind as {
        Bundler?: ts.ModuleResolutionKind;
        NodeJs?: ts.ModuleResolutionKind;
      };
      const bundled: ts.CompilerOptions = { ...own, module: ts.ModuleKind.ESNext };
      const moduleResolution = Bundler ?? NodeJs;
      if (moduleResolution !== undefined) bundled.moduleResolution = moduleResolution;
      pairs = [own, bundled].map((options) => [options, ts.createModuleResolutionCache(root, (name) => name, options)]);
      attempts.set(config, pairs);
    }
    return pairs;
  }

  function find(specifier: string, from: string, format: Format, config: Config): string | undefined {
    const mode = format === "esm" ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
    for (const [options, cache] of attemptsOf(config)) {
      const found = ts.resolveModuleName(specifier, from, options, ts.sys, cache, undefined, mode);
      if (found.resolvedModule) return realpathSync(found.resolvedModule.resolvedFileName);
    }
    return undefined;
  }

  return (specifier, from, format) => {
    if (isLeftAlone(specifier)) return { kind: "package" };
    const config = configs.of(from);
    const bare = !isRelative(specifier);
    const installed = bare && isInstalled(specifier, from);
    const tried = bare ? triedPaths(specifier, config) : [];
    const unresolved: Resolution =
      tried.length > 0 && config.file !== undefined
        ? { kind: "unresolved", alias: { config: config.file, tried } }
        : { kind: "unresolved" };
    const found = find(specifier, from, format, config);
    if (found === undefined) {
      const stems = bare ? tried : [resolve(dirname(from), specifier)];
      const asset = stems.flatMap((stem) => ["", ".json", ".node"].map((extension) => stem + extension)).find(isFile);
      if (asset !== undefined) return own(realpathSync(asset));
      return bare && (installed || tried.length === 0) ? { kind: "package" } : unresolved;
    }
    // Only a package's sources have to be compiled: what is built, Node loads from where it is installed.
    if (installed && (isInNodeModules(found, root) || isDeclaration(found) || !isTypeScript(found))) {
      return { kind: "package" };
    }
    const file = isDeclaration(found) ? described(found) : found;
    // Types alone, as @types has them: whether there is code, Node will find out.
    if (file === undefined) return bare && tried.length === 0 ? { kind: "package" } : unresolved;
    return own(file);
  };

  function own(file: string): Resolution {
    return isInNodeModules(file, root) ? { kind: "installed", file } : { kind: "own", file };
  }
}

/** Where `paths` would have a specifier: absolute paths, none where no pattern but "*" fits. */
function triedPaths(specifier: string, { file, options }: Config): string[] {
  const { baseUrl, pathsBasePath } = options as { baseUrl?: string; pathsBasePath?: string };
  const base = baseUrl ?? pathsBasePath ?? (file === undefined ? "" : dirname(file));
  return Object.entries(options.paths ?? {}).flatMap(([pattern, substitutions]) => {
    const [prefix = "", suffix] = pattern.split("*");
    if (pattern === "*") return [];
    if (suffix === undefined) return pattern === specifier ? substitutions.map((path) => resolve(base, path)) : [];
    if (!specifier.startsWith(prefix) || !specifier.endsWith(suffix)) return [];
    const matched = specifier.slice(prefix.length, specifier.length - suffix.length);
    return substitutions.map((path) => resolve(base, path.replace("*", matched)));
  });
}

/** As Node resolves, for projects that have no TypeScript. */
export function nodeResolve(root: string): Resolve {
  return (specifier, from) => {
    if (isLeftAlone(specifier)) return { kind: "package" };
    if (!isRelative(specifier) && !specifier.startsWith("#")) return { kind: "package" };
    try {
      const file = realpathSync(createRequire(from).resolve(specifier));
      if (!isInNodeModules(file, root)) return { kind: "own", file };
      return isRelative(specifier) ? { kind: "installed", file } : { kind: "package" };
    } catch {
      return specifier.startsWith("#") ? { kind: "package" } : { kind: "unresolved" };
    }
  };
}
