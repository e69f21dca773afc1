/** Time against peak RSS. */
import { showsFront, timeMemoryChart, withoutPoint } from "../charts/time-memory.js";
import type { ReportCases } from "../charts/measured-case.js";
import { caseName, notShown, outcomeText } from "./case-name.js";
import { figure } from "./figure.js";
import { html, type Markup } from "./markup.js";

/** The section with the scatter plot. */
export async function tradeOffSection(cases: ReportCases): Promise<Markup> {
  const { measured, unmeasured, ranked } = cases;
  const wide = timeMemoryChart(measured, "wide", ranked);
  const missing = [
    ...withoutPoint(measured).map(({ summary }) => ({
      name: caseName(summary),
      why: html`lacks one of the two figures`,
    })),
    ...unmeasured.map((summary) => ({ name: caseName(summary), why: outcomeText(summary) })),
  ];
  const caption = html`Each point is a pattern: the median of its trials, the whiskers their range.
    <span class="entity"><span aria-hidden="true">●</span> entities</span>,
    <span class="raw"><span aria-hidden="true">◇</span> raw rows</span>.
    ${showsFront(cases) ? "Nothing is both faster and smaller than the patterns on the dotted line; lower" : "Lower"}
    left is better.`;
  return html`<section id="trade-off" aria-labelledby="trade-off-title">
    <h2 id="trade-off-title">Time against peak RSS</h2>
    ${
      wide
        ? await figure({ wide, narrow: timeMemoryChart(measured, "narrow", ranked) }, "points", caption)
        : html`<p class="nothing">No pattern has both figures.</p>`
    }
    ${notShown(missing)}
  </section>`;
}
