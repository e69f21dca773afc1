/**
 * Imports that are there for the metadata of decorators only. Compiled file by file, nobody knows whether what they name
 * is a class, which the metadata is to have, or a type, which isn't there when it runs: `Relation` of TypeORM, an
 * interface for a json column. CommonJS finds `undefined`; an ES module with such an import doesn't load at all. By way of a
 * namespace it finds `undefined` too.
 */
import type ts from "typescript";
import type { TypeScript } from "./typescript.js";

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** `text` with what it uses as types alone taken from namespaces. Lines stay where they are. */
export function typesByNamespace(ts: TypeScript, name: string, text: string): string {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
  const uses = usesOf(ts, file);
  const edits: Edit[] = [];
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    const { isTypeOnly } = (statement.importClause ?? {}) as { isTypeOnly?: boolean };
    if (!bindings || isTypeOnly === true || !ts.isNamedImports(bindings)) continue;
    const namespace = `namespace_${String(edits.length)}`;
    const before = edits.length;
    for (const element of bindings.elements) {
      const types = uses.get(element.name.text);
      if (element.isTypeOnly || types === undefined || types === "value") continue;
      edits.push({ at: element.getStart(file), remove: 0, insert: "type " });
      const imported = (element.propertyName ?? element.name).text;
      for (const use of types) {
        edits.push({ at: use.getStart(file), remove: use.text.length, insert: `${namespace}.${imported}` });
      }
    }
    if (edits.length === before) continue;
    const specifier = statement.moduleSpecifier.getText(file);
    edits.push({ at: statement.end, remove: 0, insert: `; import * as ${namespace} from ${specifier};` });
  }
  return edited(text, edits);
}

/** The identifiers that stand for types, by name; "value" where one of that name stands for anything else. */
function usesOf(ts: TypeScript, file: ts.SourceFile): Map<string, ts.Identifier[] | "value"> {
  const uses = new Map<string, ts.Identifier[] | "value">();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) && !isMemberName(ts, node)) {
      const known = uses.get(node.text) ?? [];
      uses.set(node.text, known !== "value" && isTypeName(ts, node) ? [...known, node] : "value");
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

/** A name that belongs to something else: `a.Name`, `{ Name: … }`. */
function isMemberName(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  return (
    (ts.isClassElement(parent) || ts.isTypeElement(parent) || ts.isPropertyAssignment(parent)) && parent.name === node
  );
}

/** `Name` in `Name<…>` or `Name.Inner`, as a type. */
function isTypeName(ts: TypeScript, node: ts.Identifier): boolean {
  let top: ts.Node = node;
  while (ts.isQualifiedName(top.parent) && top.parent.left === top) top = top.parent;
  return ts.isTypeReferenceNode(top.parent) && top.parent.typeName === top;
}

function edited(text: string, edits: readonly Edit[]): string {
  let result = "";
  let from = 0;
  for (const { at, remove, insert } of [...edits].sort((a, b) => a.at - b.at)) {
    result += text.slice(from, at) + insert;
    from = at + remove;
  }
  return result + text.slice(from);
}
