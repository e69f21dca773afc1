/** The user's sources, one by one: what each is, where its compiled form lies, and what it imports. */
import { readFileSync } from "node:fs";
import { dirname, extname, posix, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "../../errors.js";
import { scanJavaScript, type JavaScript } from "./javascript.js";
import { formatByName, isCode, isInside, isTypeScript, type Format, type Layout } from "./layout.js";
import { nodeResolve, typeScriptResolve, type Resolution, type Resolve } from "./resolve.js";
import { sameLines, withSourceMap } from "./source-map.js";
import { checkSyntax, mustBeModule, SyntaxFault, transpile, type Import } from "./transpile.js";
import { Configs, emitOptions, type Config } from "./tsconfig.js";
import { needTypeScript, type FoundTypeScript, type TypeScript } from "./typescript.js";

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

export class Sources {
  readonly #layout: Layout;
  readonly #found: FoundTypeScript;
  readonly #configs: Configs | undefined;
  readonly #resolve: Resolve;
  readonly #texts = new Map<string, string>();
  readonly #scans = new Map<string, JavaScript>();
  readonly #formats = new Map<string, Format>();

  constructor(layout: Layout, found: FoundTypeScript) {
    this.#layout = layout;
    this.#found = found;
    this.#configs = found.state === "found" ? new Configs(found.ts) : undefined;
    this.#resolve =
      found.state === "found" && this.#configs
        ? typeScriptResolve(found.ts, this.#configs, layout.root)
        : nodeResolve(layout.root);
  }

  /** Where the compiled form of a source is, below the output's folder. */
  place(source: string): string {
    return this.#layout.placed(source) ?? this.#layout.place(source, this.#formatOf(source));
  }

  /**
   * Compiles one source.
   *
   * @throws UsageError where it has a syntax error, or imports a file that isn't there.
   */
  compile(source: string): CompiledSource {
    const path = this.place(source);
    const format = this.#formatOf(source);
    const led: Led[] = [];
    const wrappers = new Map<string, string>();
    const lead = (imported: Import): string | undefined => {
      const mode = imported.kind === "require" ? "commonjs" : imported.kind === "import()" ? "esm" : format;
      const resolution = this.#resolve(imported.specifier, source, mode);
      const isMissed = resolution.kind === "unresolved" && !imported.tried;
      // Of a name of its own, so that it is known whether just this one is still there: then nothing is written.
      const specifier = isMissed
        ? `unresolved:${String(led.length)}:${imported.specifier}`
        : this.#specifierOf(resolution, imported, path, mode, wrappers);
      led.push({ imported, resolution, specifier });
      return specifier === imported.specifier ? undefined : specifier;
    };
    const { code, kept } = this.#needsTypeScript(source, format)
      ? this.#transpile(source, format, lead)
      : this.#splice(source, lead);
    const remaining = led.filter(({ specifier }) => kept(specifier));
    for (const { imported, resolution } of remaining) {
      if (resolution.kind === "unresolved" && !imported.tried) throw this.#leadsNowhere(source, imported, resolution);
    }
    const imported = remaining.flatMap(({ resolution }) => (resolution.kind === "own" ? [resolution.file] : []));
    return { code, imported, wrappers };
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
        let target = this.place(resolution.file);
        // Node wants to be told that it is JSON; what was written for a bundler doesn't tell.
        if (mode === "esm" && kind === "import" && !hasAttributes && target.endsWith(".json")) {
          target = `${target}.mjs`;
          wrappers.set(target, `export default ${this.#textOf(resolution.file).trim()};\n`);
          this.#layout.reserve(target);
        }
        const led = posix.relative(posix.dirname(path), target);
        return led.startsWith(".") ? led : `./${led}`;
      }
    }
  }

  #transpile(source: string, format: Format, lead: (imported: Import) => string | undefined) {
    const ts = needTypeScript(this.#found, this.#nameOf(source));
    const extension = extname(source);
    const isJsx = extension.endsWith("x");
    // The one name by which TypeScript knows that it is to be an ES module.
    const name = format === "esm" && !isJsx ? source.replace(/\.[cm]?([jt]s)$/, ".m$1") : source;
    const options = emitOptions(ts, this.#configOf(source), format, isJsx);
    try {
      return transpile(ts, source, name, this.#textOf(source), options, lead);
    } catch (error) {
      throw error instanceof SyntaxFault ? this.#syntaxError(source, error) : error;
    }
  }

  /** JavaScript stays as it is but for its specifiers. */
  #splice(source: string, lead: (imported: Import) => string | undefined) {
    const text = this.#textOf(source);
    let code = "";
    let from = 0;
    for (const { start, end, ...mention } of this.#scanOf(source).mentions) {
      if (start < from) continue;
      // A call of require may be in a comment, or for what needn't be there.
      const led = lead({ ...mention, tried: mention.kind === "require" });
      if (led === undefined) continue;
      code += text.slice(from, start) + JSON.stringify(led);
      from = end;
    }
    code += text.slice(from);
    const isMapped = text.includes("//# sourceMappingURL=");
    return {
      code: isMapped ? code : withSourceMap(code, pathToFileURL(source).href, sameLines(text)),
      kept: () => true,
    };
  }

  /** Whether Node can't run a file as it is: TypeScript, JSX, and import statements where tsc would make them CommonJS. */
  #needsTypeScript(source: string, format: Format): boolean {
    if (isTypeScript(source) || extname(source) === ".jsx") return true;
    return format === "commonjs" && this.#found.state === "found" && this.#scanOf(source).isModule;
  }

  /** How Node reads the compiled form of a source. */
  #formatOf(source: string): Format {
    let format = this.#formats.get(source);
    if (!format) {
      format = this.#decideFormat(source);
      this.#formats.set(source, format);
    }
    return format;
  }

  #decideFormat(source: string): Format {
    if (!isCode(source)) return "commonjs";
    const byName = formatByName(source);
    if (byName) return byName;
    if (this.#layout.scopeOf(source).type === "module") return "esm";
    const ts = this.#typeScript;
    const allowJs = this.#configs?.of(source).options.allowJs;
    // Without the user's compiler in between, Node takes JavaScript with import statements for what it is.
    if (source.endsWith(".js") && !allowJs) return this.#scanOf(source).isModule ? "esm" : "commonjs";
    return ts && mustBeModule(ts, source, this.#textOf(source)) ? "esm" : "commonjs";
  }

  get #typeScript(): TypeScript | undefined {
    return this.#found.state === "found" ? this.#found.ts : undefined;
  }

  #configOf(source: string): Config {
    return this.#configs?.of(source) ?? { file: undefined, options: {} };
  }

  #textOf(source: string): string {
    let text = this.#texts.get(source);
    if (text === undefined) {
      text = readFileSync(source, "utf8").replace(/^\uFEFF/, "");
      this.#texts.set(source, text);
    }
    return text;
  }

  #scanOf(source: string): JavaScript {
    let scan = this.#scans.get(source);
    if (!scan) {
      try {
        if (this.#typeScript) checkSyntax(this.#typeScript, source, this.#textOf(source));
        scan = scanJavaScript(this.#textOf(source));
      } catch (error) {
        if (error instanceof SyntaxFault) throw this.#syntaxError(source, error);
        throw new UsageError(`${this.#nameOf(source)} isn't JavaScript: ${(error as Error).message}.`, {
          cause: error,
        });
      }
      this.#scans.set(source, scan);
    }
    return scan;
  }

  /** A source as messages name it. */
  #nameOf(source: string): string {
    const { root } = this.#layout;
    return isInside(source, root) ? relative(root, source) : source;
  }

  #syntaxError(source: string, { message, line, column }: SyntaxFault): UsageError {
    return new UsageError(`${this.#nameOf(source)}:${String(line)}:${String(column)}: ${message}`);
  }

  #leadsNowhere(source: string, { specifier }: Import, { alias }: Extract<Resolution, { kind: "unresolved" }>) {
    const file = this.#nameOf(source);
    if (!alias) {
      return new UsageError(`${file} imports "${specifier}", which isn't there (looked for from ${dirname(source)}).`);
    }
    return new UsageError(
      `${file} imports "${specifier}", which isn't there: the paths of ${this.#nameOf(alias.config)} lead to ` +
        `${alias.tried.map((path) => this.#nameOf(path)).join(", ")}.`,
    );
  }
}
