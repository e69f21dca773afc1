/** Every metric of every pattern, sortable, with its unit, its definition and a bar in the cell. */
import { metricNames, metrics, type MetricName } from "../../metrics.js";
import type { CaseSummary } from "../../results/case-summary.js";
import { formatValue } from "../format.js";
import type { MayRank } from "../model/may-rank.js";
import { buildTable, type TableCell, type TableColumn, type TableRow } from "../model/figures.js";
import { caseName, outcomeText } from "./case-name.js";
import { html, type Content, type Markup } from "./markup.js";
import { scrolling } from "./scrolling.js";

/** What the table is sorted by when the page opens. */
const firstSorted: MetricName = "peakRss";

/** The section with the table and the definitions. */
export function tableSection(cases: readonly CaseSummary[], ranked: MayRank): Markup {
  const table = buildTable(cases, metricNames, ranked);
  const rows = table.sections
    .flatMap((section) => section.rows)
    .sort((a, b) => medianOf(a.case, firstSorted) - medianOf(b.case, firstSorted));
  const longest = new Map(metricNames.map((name) => [name, longestBar(rows, name)]));
  return html`<section id="table" aria-labelledby="table-title">
    <h2 id="table-title">Every metric</h2>
    <p class="note">
      Median, and half the range of the trials beside it; bold is the best of its kind (entities or raw rows), or not
      told from it. A column’s heading sorts by it, and says what the figure is.
    </p>
    ${scrolling(
      "Every metric",
      html`<table class="metrics" id="metrics">
        <thead>
          <tr>
            <th scope="col" class="name" aria-sort="none"><button type="button">pattern</button></th>
            ${table.columns.map(heading)}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => metricsRow(row, longest))}
        </tbody>
        ${outcomeRows(cases, table.columns.length)}
      </table>`,
    )}
    ${
      table.notes.length === 0
        ? undefined
        : html`<ul class="notes">
            ${table.notes.map((note) => html`<li>${note}</li>`)}
          </ul>`
    }
    <details id="definitions">
      <summary>What each figure is</summary>
      <dl>
        ${table.columns.map(
          ({ metric }) =>
            html`<dt>${metric.title}</dt>
              <dd id="definition-${metric.name}">
                ${metric.definition} ${metric.better === "lower" ? "Less" : "More"} is better.
              </dd>`,
        )}
      </dl>
    </details>
  </section>`;
}

function heading({ metric, unit }: TableColumn): Markup {
  return html`<th
    scope="col"
    aria-sort="${metric.name === firstSorted ? "ascending" : "none"}"
    data-metric="${metric.name}"
  >
    <button type="button" aria-describedby="definition-${metric.name}">
      ${metric.title}${unit === "" ? undefined : html` <span class="unit">${unit}</span>`}
    </button>
  </th>`;
}

function metricsRow({ case: summary, cells }: TableRow, longest: ReadonlyMap<MetricName, number>): Markup {
  return html`<tr data-case="${summary.case.id}">
    <th scope="row" class="name" data-value="${summary.label}">${caseName(summary)}</th>
    ${cells.map((each, index) => cell(each, summary, metricNames[index] ?? firstSorted, longest))}
  </tr>`;
}

function cell(
  shown: TableCell,
  { metrics: figures }: CaseSummary,
  name: MetricName,
  longest: ReadonlyMap<MetricName, number>,
): Content {
  const figure = figures[name];
  if (shown.kind === "absent" || figure.kind === "absent") {
    return html`<td class="absent"><span title="${figure.kind === "absent" ? figure.reason : ""}">–</span></td>`;
  }
  const { median, min, max, n } = figure.summary;
  const { unit } = metrics[name];
  const range = `${formatValue(min, unit)} to ${formatValue(max, unit)} in ${n} ${n === 1 ? "trial" : "trials"}`;
  const most = longest.get(name) ?? 0;
  const length = most > 0 ? Math.round((1000 * Math.max(0, median)) / most) / 10 : 0;
  return html`<td data-value="${median}" title="${range}" ${shown.best ? html`class="best"` : undefined}>
    <span class="median">${shown.median}</span>${
      shown.spread === "" ? undefined : html` <span class="spread">${shown.spread}</span>`
    }
    <svg class="bar" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
      <rect width="${length}" height="3" />
    </svg>
  </td>`;
}

/** Below the figures: how trials ended that gave none. Not sorted. */
function outcomeRows(cases: readonly CaseSummary[], columns: number): Content {
  const ended = cases.filter(({ failures, completed }) => failures.length > 0 || completed === 0);
  if (ended.length === 0) return undefined;
  return html`<tbody class="outcomes">
    ${ended.map(
      (summary) =>
        html`<tr>
          <th scope="row" class="name">${caseName(summary)}</th>
          <td colspan="${columns}"><div class="outcome-text">${outcomeText(summary)}</div></td>
        </tr>`,
    )}
  </tbody>`;
}

function medianOf({ metrics: figures }: CaseSummary, name: MetricName): number {
  const figure = figures[name];
  return figure.kind === "measured" ? figure.summary.median : Number.MAX_VALUE;
}

function longestBar(rows: readonly TableRow[], name: MetricName): number {
  const medians = rows.map((row) => medianOf(row.case, name)).filter((median) => median < Number.MAX_VALUE);
  return Math.max(0, ...medians);
}
