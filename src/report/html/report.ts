/** A report as a page: one HTML document. */
import { formatCount } from "../format.js";
import {
  factsBeside,
  type Answer,
  type Block,
  type Facts,
  type Group,
  type Line,
  type Listing,
  type Report,
  type Section,
  type VerdictLine,
} from "../model/report.js";
import { plainWords } from "../model/words.js";
import { atlasTable } from "./atlas.js";
import { renderDocument } from "./document.js";
import { chartFigure } from "./figure.js";
import { html, lines, trusted, type Markup } from "./markup.js";
import { tableBlock } from "./table.js";
import { noteList, sentenceList, titleWords, words } from "./word-markup.js";

/** Renders a report as a whole HTML document. */
export async function renderPage(report: Report): Promise<string> {
  const { command, title, ormeter, origin, sections, verdict, sides } = report;
  return renderDocument({
    title,
    ormeter,
    masthead: html`<header class="masthead">
      <p class="kicker">ormeter ${command}</p>
      <h1>${title}</h1>
      ${verdict && verdictBadge(verdict)} ${sides && sideLegend(sides)}
      <p class="how">${factsBeside(report).map((fact) => html`<span>${fact}</span>`)}</p>
    </header>`,
    sections: await Promise.all(sections.map(renderSection)),
    footer: html`<p>Made by ormeter ${ormeter} from ${origin}</p>`,
  });
}

const badges = { PASS: "pass", FAIL: "fail", "CAN'T TELL": "open" } as const satisfies Record<
  VerdictLine["word"],
  string
>;

const verdictBadge = ({ word, why }: VerdictLine): Markup =>
  html`<p class="verdict ${badges[word]}">
    <strong>${word}</strong><span class="unseen">: </span> <span>${why}</span>
  </p>`;

/** Which side has which colour, in all charts below. */
const sideLegend = ({ baseline, candidate }: NonNullable<Report["sides"]>): Markup =>
  html`<p class="sides">
    <span><span class="side baseline">baseline</span> <bdi>${baseline}</bdi></span>
    <span><span class="side candidate">candidate</span> <bdi>${candidate}</bdi></span>
  </p>`;

async function renderSection(section: Section): Promise<Markup | undefined> {
  const { id, title, shown } = section;
  if (shown?.page === "left out") return undefined;
  const body = await renderBlocks(section, 3);
  if (!body) return undefined;
  const heading = html`<h2 id="${id}-title">${words(title)}</h2>`;
  return html`<section id="${id}" aria-labelledby="${id}-title">
    ${shown?.page === "folded" ? fold(heading, body) : [heading, body]}
  </section>`;
}

const fold = (title: Markup, body: Markup): Markup =>
  html`<details>
    <summary>${title}</summary>
    ${body}
  </details>`;

/** The blocks of a group; undefined where none has anything to show. */
async function renderBlocks({ blocks, sideBySide }: Group, level: number): Promise<Markup | undefined> {
  const render = async (some: readonly Block[], draw: (block: Block) => Promise<Markup | undefined>) =>
    (await Promise.all(some.map(draw))).filter((each) => each !== undefined);
  if (!sideBySide) {
    const drawn = await render(blocks, (block) => renderBlock(block, level));
    return drawn.length === 0 ? undefined : html`${drawn}`;
  }
  const isPanel = (block: Block) => block.kind === "group";
  const above = await render(
    blocks.filter((block) => !isPanel(block)),
    (block) => renderBlock(block, level),
  );
  const panels = await render(blocks.filter(isPanel), renderPanel);
  return panels.length === 0
    ? undefined
    : html`${above}
        <div class="panels">${panels}</div>`;
}

async function renderPanel(block: Block): Promise<Markup | undefined> {
  if (block.kind !== "group" || block.shown?.page === "left out") return undefined;
  const body = await renderBlocks(block, 6);
  return (
    body &&
    html`<figure class="panel">
      <figcaption>${titleWords(block.title)}</figcaption>
      ${body}
    </figure>`
  );
}

async function renderBlock(block: Block, level: number): Promise<Markup | undefined> {
  if (block.shown?.page === "left out") return undefined;
  switch (block.kind) {
    case "group":
      return renderGroup(block, level);
    case "answer":
      return answerBlock(block);
    case "sentences":
      return sentenceList(block.sentences);
    case "notes":
      return noteList(block.notes);
    case "facts":
      return factList(block);
    case "table":
      return tableBlock(block);
    case "chart":
      return chartFigure(block);
    case "atlas":
      return atlasTable(block);
    case "listing":
      return listingFigure(block);
  }
}

async function renderGroup(group: Group, level: number): Promise<Markup | undefined> {
  const body = await renderBlocks(group, level + 1);
  if (!body) return undefined;
  if (group.shown?.page === "folded") return fold(html`${titleWords(group.title)}`, body);
  const element = trusted(`h${Math.min(level, 6)}`);
  return html`<${element}>${words(group.title)}</${element}> ${body}`;
}

function answerBlock({ lead, figures, beside }: Answer): Markup {
  return html`<div class="answer">
    <p class="lead">${lead}</p>
    ${
      figures.length === 0
        ? undefined
        : html`<dl class="highlights">
            ${figures.map(
              ({ what, value, beside: against }) =>
                html`<div>
                  <dt>${what}</dt>
                  <dd><strong>${value}</strong> ${against}</dd>
                </div>`,
            )}
          </dl>`
    }
    ${beside.map((text) => html`<p class="note">${text}</p>`)}
  </div>`;
}

function factList({ facts }: Facts): Markup | undefined {
  if (facts.length === 0) return undefined;
  return html`<dl class="facts">
    ${facts.map(
      ([what, value]) =>
        html`<div>
          <dt>${words(what)}</dt>
          <dd>${words(value)}</dd>
        </div>`,
    )}
  </dl>`;
}

function listingFigure({ caption, lines: shown, left }: Listing): Markup | undefined {
  if (shown.length === 0) return undefined;
  const drawn = shown.map((line, index) => html`${index === 0 || line.sign ? "" : trusted("\n")}${listingLine(line)}`);
  return html`<figure class="listing">
    <figcaption>${words(caption)}</figcaption>
    <pre dir="ltr" tabindex="0" role="region" aria-label="${plainWords(caption)}">${drawn}</pre>
    ${left === 0 ? undefined : html`<p class="note">… and ${formatCount(left)} more, in result.json</p>`}
  </figure>`;
}

/** A removed line and an added one are told apart by their sign, and by what they are to assistive technology. */
function listingLine({ sign, pieces }: Line): Markup {
  const texts = pieces.map(({ text, changed }) => (changed ? html`<mark>${lines(text)}</mark>` : lines(text)));
  if (sign === "-") return html`<del>− ${texts}</del>`;
  return sign === "+" ? html`<ins>+ ${texts}</ins>` : html`${texts}`;
}
