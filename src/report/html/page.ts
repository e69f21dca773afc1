/** The page of a result: its sections, in the order in which they are read. */
import type { Result } from "../../results/schema.js";
import { summariseCases } from "../../results/case-summary.js";
import { reportCases } from "../charts/measured-case.js";
import { titleOf } from "../model/heading.js";
import { mayRank } from "../model/may-rank.js";
import { articleSection } from "./article-section.js";
import { calibrationSection } from "./calibration-section.js";
import { changesSection } from "./changes-section.js";
import { databaseSection } from "./database-section.js";
import { renderDocument } from "./document.js";
import { environmentSection } from "./environment-section.js";
import { heapSection } from "./heap-section.js";
import { html, type Markup } from "./markup.js";
import { memorySection } from "./memory-section.js";
import { pausesSection } from "./pauses-section.js";
import { resultMasthead, summarySection } from "./summary-section.js";
import { tableSection } from "./table-section.js";
import { tradeOffSection } from "./trade-off-section.js";

/** Renders a result as a whole HTML document. */
export async function renderPage(result: Result): Promise<string> {
  const summaries = summariseCases(result);
  const cases = reportCases(result);
  const sections = [
    await changesSection(result),
    calibrationSection(result),
    summarySection(result),
    await articleSection(result),
    await tradeOffSection(cases),
    await memorySection(cases),
    tableSection(summaries, mayRank(result)),
    await databaseSection(cases),
    heapSection(result, summaries),
    await pausesSection(cases),
    environmentSection(result),
  ];
  return renderDocument({
    title: titleOf(result),
    ormeter: result.ormeter,
    masthead: resultMasthead(result),
    sections,
    footer: footer(result),
  });
}

function footer({ ormeter, finishedAt }: Result): Markup {
  return html`<p>
    Made by ormeter ${ormeter} from a run that ended ${finishedAt}. Every figure is in <code>result.json</code>, beside
    this file.
  </p>`;
}
