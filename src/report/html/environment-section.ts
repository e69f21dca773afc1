/** Everything needed to say whether two results may be compared. */
import type { Result } from "../../results/schema.js";
import { environmentFacts } from "../model/environment-facts.js";
import { html, type Markup } from "./markup.js";

/** The section with the facts, and the patterns' fingerprints. */
export function environmentSection(result: Result): Markup {
  return html`<section id="environment" aria-labelledby="environment-title">
    <h2 id="environment-title">Environment</h2>
    <dl class="facts">
      ${environmentFacts(result).map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <details>
      <summary>SHA-256 of each pattern’s compiled source</summary>
      <dl class="facts">
        ${result.patterns.map(
          ({ id, source }) =>
            html`<div>
              <dt><bdi>${id}</bdi></dt>
              <dd>${source}</dd>
            </div>`,
        )}
      </dl>
    </details>
  </section>`;
}
