/** What the heap held, by constructor; only for results of runs that looked. */
import type { HeapDiff, Result } from "../../results/schema.js";
import type { CaseSummary } from "../../results/case-summary.js";
import { formatCount, formatValue } from "../format.js";
import { caseName } from "./case-name.js";
import { html, type Content, type Markup } from "./markup.js";
import { scrolling } from "./scrolling.js";

/** Constructors shown of each case; the result has all. */
const shown = 8;

/** The section; undefined where no heap was compared. */
export function heapSection(result: Result, cases: readonly CaseSummary[]): Markup | undefined {
  const { heapDiffs } = result;
  if (heapDiffs === undefined || heapDiffs.length === 0) return undefined;
  const summaries = new Map(cases.map((summary) => [summary.case.id, summary]));
  return html`<section id="heap" aria-labelledby="heap-title">
    <h2 id="heap-title">What the heap held</h2>
    <p class="note">
      By how much each constructor’s objects grew while the result was held, and what was left after it was released:
      from memwatch’s HeapDiff, in a worker of its own on a small data set.
    </p>
    <div class="heaps">${heapDiffs.map((diff) => heapDiffFigure(diff, summaries.get(diff.case)))}</div>
  </section>`;
}

function heapDiffFigure({ case: id, rows, outcome }: HeapDiff, summary: CaseSummary | undefined): Markup {
  return html`<figure class="heap-diff" data-case="${id}">
    <figcaption>
      ${summary ? caseName(summary) : html`<bdi>${id}</bdi>`} <span class="peak">${formatCount(rows)} rows</span>
    </figcaption>
    ${heapDiffBody(outcome, id)}
  </figure>`;
}

function heapDiffBody(outcome: HeapDiff["outcome"], id: string): Content {
  switch (outcome.kind) {
    case "completed":
      return growthTable(outcome, id);
    case "unavailable":
      return html`<p class="nothing">The heap could not be compared: ${outcome.message}</p>`;
    case "failed":
      return html`<p class="nothing">Comparing the heap failed: ${outcome.message}</p>`;
  }
}

function growthTable({ held, released }: Extract<HeapDiff["outcome"], { kind: "completed" }>, id: string): Markup {
  const left = new Map(released.map((growth) => [growth.constructorName, growth]));
  const kept = new Map(held.map((growth) => [growth.constructorName, growth]));
  const names = [...new Set([...kept.keys(), ...left.keys()])]
    .map((name) => ({ name, held: kept.get(name), left: left.get(name) }))
    .sort((a, b) => (b.held?.bytes ?? 0) - (a.held?.bytes ?? 0));
  if (names.length === 0) return html`<p class="nothing">Nothing grew.</p>`;
  const most = Math.max(0, ...names.map((each) => each.held?.bytes ?? 0));
  const hidden = names.length - shown;
  return html`${scrolling(
    `Constructors of ${id}`,
    html`<table>
      <thead>
        <tr>
          <th scope="col" class="text">constructor</th>
          <th scope="col">held</th>
          <th scope="col">objects</th>
          <th scope="col">left</th>
        </tr>
      </thead>
      <tbody>
        ${names.slice(0, shown).map(
          (each) =>
            html`<tr>
              <th scope="row" class="text"><bdi>${each.name}</bdi></th>
              <td>
                ${bytes(each.held?.bytes)}
                <svg class="bar" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
                  <rect
                    width="${most > 0 ? Math.max(0, ((each.held?.bytes ?? 0) / most) * 100).toFixed(1) : 0}"
                    height="3"
                  />
                </svg>
              </td>
              <td>${formatCount(each.held?.count ?? 0)}</td>
              <td>${bytes(each.left?.bytes)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`,
  )}
  ${hidden > 0 ? html`<p class="note">and ${formatCount(hidden)} constructors more, in result.json</p>` : undefined}`;
}

const bytes = (value: number | undefined): string => formatValue(value ?? 0, "bytes");
