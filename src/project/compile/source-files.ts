/** The user's sources: what each is, and where its compiled form lies. */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { UsageError } from "../../errors.js";
import type { Scan } from "./imports.js";
import { formatByName, isCode, isInside, isTypeScript, type Format, type Layout } from "./layout.js";
import { typesByNamespace } from "./metadata-imports.js";
import { scanJavaScript } from "./scan-javascript.js";
import { mayBeModule, scanTypeScript } from "./scan-typescript.js";
import { checkSyntax, SyntaxFault } from "./transpile.js";
import { Configs, type Config } from "./tsconfig.js";
import { needTypeScript, type FoundTypeScript, type TypeScript } from "./typescript.js";

/** Reads each source once. */
export class SourceFiles {
  /** Undefined where there is no TypeScript. */
  readonly configs: Configs | undefined;
  readonly #texts = new Map<string, string>();
  readonly #compilable = new Map<string, string>();
  readonly #scans = new Map<string, Scan>();
  readonly #formats = new Map<string, Format>();

  constructor(
    readonly layout: Layout,
    readonly found: FoundTypeScript,
  ) {
    this.configs = this.typeScript && new Configs(this.typeScript);
  }

  get typeScript(): TypeScript | undefined {
    return this.found.state === "found" ? this.found.ts : undefined;
  }

  /** Where the compiled form of a source is, below the output's folder. */
  place(source: string): string {
    return this.layout.placed(source) ?? this.layout.place(source, this.formatOf(source));
  }

  configOf(source: string): Config {
    return this.configs?.of(source) ?? { file: undefined, options: {} };
  }

  /** A source as messages name it. */
  nameOf(source: string): string {
    const { root } = this.layout;
    return isInside(source, root) ? relative(root, source) : source;
  }

  textOf(source: string): string {
    return remembered(this.#texts, source, () => readFileSync(source, "utf8").replace(/^\uFEFF/, ""));
  }

  /** The text that is compiled: as it was written but where an ES module couldn't be loaded that way. */
  compilableOf(source: string): string {
    return remembered(this.#compilable, source, () => this.#makeCompilable(source));
  }

  #makeCompilable(source: string): string {
    const text = this.textOf(source);
    const { emitDecoratorMetadata, verbatimModuleSyntax } = this.configOf(source).options;
    const mayMissTypes = emitDecoratorMetadata === true && verbatimModuleSyntax !== true && text.includes("@");
    if (!this.typeScript || !isTypeScript(source) || !mayMissTypes || this.formatOf(source) !== "esm") return text;
    return typesByNamespace(this.typeScript, source, text);
  }

  /**
   * What it imports.
   *
   * @throws UsageError where it is JavaScript with a syntax error, or TypeScript that can't be compiled here.
   */
  scanOf(source: string): Scan {
    return remembered(this.#scans, source, () =>
      isWrittenForCompiler(source)
        ? scanTypeScript(needTypeScript(this.found, this.nameOf(source)), source, this.compilableOf(source))
        : this.refusing(source, () => this.#scanJavaScript(source)),
    );
  }

  #scanJavaScript(source: string): Scan {
    const text = this.textOf(source);
    if (this.typeScript) checkSyntax(this.typeScript, source, text);
    try {
      return scanJavaScript(text);
    } catch (error) {
      throw new UsageError(`${this.nameOf(source)} isn't JavaScript: ${(error as Error).message}.`, { cause: error });
    }
  }

  /** Whether it goes through TypeScript: what Node can't run as it is, and module syntax in what must be CommonJS. */
  isTranspiled(source: string): boolean {
    if (isWrittenForCompiler(source)) return true;
    return this.formatOf(source) === "commonjs" && this.typeScript !== undefined && this.scanOf(source).isModule;
  }

  /** How Node reads the compiled form of a source. */
  formatOf(source: string): Format {
    return remembered(this.#formats, source, () => this.#decideFormat(source));
  }

  #decideFormat(source: string): Format {
    if (!isCode(source)) return "commonjs";
    const byName = formatByName(source);
    if (byName) return byName;
    if (this.layout.scopeOf(source).type === "module") return "esm";
    const ts = this.typeScript;
    const isCompiled = isWrittenForCompiler(source) || this.configOf(source).options.allowJs;
    // Without the user's compiler in between, Node takes JavaScript with import statements for what it is.
    if (!ts || !isCompiled) return !isTypeScript(source) && this.scanOf(source).isModule ? "esm" : "commonjs";
    if (!mayBeModule(this.textOf(source))) return "commonjs";
    return scanTypeScript(ts, source, this.textOf(source)).isModule ? "esm" : "commonjs";
  }

  /** Does something with a source, whose syntax errors become the user's to fix. */
  refusing<T>(source: string, action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      const place = `${this.nameOf(source)}:${String(error.line)}:${String(error.column)}`;
      throw new UsageError(`${place}: ${error.message}`, { cause: error });
    }
  }
}

/** What a map holds under a key; made once. */
function remembered<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Whether it is in a language that Node doesn't run. */
const isWrittenForCompiler = (source: string): boolean => isTypeScript(source) || source.endsWith(".jsx");
