/** Makes texts from a result safe to show: names, SQL and messages may hold anything. */

const spaces = /[\p{Zl}\p{Zp}\t\n\v\f\r\u0085]+/gu;
const controls = /\p{Cc}/gu;
/** What may only stand inside of JSON's strings, and is seen only where it is escaped. */
const jsonHides = /[\p{Zl}\p{Zp}\p{Cf}\u007f-\u009f]/gu;
const invisible = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

/**
 * A text on one line, with nothing in it that a terminal obeys instead of printing: line breaks become spaces, control
 * characters their visible pictures (an escape sequence is seen, not followed), and characters that change how others
 * are shown, such as a right-to-left override, a replacement mark.
 */
export function printable(text: string): string {
  return text
    .replace(spaces, " ")
    .replace(controls, (character) => picture(character.charCodeAt(0)))
    .replace(invisible, "\ufffd");
}

/** The same line by line: for texts of several lines that keep them. */
export const printableLines = (text: string): string => text.split(/\r?\n/).map(printable).join("\n");

/**
 * JSON that any terminal shows as it is: JSON itself escapes the oldest control characters only, and not those of eight
 * bits, of which one begins an escape sequence, nor any that turns the reading direction round. Reads back as the same.
 */
export const printableJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, undefined, indent).replace(jsonHides, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`,
    ).join(""),
  );

/** At most so many characters of a text, and a note if that isn't all; `result.json` has it whole. */
export function excerpt(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (cut off)`;
}

/** Unicode's block Control Pictures mirrors the C0 controls and holds one for delete, but none for the C1 controls. */
function picture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}
