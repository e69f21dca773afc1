/** A history as a page: the steps, then small multiples of every trend, then what it was made of. */
import type { History } from "../../compare/history.js";
import { trendChart } from "../charts/trend.js";
import { masthead, renderDocument } from "../html/document.js";
import { drawing, stage } from "../html/figure.js";
import { html, type Markup } from "../html/markup.js";
import { conclusionItem } from "../html/summary-section.js";
import { historyConclusions, historyHeading, lineLegend, lineNames, trendLabel } from "../model/history/sentences.js";
import { isLong, resultColumns, resultRows, type ResultColumn } from "../model/history/trend-table.js";

/** Renders a history as a whole HTML document. */
export async function renderHistoryPage(history: History, ormeter: string): Promise<string> {
  const [what = "", ...how] = historyHeading(history);
  const sections = [
    html`<section id="conclusions" aria-labelledby="conclusions-title">
      <h2 id="conclusions-title">Where the level steps</h2>
      <ul class="conclusions">
        ${historyConclusions(history).map(conclusionItem)}
      </ul>
    </section>`,
    await trendsSection(history),
    resultsSection(history),
  ];
  const footer = html`<p>Made by ormeter ${ormeter} from the results that are listed above.</p>`;
  const head = masthead({ command: "history", title: `What reads cost from ${what}`, how });
  return renderDocument({ title: what, ormeter, masthead: head, sections, footer });
}

async function trendsSection(history: History): Promise<Markup> {
  const nameOf = lineNames(history);
  const legend = lineLegend(history);
  const panels = await Promise.all(
    history.trends.map(async (trend, index) => {
      const name = `trend-${index + 1}`;
      const label = trendLabel(trend, history);
      const chart = trendChart({ trend, name, label, versions: history.versions, nameOf });
      const words = `${name}-words`;
      const panel = html`<figure class="panel" id="${name}">
        <figcaption>${trend.metric.title}</figcaption>
        ${stage(chart, "points", words, await drawing(chart))}
        <p class="unseen" id="${words}">${chart.description}</p>
      </figure>`;
      return { label, panel };
    }),
  );
  const labels = [...new Set(panels.map(({ label }) => label))];
  return html`<section id="trends" aria-labelledby="trends-title">
    <h2 id="trends-title">Trends</h2>
    <p class="note">
      Large marks and the line: the median of each version; small dots beside them: its trials. A dashed line: the level
      steps there. Scales of their own, which needn’t begin at zero. Point at a mark, or focus a chart and use the arrow
      keys, to read its figures.
    </p>
    ${
      legend.length === 0
        ? undefined
        : html`<p class="note">Lines that can’t be compared with each other, by their conditions:</p>
            <ul class="notes">
              ${legend.map((text) => html`<li>${text}</li>`)}
            </ul>`
    }
    ${labels.map(
      (label) =>
        html`<h3 class="aside-title"><bdi>${label}</bdi></h3>
          <div class="panels">${panels.filter((each) => each.label === label).map(({ panel }) => panel)}</div>`,
    )}
  </section>`;
}

function resultsSection(history: History): Markup {
  return html`<section id="results" aria-labelledby="results-title">
    <h2 id="results-title">Saved results</h2>
    <div class="scroll" role="region" aria-labelledby="results-title" tabindex="0">
      <table>
        <thead>
          <tr>
            ${resultColumns.map((name) => html`<th scope="col" ${align(name)}>${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${resultRows(history).map(
            (cells) =>
              html`<tr>
                ${cells.map((text, column) => html`<td ${align(resultColumns[column])}>${text}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

const align = (column: ResultColumn | undefined): Markup | undefined =>
  isLong(column) ? html`class="text"` : undefined;
