/** JavaScript is what Node runs: nothing of it changes but the paths of what it imports. */
import { init, parse } from "es-module-lexer";
import type { Mention, Scan } from "./imports.js";

/** To be awaited once before `scanJavaScript`. */
export const prepareScan = async (): Promise<void> => {
  await init();
};

const requireCall = /(?<![\w$.])require(?:\.resolve)?\(\s*(["'])([^"'\n\\]+)\1\s*\)/g;

/**
 * Finds what a file imports. Calls of `require` are found as text, also in comments, so they may lead nowhere.
 *
 * @throws Error where the text isn't JavaScript.
 */
export function scanJavaScript(text: string): Scan {
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
    mentions.push({
      specifier: found.specifier,
      kind,
      hasAttributes: found.attributesStart >= 0,
      tried: false,
      start,
      end,
    });
  }
  for (const call of text.matchAll(requireCall)) {
    const [whole, quote = "", specifier = ""] = call;
    const start = call.index + whole.indexOf(quote);
    mentions.push({
      specifier,
      kind: "require",
      hasAttributes: false,
      tried: true,
      start,
      end: start + specifier.length + 2,
    });
  }
  return { isModule: hasModuleSyntax, mentions: mentions.sort((a, b) => a.start - b.start) };
}
