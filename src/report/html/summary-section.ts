/** What was measured, and what the figures say. */
import type { Result } from "../../results/schema.js";
import { ownDifference } from "../model/comparison/data-difference.js";
import { conclude, type Conclusion } from "../model/conclusions.js";
import { subtitleParts, titleOf } from "../model/heading.js";
import { differenceTable } from "./difference-table.js";
import { masthead } from "./document.js";
import { html, type Markup } from "./markup.js";

const marks = { warning: "⚠ Warning: ", finding: "", scope: "" } as const;

/** The page's head: title and versions. */
export const resultMasthead = (result: Result): Markup =>
  masthead({ command: result.command, title: titleOf(result), how: subtitleParts(result) });

/** The conclusions, and what each pattern does. */
export function summarySection(result: Result): Markup {
  const patterns = new Map(result.patterns.map(({ id, ...pattern }) => [id, pattern]));
  return html`<section id="conclusions" aria-labelledby="conclusions-title">
    <h2 id="conclusions-title">What the figures say</h2>
    <ul class="conclusions">
      ${conclude(result).map(conclusionItem)}
    </ul>
    ${differenceTable(ownDifference(result), (title) => html`<h3>${title}</h3>`)}
    <details>
      <summary>The ${result.patterns.length} patterns, and what each does</summary>
      <dl class="patterns">
        ${[...patterns].map(
          ([id, { does }]) =>
            html`<dt><bdi>${id}</bdi></dt>
              <dd>${does}</dd>`,
        )}
      </dl>
    </details>
  </section>`;
}

/** One sentence in a list of conclusions. */
export function conclusionItem({ kind, text }: Conclusion): Markup {
  return html`<li class="${kind}">${marks[kind]}${text}</li>`;
}
