/** One file of TypeScript as JavaScript, with its imports led to where the compiled files are. */
import { pathToFileURL } from "node:url";
import type ts from "typescript";
import { withSourceMap } from "./source-map.js";
import type { TypeScript } from "./typescript.js";

/** How something is imported. */
export interface Import {
  readonly specifier: string;
  readonly kind: "import" | "import()" | "require";
  /** Says `with { type: … }`. */
  readonly hasAttributes: boolean;
  /** In a `try`, where that it isn't there may be expected. */
  readonly tried: boolean;
}

/** What one file was compiled to. */
export interface Transpiled {
  readonly code: string;
  /** The specifiers, after they were led elsewhere, that are still in the code: imports of types alone are gone. */
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
 * Compiles one file.
 *
 * @param source the absolute path, for the source map.
 * @param name what TypeScript takes the file for: its extension says which syntax, and which format.
 * @param lead what an import's specifier becomes; as it is where undefined.
 * @throws SyntaxFault where it has a syntax error.
 */
export function transpile(
  ts: TypeScript,
  source: string,
  name: string,
  text: string,
  options: ts.CompilerOptions,
  lead: (imported: Import) => string | undefined,
): Transpiled {
  const literals = new Set<string>();
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(text, {
    fileName: name,
    compilerOptions: options,
    reportDiagnostics: true,
    transformers: { before: [leadImports(ts, lead)], after: [collectLiterals(ts, literals)] },
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

/**
 * Gives imports other specifiers before anything else is done to a file. Nothing but the specifier's node is made anew:
 * which imports are of types alone TypeScript finds out by the nodes that it parsed.
 */
function leadImports(
  ts: TypeScript,
  lead: (imported: Import) => string | undefined,
): ts.TransformerFactory<ts.SourceFile> {
  return (context) => {
    const { factory } = context;

    function led(node: ts.Expression | undefined, rest: Omit<Import, "specifier">): ts.StringLiteral | undefined {
      if (!node || !ts.isStringLiteralLike(node)) return undefined;
      const specifier = lead({ specifier: node.text, ...rest });
      return specifier === undefined ? undefined : factory.createStringLiteral(specifier);
    }

    function visitStatement(node: ts.Node): ts.Node | undefined {
      if (ts.isImportDeclaration(node) && !isOfTypes(node.importClause)) {
        const attributes = attributesOf(node);
        const specifier = led(node.moduleSpecifier, { kind: "import", hasAttributes: !!attributes, tried: false });
        return (
          specifier && factory.updateImportDeclaration(node, node.modifiers, node.importClause, specifier, attributes)
        );
      }
      if (ts.isExportDeclaration(node) && !node.isTypeOnly) {
        const attributes = attributesOf(node);
        const specifier = led(node.moduleSpecifier, { kind: "import", hasAttributes: !!attributes, tried: false });
        const { modifiers, isTypeOnly, exportClause } = node;
        return (
          specifier && factory.updateExportDeclaration(node, modifiers, isTypeOnly, exportClause, specifier, attributes)
        );
      }
      if (
        ts.isImportEqualsDeclaration(node) &&
        !node.isTypeOnly &&
        ts.isExternalModuleReference(node.moduleReference)
      ) {
        const { modifiers, isTypeOnly, name, moduleReference } = node;
        const specifier = led(moduleReference.expression, { kind: "require", hasAttributes: false, tried: false });
        if (!specifier) return undefined;
        const reference = factory.updateExternalModuleReference(moduleReference, specifier);
        return factory.updateImportEqualsDeclaration(node, modifiers, isTypeOnly, name, reference);
      }
      return undefined;
    }

    let depthOfTry = 0;
    function visit(node: ts.Node): ts.Node {
      if (ts.isCallExpression(node)) {
        const kind = callKind(ts, node.expression);
        const [first, ...others] = node.arguments;
        const rest = { hasAttributes: others.length > 0, tried: depthOfTry > 0 };
        const specifier = kind && led(first, { kind, ...rest });
        if (specifier) {
          const visited = others.map((other) => visit(other) as ts.Expression);
          return factory.updateCallExpression(node, node.expression, node.typeArguments, [specifier, ...visited]);
        }
      }
      const statement = visitStatement(node);
      if (statement) return statement;
      const isTried = ts.isBlock(node) && ts.isTryStatement(node.parent) && node.parent.tryBlock === node;
      if (isTried) depthOfTry++;
      const visited = ts.visitEachChild(node, visit, context);
      if (isTried) depthOfTry--;
      return visited;
    }

    return (file) => ts.visitEachChild(file, visit, context);
  };
}

/** `with { … }`, called `assertClause` by versions before 5.3. */
const attributesOf = (node: ts.ImportDeclaration | ts.ExportDeclaration): ts.ImportAttributes | undefined =>
  node.attributes ?? (node as { assertClause?: ts.ImportAttributes }).assertClause;

/** `import type`, by the property that all versions have. */
const isOfTypes = (clause: { readonly isTypeOnly?: boolean } | undefined): boolean => clause?.isTypeOnly ?? false;

/** Whether what is called is `import`, `require` or `require.resolve`. */
function callKind(ts: TypeScript, callee: ts.Expression): "import()" | "require" | undefined {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return "import()";
  const called = ts.isPropertyAccessExpression(callee) && callee.name.text === "resolve" ? callee.expression : callee;
  return ts.isIdentifier(called) && called.text === "require" ? "require" : undefined;
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

/** What `import.meta` and an `await` outside of functions make of a file: a module that can't be CommonJS. */
export function mustBeModule(ts: TypeScript, name: string, text: string): boolean {
  if (!/\bimport\s*\.\s*meta\b|\bawait\b/.test(text)) return false;
  const visit = (node: ts.Node): boolean => {
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return true;
    return ts.forEachChild(node, visit) ?? false;
  };
  const awaits = (node: ts.Node): boolean => {
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return true;
    if (ts.isFunctionLike(node) || ts.isPropertyDeclaration(node)) return false;
    return ts.forEachChild(node, awaits) ?? false;
  };
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, false);
  return visit(file) || awaits(file);
}
