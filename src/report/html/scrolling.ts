import { html, type Markup } from "./markup.js";

/** What may be wider than the screen: it scrolls by itself, keys reach it, and a screen reader says what it is. */
export const scrolling = (label: string, content: Markup): Markup =>
  html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${content}</div>`;
