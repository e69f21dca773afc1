/** The frame of every page: one file, which asks nobody for anything. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../config/project.js";
import { dark, declarations, fontFamily, light, paintRules } from "../charts/theme.js";
import { html, trusted, type Content, type Markup } from "./markup.js";

/** What a page consists of. */
export interface Page {
  /** Behind "ormeter:" in the browser's tab. */
  readonly title: string;
  /** The version that made it. */
  readonly ormeter: string;
  readonly masthead: Markup;
  readonly sections: readonly Content[];
  readonly footer: Content;
}

/** A whole HTML document, with its style and its behaviour. */
export async function renderDocument({ title, ormeter, masthead: head, sections, footer }: Page): Promise<string> {
  const [style, script] = await Promise.all([styleSheet(), asset("page-behaviour.js")]);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy(style, script)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="ormeter ${ormeter}" />
        <title>ormeter: ${title}</title>
        <link rel="icon" href="data:," />
        ${trusted(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#figures">Skip to the figures</a>
        <main>
          ${head}
          <div id="figures">${sections}</div>
        </main>
        <footer>${footer}</footer>
        <div id="tip" role="status" hidden></div>
        ${trusted(`<script type="module">${script}</script>`)}
      </body>
    </html> `;
  return page.text;
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
    paintRules,
    ...(await Promise.all(
      ["page.css", "charts.css", "tables.css", "groups.css", "comparison.css", "atlas.css", "media.css"].map(asset),
    )),
  ].join("\n");
}

/** Style sheet and script of the page stand beside this file's source: browsers read them as they are. */
async function asset(name: string): Promise<string> {
  return (await readFile(join(packageRoot(), "src/report/html", name), "utf8")).trimEnd();
}
