/** JavaScript is what Node runs: nothing of it changes but the paths of what it imports. */
import { init, parse } from "es-module-lexer";

/** An import as it stands in a text. */
export interface Mention {
  readonly specifier: string;
  readonly kind: "import" | "import()" | "require";
  /** Says `with { type: … }`. */
  readonly hasAttributes: boolean;
  /** Where its specifier stands, quotes included. */
  readonly start: number;
  readonly end: number;
}

/** What a text of JavaScript is made of, as far as it concerns modules. */
export interface JavaScript {
  /** Has `import`, `export` or `import.meta`. */
  readonly isModule: boolean;
  readonly mentions: readonly Mention[];
}

/** To be awaited once before `scanJavaScript`. */
export const prepareScan = async (): Promise<void> => {
  await init();
};

const requireCall = /(?<![\w$.])require(?:\.resolve)?\(\s*(["'])([^"'\n\\]+)\1\s*\)/g;

/**
 * Finds what a file imports. Calls of `require` are found as text, also in comments: whoever follows one that leads
 * nowhere leaves it alone.
 *
 * @throws Error where the text isn't JavaScript.
 */
export function scanJavaScript(text: string): JavaScript {
  const [imports, , , hasModuleSyntax] = parse(text);
  const mentions: Mention[] = [];
  for (const found of imports) {
    if (found.type === "import-meta" || found.specifier === undefined) continue;
    if (found.type === "dynamic" && found.glob) continue;
    const kind = found.type === "dynamic" ? "import()" : "import";
    // A static import's bounds leave its quotes out.
    const quotes = kind === "import" ? 1 : 0;
    const [start, end] = [found.start - quotes, found.end + quotes];
    if (!/^["'`]$/.test(text.charAt(start))) continue;
    mentions.push({ specifier: found.specifier, kind, hasAttributes: found.attributesStart >= 0, start, end });
  }
  for (const call of text.matchAll(requireCall)) {
    const [whole, quote = "", specifier = ""] = call;
    const start = call.index + whole.indexOf(quote);
    mentions.push({ specifier, kind: "require", hasAttributes: false, start, end: start + specifier.length + 2 });
  }
  return { isModule: hasModuleSyntax, mentions: mentions.sort((a, b) => a.start - b.start) };
}
