/** The user's compiler options: the nearest tsconfig.json above a source, with what it extends. */
import { dirname } from "node:path";
import type ts from "typescript";
import { UsageError } from "../../errors.js";
import type { Format } from "./layout.js";
import type { TypeScript } from "./typescript.js";

/** The options that hold for a source. */
export interface Config {
  /** The tsconfig.json; undefined where there is none, and the options are ours. */
  readonly file: string | undefined;
  readonly options: ts.CompilerOptions;
}

/** "No inputs were found", "the files list is empty": which files a config lists is nothing to us. */
const aboutInputs = new Set([18002, 18003]);

/** Reads each tsconfig.json once. */
export class Configs {
  readonly #ts: TypeScript;
  readonly #byFolder = new Map<string, (source: string) => Config>();
  readonly #byFile = new Map<string, (source: string) => Config>();
  readonly #none: Config;

  constructor(ts: TypeScript) {
    this.#ts = ts;
    // What entities of an ORM are written for.
    const options = { experimentalDecorators: true, emitDecoratorMetadata: true, esModuleInterop: true };
    this.#none = { file: undefined, options };
  }

  /**
   * The options for a source.
   *
   * @throws UsageError where the tsconfig.json can't be read, or has errors.
   */
  of(source: string): Config {
    const folder = dirname(source);
    let choose = this.#byFolder.get(folder);
    if (!choose) {
      const file = this.#ts.findConfigFile(folder, (path) => this.#ts.sys.fileExists(path));
      choose = file === undefined ? () => this.#none : (this.#byFile.get(file) ?? this.#read(file));
      if (file !== undefined) this.#byFile.set(file, choose);
      this.#byFolder.set(folder, choose);
    }
    return choose(source);
  }

  /** A config that only refers to others ("files": []) leaves a source to the one of them that lists it. */
  #read(file: string): (source: string) => Config {
    const { parsed, lists } = this.#parse(file, false);
    const own = { file, options: parsed.options };
    const references = lists ? [] : (parsed.projectReferences ?? []);
    if (references.length === 0) return () => own;
    const others = references.map((reference) => {
      const path = this.#ts.resolveProjectReferencePath(reference);
      const other = this.#parse(path, true).parsed;
      return { file: path, options: other.options, sources: new Set(other.fileNames) };
    });
    return (source) => others.find(({ sources }) => sources.has(source)) ?? own;
  }

  /** @param listing whether to look which files there are, which takes a while in a large project. */
  #parse(file: string, listing: boolean): { parsed: ts.ParsedCommandLine; lists: boolean } {
    const ts = this.#ts;
    const read = ts.readConfigFile(file, (path) => ts.sys.readFile(path));
    const config = read.config as { files?: unknown[] } | undefined;
    const host = listing ? ts.sys : { ...ts.sys, readDirectory: () => [] };
    const parsed = ts.parseJsonConfigFileContent(config ?? {}, host, dirname(file), undefined, file);
    const first = [...(read.error ? [read.error] : []), ...parsed.errors].find(
      ({ category, code }) => category === ts.DiagnosticCategory.Error && !aboutInputs.has(code),
    );
    if (first) {
      const said = ts.flattenDiagnosticMessageText(first.messageText, " ");
      throw new UsageError(`${file}: ${said} (TS${String(first.code)}). Fix it: files are compiled by its options.`);
    }
    return { parsed, lists: config?.files?.length !== 0 };
  }
}

/** The first of the numbers of `ts.ModuleKind` that stand for ES modules, bundlers' and Node's own. */
const es2015 = 5;

/** Whether import() in a CommonJS module stays what it is: where modules are Node's own, or a bundler's. */
export const keepsDynamicImports = ({ options: { module } }: Config): boolean =>
  module !== undefined && (module as number) >= es2015;

/**
 * The options for emitting one file as JavaScript that Node loads: the user's, but for what concerns modules, which the
 * file's format decides, and for what is written where.
 */
export function emitOptions(ts: TypeScript, config: Config, format: Format, isJsx: boolean): ts.CompilerOptions {
  const { options } = config;
  const { CommonJS, ESNext, NodeNext } = ts.ModuleKind;
  const { module } = options;
  const emitted: ts.CompilerOptions = {
    ...options,
    // An unsaid target was ES5 in older versions: an ORM's classes can't be extended there.
    target: options.target ?? ts.ScriptTarget.ES2022,
    module: format === "esm" && isJsx ? ESNext : format === "esm" || keepsDynamicImports(config) ? NodeNext : CommonJS,
    isolatedModules: true,
    sourceMap: true,
    importHelpers: false,
    noEmitHelpers: false,
  };
  if (options.target === undefined) emitted.useDefineForClassFields ??= false;
  // A default import is what code has that was written for a bundler, or for Node's own modules.
  if (module !== undefined && module !== CommonJS) emitted.esModuleInterop ??= true;
  const { Preserve, ReactNative } = ts.JsxEmit;
  if (emitted.jsx === undefined || emitted.jsx === Preserve || emitted.jsx === ReactNative) {
    emitted.jsx = ts.JsxEmit.ReactJSX;
  }
  for (const name of dropped) Reflect.deleteProperty(emitted, name);
  return emitted;
}

/** What is written where, which doesn't concern us, and what contradicts the options above. */
const dropped = [
  "allowImportingTsExtensions",
  "checkJs",
  "composite",
  "configFile",
  "configFilePath",
  "declaration",
  "declarationDir",
  "declarationMap",
  "emitDeclarationOnly",
  "incremental",
  "inlineSourceMap",
  "inlineSources",
  "isolatedDeclarations",
  "mapRoot",
  "moduleResolution",
  "noEmit",
  "noEmitOnError",
  "outDir",
  "outFile",
  "plugins",
  "rewriteRelativeImportExtensions",
  "rootDir",
  "rootDirs",
  "sourceRoot",
  "tsBuildInfoFile",
];
