/** The imports in a source's text. */

/** How something is imported. */
export interface Import {
  readonly specifier: string;
  readonly kind: "import" | "import()" | "require";
  /** Says `with { type: … }`. */
  readonly hasAttributes: boolean;
  /** Whether it may lead nowhere: it stands in a `try`, or perhaps in a comment. */
  readonly tried: boolean;
}

/** An import, and where its specifier stands in the text, quotes included. */
export interface Mention extends Import {
  readonly start: number;
  readonly end: number;
}

/** What a source is made of, as far as it concerns modules. */
export interface Scan {
  /** Whether it can't be CommonJS: JavaScript by any module's syntax, TypeScript by what tsc doesn't turn into CommonJS. */
  readonly isModule: boolean;
  /** In order of place. */
  readonly mentions: readonly Mention[];
}

/** `text` with other specifiers; `lead` says which, undefined for those that stay. Lines stay where they are. */
export function leadImports(
  text: string,
  mentions: readonly Mention[],
  lead: (imported: Import) => string | undefined,
): string {
  let result = "";
  let from = 0;
  for (const mention of mentions) {
    if (mention.start < from) continue;
    const led = lead(mention);
    if (led === undefined) continue;
    result += text.slice(from, mention.start) + JSON.stringify(led);
    from = mention.end;
  }
  return result + text.slice(from);
}
