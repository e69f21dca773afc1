/** What the database saw: how each pattern asked for the rows, in which statements, with which plan. */
import type { MeasuredCase, ReportCases } from "../charts/measured-case.js";
import { callsInWords, detailsInWords, statementKinds } from "../charts/statement-kinds.js";
import { statementsChart } from "../charts/statements.js";
import { caveatsOf, metrics } from "../../metrics.js";
import type { Statement } from "../../results/schema.js";
import { formatCount, formatList, formatSummary, formatValue } from "../format.js";
import { caseName, notShown, outcomeText } from "./case-name.js";
import { figure } from "./figure.js";
import { html, lines, type Markup } from "./markup.js";
import { scrolling } from "./scrolling.js";

/** The section with the strips and each pattern's statements. */
export async function databaseSection({ measured, unmeasured }: ReportCases): Promise<Markup> {
  const wide = statementsChart(measured, "wide");
  const missing = unmeasured.map((summary) => ({ name: caseName(summary), why: outcomeText(summary) }));
  const caption = html`A strip is the whole table, cut as the read cut it: one statement is a solid bar, a hundred pages
  are slices, thousands of fetches a comb.`;
  return html`<section id="database" aria-labelledby="database-title">
    <h2 id="database-title">What the database saw</h2>
    ${
      wide
        ? await figure({ wide, narrow: statementsChart(measured, "narrow") }, "still", caption)
        : html`<p class="nothing">No statements were counted.</p>`
    }
    ${notShown(missing)} ${caveatsOf([metrics.dbTime]).map((caveat) => html`<p class="note">${caveat}.</p>`)}
    <div class="statements">${measured.map(caseStatements)}</div>
  </section>`;
}

function caseStatements(measured: MeasuredCase): Markup {
  const { summary, typical } = measured;
  const { statements } = typical.outcome;
  const { dbTime, backendPeak } = summary.metrics;
  const server = [
    dbTime.kind === "measured" ? `server time ${formatSummary(dbTime.summary, metrics.dbTime.unit)}` : undefined,
    backendPeak.kind === "measured"
      ? `server process up to ${formatValue(backendPeak.summary.max, metrics.backendPeak.unit)}`
      : `server process not seen (${backendPeak.reason})`,
  ].filter((part) => part !== undefined);
  if ("absent" in statements) {
    return html`<p>${caseName(summary)}: statements not counted (${statements.absent}); ${formatList(server)}.</p>`;
  }
  const kinds = statementKinds(statements);
  const [reading] = kinds;
  const differs = callsByRound(measured);
  return html`<details data-case="${summary.case.id}">
    <summary>
      ${caseName(summary)}
      ${reading ? html`<strong>${callsInWords(reading)}</strong>, ${detailsInWords(kinds)}` : "no statement"}
      <span class="server">${server.join(" · ")}</span>
    </summary>
    ${scrolling(
      `Statements of ${summary.label}`,
      html`<table>
        <thead>
          <tr>
            <th scope="col" class="text">statement</th>
            <th scope="col">calls</th>
            <th scope="col">rows</th>
            <th scope="col">server time</th>
          </tr>
        </thead>
        <tbody>
          ${statements.map(statementRow)}
        </tbody>
      </table>`,
    )}
    ${plans(statements)}
    ${differs === undefined ? undefined : html`<p class="note">Calls differ between rounds: ${differs}.</p>`}
  </details>`;
}

function statementRow({ text, calls, rows, time }: Statement): Markup {
  return html`<tr>
    <td class="text"><pre class="sql" dir="ltr">${lines(text)}</pre></td>
    <td>${formatCount(calls)}</td>
    <td>${formatCount(rows)}</td>
    <td>${formatValue(time, "ms")}</td>
  </tr>`;
}

/** Each plan once, however many statements share it. */
function plans(statements: readonly Statement[]): Markup {
  const texts = [...new Set(statements.flatMap(({ plan }) => (plan === undefined ? [] : [plan])))];
  return html`${texts.map(
    (plan) =>
      html`<figure class="plan">
        <figcaption>plan</figcaption>
        <pre class="sql" dir="ltr">${lines(plan)}</pre>
      </figure>`,
  )}`;
}

/** "round 1: 100, round 2: 101", where not all rounds made the same number of calls. */
function callsByRound({ trials }: MeasuredCase): string | undefined {
  const calls = trials.flatMap(({ round, outcome: { statements } }) =>
    "absent" in statements ? [] : [{ round, calls: statements.reduce((sum, statement) => sum + statement.calls, 0) }],
  );
  if (new Set(calls.map((each) => each.calls)).size <= 1) return undefined;
  return calls.map((each) => `round ${each.round}: ${formatCount(each.calls)}`).join(", ");
}
