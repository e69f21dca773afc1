/** The verdicts of a comparison as a table, and every single change as another. */
import { caveatsOf, metricNames, metrics } from "../../metrics.js";
import type { ComparedCell, Comparison } from "../../results/comparison.js";
import { formatEstimate } from "../model/comparison/change-text.js";
import { dataDiffers } from "../model/comparison/compared-result.js";
import { isAdjusted } from "../model/comparison/circumstances.js";
import {
  buildVerdictTable,
  marksOf,
  rowsOf,
  type VerdictColumn,
  type VerdictRow,
  type VerdictTable,
} from "../model/comparison/verdict-table.js";
import { verdictLegend, verdictWords } from "../model/comparison/verdict-words.js";
import { formatList, formatValue } from "../format.js";
import { html, type Content, type Markup } from "./markup.js";
import { scrolling } from "./scrolling.js";

/** A row a case, a column a metric that decides; changed cases first. Undefined where nothing was compared. */
export function verdictTable(comparison: Comparison, label: string): Markup | undefined {
  if (dataDiffers(comparison)) return undefined;
  const table = buildVerdictTable(comparison);
  const { columns, sections } = table;
  if (sections.length === 0) return undefined;
  return html`${scrolling(
    `Verdicts, ${label}`,
    html`<table class="verdicts">
      <thead>
        <tr>
          <th scope="col" class="text">pattern</th>
          ${columns.map(({ metric }) => html`<th scope="col" title="${metric.definition}">${metric.title}</th>`)}
        </tr>
      </thead>
      ${sections.map(
        ({ title, rows }) =>
          html`<tbody>
            <tr>
              <th scope="rowgroup" class="text state" colspan="${columns.length + 1}">${title}</th>
            </tr>
            ${rows.map((row) => verdictRow(row, columns))}
          </tbody>`,
      )}
    </table>`,
  )}
  ${notes(table)}`;
}

function verdictRow({ label, marks, cells }: VerdictRow, columns: readonly VerdictColumn[]): Markup {
  return html`<tr>
    <th scope="row" class="name text">
      <bdi>${label}</bdi>
      ${marks.map(({ word, means, tone }) => html`<span class="mark ${tone}" title="${means}">${word}</span> `)}
    </th>
    ${columns.map(({ metric, write }) => changeCell(cells.get(metric.name), write))}
  </tr>`;
}

function changeCell(cell: ComparedCell | undefined, write: VerdictColumn["write"]): Content {
  if (!cell) return html`<td class="absent">–</td>`;
  const { figure, unit, interval } = write(cell.change);
  return html`<td class="${cell.verdict}" title="${sidesOf(cell)}">
    <span class="change">${figure} ${unit} ${sign(cell)}</span>${
      interval === "" ? undefined : html`<span class="interval">${interval}</span>`
    }
  </td>`;
}

const sign = ({ verdict }: ComparedCell): Markup =>
  html`<span role="img" aria-label="${verdict}">${verdictWords[verdict].sign}</span>`;

const sidesOf = ({ metric, baseline, candidate, n }: ComparedCell): string => {
  const { unit } = metrics[metric];
  return `${formatValue(baseline, unit)} → ${formatValue(candidate, unit)}, medians; n = ${n}`;
};

function notes(table: VerdictTable): Markup {
  const same = table.same.map(({ title }) => title);
  return html`<ul class="notes">
    <li>Change of the candidate against the baseline, its interval below it. ${verdictLegend}</li>
    ${marksOf(table).map(({ word, means }) => html`<li>${word}: ${means}</li>`)}
    ${caveatsOf(table.columns.map(({ metric }) => metric)).map((caveat) => html`<li>${caveat}</li>`)}
    ${same.length === 0 ? undefined : html`<li>Exactly the same everywhere: ${formatList(same)}</li>`}
  </ul>`;
}

/** Every metric of every case, also those that decide nothing. */
export function changesTable(comparison: Comparison, label: string): Markup | undefined {
  const rows = rowsOf(buildVerdictTable(comparison)).filter(({ cells }) => cells.size > 0);
  if (rows.length === 0) return undefined;
  return html`<details>
    <summary>Every metric, with the medians of both sides</summary>
    ${scrolling(
      `Every metric, ${label}`,
      html`<table>
        <thead>
          <tr>
            <th scope="col" class="text">metric</th>
            <th scope="col">baseline</th>
            <th scope="col">candidate</th>
            <th scope="col">change</th>
            <th scope="col">n</th>
            <th scope="col" class="text">verdict</th>
          </tr>
        </thead>
        ${rows.map(
          (row) =>
            html`<tbody>
              <tr>
                <th scope="rowgroup" class="text state" colspan="6"><bdi>${row.label}</bdi></th>
              </tr>
              ${metricNames.map((name) => metricRow(row.cells.get(name)))}
            </tbody>`,
        )}
      </table>`,
    )}
    ${caveatsOf(Object.values(metrics)).map((caveat) => html`<p class="note">${caveat}.</p>`)}
    ${
      isAdjusted(comparison)
        ? html`<p class="note">Medians are as measured; times change as they would have at one speed of the core.</p>`
        : undefined
    }
  </details>`;
}

function metricRow(cell: ComparedCell | undefined): Content {
  if (!cell) return undefined;
  const { title, unit } = metrics[cell.metric];
  return html`<tr>
    <th scope="row" class="text">${title}</th>
    <td>${formatValue(cell.baseline, unit)}</td>
    <td>${formatValue(cell.candidate, unit)}</td>
    <td>${formatEstimate(cell)}</td>
    <td>${cell.n}</td>
    <td class="text ${cell.verdict}">${verdictWords[cell.verdict].sign} ${cell.verdict}</td>
  </tr>`;
}
