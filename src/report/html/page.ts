/** The page: one file, which asks nobody for anything. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../config/project.js";
import type { Result } from "../../results/schema.js";
import { summariseCases } from "../../stats/case-summary.js";
import { reportCases } from "../charts/measured-case.js";
import { dark, declarations, fontFamily, light } from "../charts/theme.js";
import { headingParts } from "../heading.js";
import { articleSection } from "./article-section.js";
import { databaseSection } from "./database-section.js";
import { environmentSection } from "./environment-section.js";
import { heapSection } from "./heap-section.js";
import { html, trusted, type Markup } from "./markup.js";
import { memorySection } from "./memory-section.js";
import { pausesSection } from "./pauses-section.js";
import { summarySection } from "./summary-section.js";
import { tableSection } from "./table-section.js";
import { tradeOffSection } from "./trade-off-section.js";

/** Renders a result as a whole HTML document. */
export async function renderPage(result: Result): Promise<string> {
  const [style, script] = await Promise.all([styleSheet(), asset("page-behaviour.js")]);
  const summaries = summariseCases(result);
  const cases = reportCases(result);
  const sections = [
    summarySection(result),
    await articleSection(result),
    await tradeOffSection(cases),
    await memorySection(cases),
    tableSection(summaries),
    await databaseSection(cases),
    heapSection(result, summaries),
    await pausesSection(cases),
    environmentSection(result),
  ];
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy(style, script)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="ormeter ${result.ormeter}" />
        <title>ormeter: ${headingParts(result)[0]}</title>
        <link rel="icon" href="data:," />
        ${trusted(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#conclusions">Skip to the figures</a>
        <main>${sections}</main>
        ${footer(result)}
        <div id="tip" role="status" hidden></div>
        ${trusted(`<script type="module">${script}</script>`)}
      </body>
    </html> `;
  return page.text;
}

function footer({ ormeter, finishedAt }: Result): Markup {
  return html`<footer>
    <p>
      Made by ormeter ${ormeter} from a run that ended ${finishedAt}. Every figure is in <code>result.json</code>,
      beside this file.
    </p>
  </footer>`;
}

/** Only our own style and script, told by their hashes; nothing is loaded, sent or framed. */
function contentPolicy(style: string, script: string): string {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    `script-src ${hash(script)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

async function styleSheet(): Promise<string> {
  const scheme = (tokens: typeof light) => `:root{${declarations(tokens)}}`;
  return [
    `:root{--font:${fontFamily};}`,
    scheme(light),
    `@media screen and (prefers-color-scheme:dark){${scheme(dark)}}`,
    ...(await Promise.all(["page.css", "charts.css", "tables.css", "media.css"].map(asset))),
  ].join("\n");
}

/** Style sheet and script of the page stand beside this file's source: browsers read them as they are. */
async function asset(name: string): Promise<string> {
  return (await readFile(join(packageRoot(), "src/report/html", name), "utf8")).trimEnd();
}
