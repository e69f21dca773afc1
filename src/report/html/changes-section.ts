/** What only a result with comparisons has: what changed from one side to the other. */
import type { Comparison } from "../../results/comparison.js";
import type { Result } from "../../results/schema.js";
import { changesChart } from "../charts/changes.js";
import { failureSentences, leaks, sameness, upshot } from "../model/comparison/answers.js";
import { circumstances, differingVersions } from "../model/comparison/circumstances.js";
import { comparisonsOf } from "../model/comparison/compared-result.js";
import { dataDifference } from "../model/comparison/data-difference.js";
import { jointReadings } from "../model/comparison/joint-reading.js";
import { statementDiffs, type StatementDiff, type StatementLine } from "../model/comparison/statement-diff.js";
import { formatCount, formatList } from "../format.js";
import { differenceTable } from "./difference-table.js";
import { figure } from "./figure.js";
import { html, type Markup } from "./markup.js";
import { conclusionItem } from "./summary-section.js";
import { changesTable, verdictTable } from "./verdict-table.js";
import { scrolling } from "./scrolling.js";

/** The section, with a part for each comparison; nothing for a result without any. */
export async function changesSection(result: Result): Promise<Markup | undefined> {
  const comparisons = comparisonsOf(result);
  if (comparisons.length === 0) return undefined;
  const parts = await Promise.all(comparisons.map((comparison, index) => comparisonPart(result, comparison, index)));
  return html`<section id="changes" aria-labelledby="changes-title">
    <h2 id="changes-title">What changed</h2>
    ${parts}
  </section>`;
}

async function comparisonPart(result: Result, comparison: Comparison, index: number): Promise<Markup> {
  const { baseline, candidate } = comparison;
  const label = `${baseline.name} → ${candidate.name}`;
  const diffs = statementDiffs(comparison);
  return html`<h3><bdi>${baseline.name}</bdi> → <bdi>${candidate.name}</bdi></h3>
    <ul class="conclusions">
      ${[...upshot(result, comparison), ...sameness(result, comparison), ...leaks(comparison)].map(conclusionItem)}
      ${failureSentences(comparison).map(conclusionItem)}
    </ul>
    ${verdictTable(comparison, label)}
    ${jointReadings(comparison).length > 0 ? html`<h4>Is it worth it?</h4>` : undefined}
    <ul class="readings">
      ${jointReadings(comparison).map((reading) => html`<li>${reading}</li>`)}
    </ul>
    ${await intervals(comparison, index)} ${changesTable(comparison, label)}
    ${differenceTable(dataDifference(result, comparison), (title) => html`<h4>${title}</h4>`)}
    ${diffs.length > 0 ? html`<h4>SQL</h4>` : undefined} ${diffs.map((diff) => statementDiff(diff, label))}
    <h4>What was compared</h4>
    ${versionsTable(comparison, label)}
    <ul class="conclusions">
      ${circumstances(result, comparison).map(conclusionItem)}
    </ul>`;
}

async function intervals(comparison: Comparison, index: number): Promise<Markup | undefined> {
  const wide = changesChart(comparison, "wide", index);
  if (!wide) return undefined;
  const caption = html`The ratio of the sides and its interval, for every metric that decides and isn’t a difference.
  Inside of the shaded band a change doesn’t count. A cross has regressed, a diamond improved; a dot is unchanged, a
  ring undecided, and an arrow lies beyond the axis.`;
  return figure({ wide, narrow: changesChart(comparison, "narrow", index) }, "still", caption);
}

function statementDiff({ labels, lines, left }: StatementDiff, label: string): Markup {
  return html`<figure class="sql-diff">
    <figcaption><bdi>${formatList(labels)}</bdi></figcaption>
    <pre dir="ltr" tabindex="0" role="region" aria-label="SQL of ${formatList(labels)}, ${label}">
${lines.map(statementLine)}</pre>
    ${left === 0 ? undefined : html`<p class="note">… and ${formatCount(left)} more, in result.json</p>`}
  </figure>`;
}

/** A removed line and an added one are told apart by their sign, and by what they are to assistive technology. */
function statementLine({ sign, calls, parts }: StatementLine): Markup {
  const partial = parts.some(({ changed }) => !changed);
  const texts = parts.map(({ text, changed }) => (changed && partial ? html`<mark>${text}</mark>` : text));
  const line = html`${sign === "-" ? "−" : "+"} ${calls} ${texts}`;
  return sign === "-" ? html`<del>${line}</del>` : html`<ins>${line}</ins>`;
}

function versionsTable(comparison: Comparison, label: string): Markup | undefined {
  const versions = differingVersions(comparison);
  const fields = [...versions.map((each) => ({ ...each, field: each.name })), ...comparison.incomparable];
  if (fields.length === 0) return undefined;
  return scrolling(
    `What differs, ${label}`,
    html`<table>
      <thead>
        <tr>
          <th scope="col" class="text">what differs</th>
          <th scope="col" class="text">baseline</th>
          <th scope="col" class="text">candidate</th>
        </tr>
      </thead>
      <tbody>
        ${fields.map(
          ({ field, baseline, candidate }) =>
            html`<tr>
              <th scope="row" class="text"><bdi>${field}</bdi></th>
              <td class="text"><bdi>${baseline}</bdi></td>
              <td class="text"><bdi>${candidate}</bdi></td>
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}
