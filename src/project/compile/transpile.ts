/** One file of TypeScript as JavaScript. */
import { pathToFileURL } from "node:url";
import type ts from "typescript";
import { withSourceMap } from "./source-map.js";
import type { TypeScript } from "./typescript.js";

/** What one file was compiled to. */
export interface Transpiled {
  readonly code: string;
  /** Whether an import's specifier is still in the code: imports of types alone are gone. */
  readonly kept: (specifier: string) => boolean;
}

/** A text that isn't TypeScript. */
export class SyntaxFault extends Error {
  override readonly name = "SyntaxFault";

  /** @param line and column count from 1. */
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

/** Errors from here to 8999 are about types in JavaScript: whether it runs, Node says. */
const typesInJavaScript = 8000;

/**
 * Compiles one file. Its imports must be led to where they shall lead before: an import that a transformer has changed
 * is one that versions before 5.4 keep, be it of types alone.
 *
 * @param source the absolute path, for the source map.
 * @param name what TypeScript takes the file for: its extension says which syntax, and which format.
 * @throws SyntaxFault where it has a syntax error.
 */
export function transpile(
  ts: TypeScript,
  source: string,
  name: string,
  text: string,
  compilerOptions: ts.CompilerOptions,
): Transpiled {
  const literals = new Set<string>();
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(text, {
    fileName: name,
    compilerOptions,
    reportDiagnostics: true,
    transformers: { after: [collectLiterals(ts, literals)] },
  });
  throwFirst(ts, diagnostics);
  const { mappings, names } = JSON.parse(sourceMapText ?? "{}") as { mappings?: string; names?: string[] };
  const code = outputText.replace(/\n?\/\/# sourceMappingURL=[^\n]*\s*$/, "\n");
  return {
    code: withSourceMap(code, pathToFileURL(source).href, mappings ?? "", names ?? []),
    kept: (specifier) => literals.has(specifier),
  };
}

/**
 * Checks JavaScript that stays as it is.
 *
 * @throws SyntaxFault where it has a syntax error.
 */
export function checkSyntax(ts: TypeScript, name: string, text: string): void {
  const compilerOptions = { allowJs: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
  throwFirst(ts, ts.transpileModule(text, { fileName: name, compilerOptions, reportDiagnostics: true }).diagnostics);
}

function throwFirst(ts: TypeScript, diagnostics: readonly ts.Diagnostic[] = []): void {
  // Those without a file are about the options, which tsc has its say on.
  for (const { file, start, category, code, messageText } of diagnostics) {
    if (!file || start === undefined || category !== ts.DiagnosticCategory.Error || code >= typesInJavaScript) continue;
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    const said = `${ts.flattenDiagnosticMessageText(messageText, " ")} (TS${String(code)})`;
    throw new SyntaxFault(said, line + 1, character + 1);
  }
}

/** Collects the string literals of what is about to be printed. */
function collectLiterals(ts: TypeScript, literals: Set<string>): ts.TransformerFactory<ts.SourceFile> {
  return () => (file) => {
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) literals.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(file);
    return file;
  };
}
