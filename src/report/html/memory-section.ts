/** Memory over time: every pattern on one axis, and one panel each. */
import { panelNames } from "../charts/all-charts.js";
import { kernelMarkApart } from "../charts/kernel-mark.js";
import type { MeasuredCase, ReportCases } from "../charts/measured-case.js";
import { memoryOverviewChart } from "../charts/memory-overview.js";
import { memoryPanelChart } from "../charts/memory-panel.js";
import { metrics } from "../../metrics.js";
import type { CaseSummary } from "../../results/case-summary.js";
import { formatSummary, formatValue } from "../format.js";
import { caseName, outcomeText } from "./case-name.js";
import { drawing, figure, stage } from "./figure.js";
import { html, type Markup } from "./markup.js";

/** The section with the overview and the small multiples. */
export async function memorySection({ measured, unmeasured }: ReportCases): Promise<Markup> {
  const wide = memoryOverviewChart(measured, "wide");
  const names = panelNames(measured);
  const panels = await Promise.all(measured.map((each, index) => panel(each, names[index] ?? "")));
  const caption = html`Resident memory of each worker, sampled from outside. Strong lines are the trial with the median
    peak, faint ones the other rounds. <span aria-hidden="true">❘</span> first row,
    <span aria-hidden="true">●</span> end of the measured window, <span aria-hidden="true">▽</span> the result is
    released. Point at a line, or focus the chart and use the arrow keys, to read its values.`;
  return html`<section id="memory" aria-labelledby="memory-title">
    <h2 id="memory-title">Memory over time</h2>
    ${
      wide
        ? await figure({ wide, narrow: memoryOverviewChart(measured, "narrow") }, "lines", caption)
        : html`<p class="nothing">No trial was sampled.</p>`
    }
    <h3 class="aside-title">Each pattern with its heap, on a scale of its own</h3>
    <p class="note">
      The tinted stretch is the measured window. The heap’s line rises to what was used before each collection and falls
      by what it freed.
    </p>
    <div class="panels">${panels}${unmeasured.map(emptyPanel)}</div>
  </section>`;
}

async function panel(measured: MeasuredCase, name: string): Promise<Markup> {
  const { summary, typical } = measured;
  const { peakRss } = summary.metrics;
  const chart = memoryPanelChart(measured, name);
  const kernel = kernelMarkApart(typical);
  const words = `${name}-words`;
  const peak = peakRss.kind === "measured" ? formatSummary(peakRss.summary, metrics.peakRss.unit) : "not known";
  const failed = summary.failures.length > 0 ? html`<p class="note">${outcomeText(summary)}</p>` : undefined;
  return html`<figure class="panel" ${chart ? html`id="${name}"` : undefined}>
    <figcaption>${caseName(summary)} <span class="peak">peak RSS ${peak}</span></figcaption>
    ${
      chart
        ? html`${stage(chart, "lines", words, await drawing(chart))}
            <p class="unseen" id="${words}">${chart.description}</p>`
        : html`<p class="nothing">No timeline: ${absence(measured)}.</p>`
    }
    ${
      kernel === undefined
        ? undefined
        : html`<p class="note">
            The kernel’s own mark, ${formatValue(kernel, "bytes")}, lies apart from the line by more than the time
            between two samples explains: it is the figure to trust.
          </p>`
    }
    ${failed}
  </figure>`;
}

function emptyPanel(summary: CaseSummary): Markup {
  return html`<figure class="panel empty">
    <figcaption>${caseName(summary)}</figcaption>
    <p class="nothing">${outcomeText(summary)}</p>
  </figure>`;
}

function absence({ typical: { outcome } }: MeasuredCase): string {
  return "absent" in outcome.timeline ? outcome.timeline.absent : "no sample was taken";
}
