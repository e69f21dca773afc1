/** What only a result of `article` has: the article's strategies, what it published, and what was measured here. */
import { articleTable } from "../model/article/article-table.js";
import { compareWithArticle } from "../model/article/comparison.js";
import { articleFindings, carriesOver } from "../model/article/sentences.js";
import { articlePeaksChart } from "../charts/article-peaks.js";
import type { Result } from "../../results/schema.js";
import type { Heading, TableCell, TableColumn, TableSection } from "../model/figures.js";
import { caseName } from "./case-name.js";
import { figure } from "./figure.js";
import { html, type Content, type Markup } from "./markup.js";
import { scrolling } from "./scrolling.js";

/** The section with the picture, the table and the sentences; nothing for a result that isn't one of `article`. */
export async function articleSection(result: Result): Promise<Markup | undefined> {
  const comparison = compareWithArticle(result);
  if (!comparison) return undefined;
  const wide = articlePeaksChart(comparison, "wide");
  const { columns, sections } = articleTable(comparison);
  const caption = html`A bar is the peak RSS; its pale part was there before the read, and is what the runtime weighs.
  The dashed line is what the article published, of its own machine and table: its place among the others can be
  compared, its length can’t.`;
  return html`<section id="article" aria-labelledby="article-title">
    <h2 id="article-title">The article, side by side</h2>
    ${
      wide
        ? await figure({ wide, narrow: articlePeaksChart(comparison, "narrow") }, "still", caption)
        : html`<p class="nothing">No peak was measured.</p>`
    }
    <ul>
      ${articleFindings(comparison).map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    ${scrolling(
      "The strategies and their figures",
      html`<table>
        <thead>
          <tr>
            <th scope="col" class="text">pattern</th>
            ${columns.map(heading)}
          </tr>
        </thead>
        ${sections.map((section) => strategyRows(section, columns.length))}
      </table>`,
    )}
    <h3>What carries over to TypeORM, and what doesn’t</h3>
    <ul>
      ${carriesOver.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
  </section>`;
}

function heading({ metric, unit }: TableColumn<Heading>): Markup {
  const shownUnit = unit === "" ? undefined : html` <span class="unit">${unit}</span>`;
  return html`<th scope="col" title="${metric.definition}">${metric.title}${shownUnit}</th>`;
}

function strategyRows({ title, rows }: TableSection, columns: number): Markup {
  return html`<tbody>
    <tr>
      <th scope="rowgroup" class="text" colspan="${columns + 1}">${title}</th>
    </tr>
    ${rows.map(
      ({ case: summary, cells }) =>
        html`<tr data-case="${summary.case.id}">
          <th scope="row" class="name text">${caseName(summary)}</th>
          ${cells.map(cell)}
        </tr>`,
    )}
  </tbody>`;
}

function cell(shown: TableCell): Content {
  if (shown.kind === "absent") return html`<td class="absent">–</td>`;
  const spread = shown.spread === "" ? undefined : html` <span class="spread">${shown.spread}</span>`;
  return html`<td>${shown.median}${spread}</td>`;
}
