/** Lays a line of progress out for a terminal that may be narrower than the line. Pure. */
import stringWidth from "string-width";

/** What stands between the parts of a line. */
export const separator = " · ";

/**
 * The lines of a text whose parts are told by the separator, none wider than `columns`: broken after a part, within one
 * only if it is wider than that alone, and there between words. A word that is too wide is cut short, never broken.
 *
 * @param columns at least 1.
 */
export function fitted(text: string, columns: number): string[] {
  const parts = text.split(separator);
  const pieces = parts.flatMap((part, index) => {
    const after = index < parts.length - 1 ? ["·"] : [];
    const whole = [part, ...after].join(" ");
    return stringWidth(whole) <= columns
      ? [whole]
      : [...part.split(" ").map((word) => shortened(word, columns)), ...after];
  });
  return pieces.reduce<string[]>((lines, piece) => {
    const longer = [...lines.slice(-1), piece].join(" ");
    return lines.length > 0 && stringWidth(longer) <= columns ? [...lines.slice(0, -1), longer] : [...lines, piece];
  }, []);
}

function shortened(word: string, columns: number): string {
  if (stringWidth(word) <= columns) return word;
  const characters = Array.from(word);
  while (stringWidth(`${characters.join("")}…`) > columns && characters.length > 0) characters.pop();
  return `${characters.join("")}…`;
}
