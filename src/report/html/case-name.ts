import type { CaseSummary } from "../../results/case-summary.js";
import { formatCount } from "../format.js";
import { failureWords } from "../../results/case-summary.js";
import { html, type Markup } from "./markup.js";

const glyphs = { entity: "●", raw: "◇" } as const;
const gives = { entity: "gives entities", raw: "gives raw rows" } as const;

/** A case's label behind the sign of what it gives; kept apart from the text around it, whatever it is written in. */
export function caseName({ label, pattern }: CaseSummary): Markup {
  return html`<span class="case ${pattern.yields}"
    ><span class="glyph" role="img" aria-label="${gives[pattern.yields]}">${glyphs[pattern.yields]}</span>
    <bdi>${label}</bdi></span
  >`;
}

/** How the trials of a case ended that didn't complete: "ran past its time limit (2 trials): message". */
export function outcomeText({ failures, completed, missing }: CaseSummary): Markup {
  if (failures.length === 0 && completed === 0) {
    return html`<span class="outcome">was not tried${missing > 0 ? " before the run ended" : ""}</span>`;
  }
  return html`${failures.map(
    ({ kind, message, trials }) =>
      html`<span class="outcome"
        ><strong>${failureWords[kind]}</strong> (${formatCount(trials)} ${trials === 1 ? "trial" : "trials"}):
        <bdi class="message">${message}</bdi></span
      >`,
  )}`;
}

/** A list of the cases that a chart can't show, and why; nothing where there is none. */
export function notShown(cases: readonly { readonly name: Markup; readonly why: Markup }[]): Markup {
  if (cases.length === 0) return html``;
  return html`<div class="not-shown">
    <p>Not in this picture:</p>
    <ul>
      ${cases.map(({ name, why }) => html`<li>${name} ${why}</li>`)}
    </ul>
  </div>`;
}
