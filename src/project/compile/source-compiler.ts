/** Compiles the user's sources one by one: what each becomes, and what it imports. */
import { dirname, extname, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "../../errors.js";
import { leadImports, type Import } from "./imports.js";
import type { Format } from "./layout.js";
import { nodeResolve, typeScriptResolve, type Resolution, type Resolve } from "./resolve-imports.js";
import type { SourceFiles } from "./source-files.js";
import { sameLines, withSourceMap } from "./source-map.js";
import { SyntaxFault, transpile, type Transpiled } from "./transpile.js";
import { emitOptions, keepsDynamicImports } from "./tsconfig.js";
import { needTypeScript } from "./typescript.js";

/** A compiled source. */
export interface CompiledSource {
  readonly code: string;
  /** The user's own files that it imports when it runs. */
  readonly imported: readonly string[];
  /** Modules made for it, by path in the output. */
  readonly wrappers: ReadonlyMap<string, string>;
}

/** An import, what it means, and what it says in the compiled file. */
interface Led {
  readonly imported: Import;
  readonly resolution: Resolution;
  readonly specifier: string;
}

export class SourceCompiler {
  readonly #files: SourceFiles;
  readonly #resolve: Resolve;

  constructor(files: SourceFiles) {
    this.#files = files;
    const { typeScript, configs, layout } = files;
    this.#resolve =
      typeScript && configs ? typeScriptResolve(typeScript, configs, layout.root) : nodeResolve(layout.root);
  }

  /**
   * Compiles one source.
   *
   * @throws UsageError where it has a syntax error, or imports a file that isn't there.
   */
  compile(source: string): CompiledSource {
    const path = this.#files.place(source);
    const led: Led[] = [];
    const wrappers = new Map<string, string>();
    const lead = (imported: Import): string | undefined => {
      const mode = this.#modeOf(source, imported);
      const resolution = this.#resolve(imported.specifier, source, mode);
      const isMissed = resolution.kind === "unresolved" && !imported.tried;
      // Of a name of its own, so that it is known whether just this one is still there: then nothing is written.
      const specifier = isMissed
        ? `unresolved:${String(led.length)}:${imported.specifier}`
        : this.#specifierOf(resolution, imported, path, mode, wrappers);
      led.push({ imported, resolution, specifier });
      return specifier === imported.specifier ? undefined : specifier;
    };
    const text = leadImports(this.#files.compilableOf(source), this.#files.scanOf(source).mentions, lead);
    const { code, kept } = this.#files.isTranspiled(source)
      ? this.#transpile(source, text)
      : { code: this.#asItIs(source, text), kept: () => true };
    const remaining = led.filter(({ specifier }) => kept(specifier));
    for (const { imported, resolution } of remaining) {
      if (resolution.kind === "unresolved" && !imported.tried) throw this.#leadsNowhere(source, imported, resolution);
    }
    const imported = remaining.flatMap(({ resolution }) => (resolution.kind === "own" ? [resolution.file] : []));
    return { code, imported, wrappers };
  }

  /** As what Node will resolve an import: import() too is a require where the user's options make it one. */
  #modeOf(source: string, { kind }: Import): Format {
    if (kind === "require") return "commonjs";
    const format = this.#files.formatOf(source);
    if (kind === "import") return format;
    if (format === "esm" || !this.#files.isTranspiled(source)) return "esm";
    return keepsDynamicImports(this.#files.configOf(source)) ? "esm" : "commonjs";
  }

  /** What stands for an import in the compiled file at `path`. */
  #specifierOf(
    resolution: Resolution,
    { specifier, kind, hasAttributes }: Import,
    path: string,
    mode: Format,
    wrappers: Map<string, string>,
  ): string {
    switch (resolution.kind) {
      case "package":
      case "unresolved":
        return specifier;
      case "installed":
        return mode === "esm" ? pathToFileURL(resolution.file).href : resolution.file;
      case "own": {
        let target = this.#files.place(resolution.file);
        // Node wants to be told that it is JSON; what was written for a bundler doesn't tell.
        if (mode === "esm" && kind !== "require" && !hasAttributes && target.endsWith(".json")) {
          target = `${target}.mjs`;
          wrappers.set(target, `export default ${this.#files.textOf(resolution.file).trim()};\n`);
          this.#files.layout.reserve(target);
        }
        const led = posix.relative(posix.dirname(path), target);
        return led.startsWith(".") ? led : `./${led}`;
      }
    }
  }

  #transpile(source: string, text: string): Transpiled {
    const ts = needTypeScript(this.#files.found, this.#files.nameOf(source));
    const format = this.#files.formatOf(source);
    const isJsx = extname(source).endsWith("x");
    // The one name by which TypeScript knows that it is to be an ES module.
    const name = format === "esm" && !isJsx ? source.replace(/\.[cm]?([jt]s)$/, ".m$1") : source;
    const options = emitOptions(ts, this.#files.configOf(source), format, isJsx);
    return this.#files.refusing(source, () => {
      try {
        return transpile(ts, source, name, text, options);
      } catch (error) {
        // Where it is in the user's text, whose imports are as long as they wrote them.
        if (error instanceof SyntaxFault) transpile(ts, source, name, this.#files.textOf(source), options);
        throw error;
      }
    });
  }

  /** JavaScript that Node runs, with a source map unless it has one of its own. */
  #asItIs(source: string, text: string): string {
    if (text.includes("//# sourceMappingURL=")) return text;
    return withSourceMap(text, pathToFileURL(source).href, sameLines(text));
  }

  #leadsNowhere(source: string, { specifier }: Import, { alias }: Extract<Resolution, { kind: "unresolved" }>) {
    const file = this.#files.nameOf(source);
    if (!alias) {
      return new UsageError(`${file} imports "${specifier}", which isn't there (looked for from ${dirname(source)}).`);
    }
    return new UsageError(
      `${file} imports "${specifier}", which isn't there: the paths of ${this.#files.nameOf(alias.config)} lead to ` +
        `${alias.tried.map((path) => this.#files.nameOf(path)).join(", ")}.`,
    );
  }
}
