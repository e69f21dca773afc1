/** Texts from a result inside Markdown: seen as they are, whatever Markdown, HTML or a forge would make of them. */
import { excerpt, printable } from "../printable.js";

/** Longest text that is quoted, in characters. */
const longest = 600;

/**
 * What is syntax anywhere in a line, starts a link, or starts a block where a line begins with it. An underscore within
 * a word is none, and neither are quotes outside of tags; statements are full of both.
 */
const syntax = /[&<>`*[\]|\\~$#]|(?<![a-z0-9])_|_(?![a-z0-9])|:(?=\/\/)|(?<=www)\.|^[-+=]|^\d(?=\d*[.)])/gi;

/**
 * A text on one line, in which nothing is markup. Character references are used throughout, since they are never
 * syntax, not even inside a table or an HTML element, where backslashes are not enough.
 */
export function markdownText(text: string): string {
  const inert = printable(excerpt(text, longest)).replace(syntax, reference);
  // It keeps a forge from telling somebody that they were mentioned, and doesn't let a name break there.
  return inert.replace(/@(?=\w)/g, `@${wordJoiner}`);
}

/** Takes no room, and forbids a line's end where it stands. Forges keep it; they drop elements and styles that would do it. */
const wordJoiner = "&#8288;";

/**
 * A name, as code whose words stay whole: hyphens and slashes are where a forge's tables break it. Whoever copies it
 * copies the invisible characters, too.
 */
export const markdownName = (text: string): string =>
  `<code>${markdownText(text).replace(/[-/](?=\S)/g, (sign) => sign + wordJoiner)}</code>`;

/** The same as code: a statement. */
export function markdownCode(text: string): string {
  return `<code>${markdownText(text)}</code>`;
}

function reference(character: string): string {
  return `&#${String(character.charCodeAt(0))};`;
}
