/** Words on the page: names stand apart from the text around them, whatever they are written in. */
import { partsOf, type Name, type Sentence, type Words } from "../model/words.js";
import type { Ending } from "../model/table.js";
import { html, lines, type Content, type Markup } from "./markup.js";

const glyphs = { entity: "●", raw: "◇" } as const;
const gives = { entity: "gives entities", raw: "gives raw rows" } as const;
const marks = { warning: "⚠ Warning: ", finding: "", scope: "" } as const;

/** The words in a line. */
export const words = (given: Words): Content =>
  partsOf(given).map((part) => (typeof part === "string" ? part : name(part)));

/** The same as the title of something small: what stands after a name goes below it. */
export const titleWords = (given: Words): Content =>
  partsOf(given).map((part, index) =>
    typeof part !== "string" ? name(part) : index === 0 ? part : html`<span class="beside">${part}</span>`,
  );

function name({ name: text, yields, side, href, code }: Name): Markup {
  if (href !== undefined) return html`<a href="${href}">${text}</a>`;
  if (code) return html`<pre class="sql" dir="ltr">${lines(text)}</pre>`;
  if (!yields) return html`<bdi>${text}</bdi>`;
  return html`<span class="case ${side ?? yields}"
    ><span class="glyph" role="img" aria-label="${gives[yields]}">${glyphs[yields]}</span> <bdi>${text}</bdi></span
  >`;
}

/** Sentences below each other; nothing where there is none. */
export function sentenceList(sentences: readonly Sentence[]): Markup | undefined {
  if (sentences.length === 0) return undefined;
  return html`<ul class="conclusions">
    ${sentences.map(({ kind, text }) => html`<li class="${kind}">${marks[kind]}${text}</li>`)}
  </ul>`;
}

/** Small print; nothing where there is none. */
export function noteList(notes: readonly string[]): Markup | undefined {
  if (notes.length <= 1) return notes[0] === undefined ? undefined : html`<p class="note">${notes[0]}</p>`;
  return html`<ul class="notes">
    ${notes.map((note) => html`<li>${note}</li>`)}
  </ul>`;
}

/** How something ended: "ran past its time limit (2 trials): message". */
export function outcome({ how, message, failed }: Ending): Markup {
  const what = failed ? html`<strong>${how}</strong>` : how;
  return html`<span class="outcome"
    >${what}${message === "" ? undefined : html`: <bdi class="message">${message}</bdi>`}</span
  >`;
}

/** What may be wider than the screen: it scrolls by itself, keys reach it, and a screen reader says what it is. */
export const scrolling = (label: string, content: Markup, isWidest = false): Markup =>
  html`<div class="scroll${isWidest ? " widest" : ""}" role="region" aria-label="${label}" tabindex="0">
    ${content}
  </div>`;
