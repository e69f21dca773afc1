/** Event-loop stalls and collector pauses. */
import type { ReportCases } from "../charts/measured-case.js";
import { pausesChart, withoutPauses } from "../charts/pauses.js";
import { caseName, notShown, outcomeText } from "./case-name.js";
import { figure } from "./figure.js";
import { html, type Markup } from "./markup.js";

/** The section with the pauses. */
export async function pausesSection({ measured, unmeasured }: ReportCases): Promise<Markup> {
  const wide = pausesChart(measured, "wide");
  const missing = [
    ...withoutPauses(measured).map(({ summary }) => ({ name: caseName(summary), why: html`has neither figure` })),
    ...unmeasured.map((summary) => ({ name: caseName(summary), why: outcomeText(summary) })),
  ];
  const caption = html`The circle or diamond is the longest time the event loop was blocked: for so long the process
  answers nobody. The stroke is the collector’s longest single pause. At the side, all its pauses together. Medians of
  the trials.`;
  return html`<section id="stalls" aria-labelledby="stalls-title">
    <h2 id="stalls-title">Stalls and pauses</h2>
    ${
      wide
        ? await figure({ wide, narrow: pausesChart(measured, "narrow") }, "still", caption)
        : html`<p class="nothing">Neither stalls nor pauses were measured.</p>`
    }
    ${notShown(missing)}
  </section>`;
}
