/** What TypeScript imports, by its syntax tree. */
import type ts from "typescript";
import type { Mention, Scan } from "./imports.js";
import type { TypeScript } from "./typescript.js";

/**
 * Finds what a file imports, but for what is declared to be types alone. Which of the others are nothing but types, and
 * so go when it is compiled, only compiling tells.
 *
 * @param name says which syntax it is.
 */
export function scanTypeScript(ts: TypeScript, name: string, text: string): Scan {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, false);
  const mentions: Mention[] = [];

  function mention(node: ts.Expression | undefined, rest: Pick<Mention, "kind" | "hasAttributes" | "tried">): void {
    if (!node || !ts.isStringLiteralLike(node)) return;
    const [start, end] = [node.getStart(file), node.end];
    const quote = text.charAt(start);
    // One that doesn't end is a syntax error, which would be gone with another in its place.
    if (end - start < 2 || text.charAt(end - 1) !== quote) return;
    mentions.push({ specifier: node.text, ...rest, start, end });
  }

  function statement(node: ts.Node): void {
    if (ts.isImportDeclaration(node) && !isOfTypes(node.importClause)) {
      mention(node.moduleSpecifier, { kind: "import", hasAttributes: hasAttributes(node), tried: false });
    } else if (ts.isExportDeclaration(node) && !node.isTypeOnly) {
      mention(node.moduleSpecifier, { kind: "import", hasAttributes: hasAttributes(node), tried: false });
    } else if (ts.isImportEqualsDeclaration(node) && !node.isTypeOnly) {
      if (!ts.isExternalModuleReference(node.moduleReference)) return;
      mention(node.moduleReference.expression, { kind: "require", hasAttributes: false, tried: false });
    }
  }

  function calls(node: ts.Node, tried: boolean): void {
    if (ts.isCallExpression(node)) {
      const kind = callKind(ts, node.expression);
      if (kind) mention(node.arguments[0], { kind, hasAttributes: node.arguments.length > 1, tried });
    }
    ts.forEachChild(node, (child) => calls(child, tried || (ts.isTryStatement(node) && child === node.tryBlock)));
  }

  file.statements.forEach(statement);
  // Most files call nothing of the kind, and looking at every node takes a while.
  if (/\brequire\b|\bimport\s*[(/]/.test(text)) calls(file, false);
  mentions.sort((a, b) => a.start - b.start);
  return { isModule: mayBeModule(text) && (saysMeta(ts, file) || awaits(ts, file)), mentions };
}

/** Whether a look at the syntax tree is worth it. */
export const mayBeModule = (text: string): boolean => /\bimport\s*\.\s*meta\b|\bawait\b/.test(text);

/** `import type`, by the property that all versions have. */
const isOfTypes = (clause: { readonly isTypeOnly?: boolean } | undefined): boolean => clause?.isTypeOnly ?? false;

/** `with { … }`, under its name in versions before 5.3 too. */
const hasAttributes = (node: { readonly attributes?: unknown; readonly assertClause?: unknown }): boolean =>
  (node.attributes ?? node.assertClause) !== undefined;

/** Whether what is called is `import`, `require` or `require.resolve`. */
function callKind(ts: TypeScript, callee: ts.Expression): "import()" | "require" | undefined {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return "import()";
  const called = ts.isPropertyAccessExpression(callee) && callee.name.text === "resolve" ? callee.expression : callee;
  return ts.isIdentifier(called) && called.text === "require" ? "require" : undefined;
}

function saysMeta(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return true;
  return ts.forEachChild(node, (child) => saysMeta(ts, child) || undefined) ?? false;
}

/** Whether it awaits outside of functions. */
function awaits(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return true;
  if (ts.isFunctionLike(node) || ts.isPropertyDeclaration(node)) return false;
  return ts.forEachChild(node, (child) => awaits(ts, child) || undefined) ?? false;
}
