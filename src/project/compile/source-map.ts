/** Source maps in the compiled file, so that stacks name the user's own. */

/**
 * Appends a source map to `code`.
 *
 * @param source the source's URL.
 * @param mappings as the format of source maps has them (ECMA-426).
 */
export function withSourceMap(code: string, source: string, mappings: string, names: readonly string[] = []): string {
  const map = JSON.stringify({ version: 3, sources: [source], names, mappings });
  const separator = code === "" || code.endsWith("\n") ? "" : "\n";
  return `${code}${separator}//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}\n`;
}

/** The mappings of a file whose lines are those of its source. */
export const sameLines = (text: string): string => `AAAA${";AACA".repeat(text.split("\n").length - 1)}`;
