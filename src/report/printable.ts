/** Makes texts from a result safe to show: names, SQL and messages may hold anything. */

const spaces = /[\p{Zl}\p{Zp}\t\n\v\f\r\u0085]+/gu;
const controls = /\p{Cc}/gu;
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

/** At most so many characters of a text, and a note if that isn't all; `result.json` has it whole. */
export function excerpt(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (cut off)`;
}

/** Unicode's block Control Pictures mirrors the C0 controls and holds one for delete, but none for the C1 controls. */
function picture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}
