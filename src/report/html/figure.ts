/** A chart on the page: drawn for wide and for narrow screens, and said in words. */
import { inlineSvg, type Chart, type LegendEntry } from "../charts/chart.js";
import { formatCount } from "../format.js";
import type { ChartReference } from "../model/report.js";
import type { Ending } from "../model/table.js";
import { html, type Markup } from "./markup.js";
import { outcome, words } from "./word-markup.js";

/** Makes the chart, with its caption and its text alternative; undefined where there is nothing to be seen. */
export async function chartFigure({ size, answers, nothing, make }: ChartReference): Promise<Markup | undefined> {
  const { wide, narrow, caption, missing = [] } = await make();
  if (!wide)
    return nothing === ""
      ? undefined
      : html`<p class="nothing">${nothing}</p>
          ${notShown(missing)}`;
  const ids = `${wide.name}-words`;
  if (size === "panel") {
    return html`<div id="${wide.name}">
      ${stage(wide, answers, ids, drawing(wide))}
      <p class="unseen" id="${ids}">${wide.description}</p>
    </div>`;
  }
  const drawn = narrow
    ? html`<div class="wide">${drawing(wide)}</div>
        <div class="narrow">${drawing(narrow)}</div>`
    : drawing(wide);
  return html`<figure class="chart" id="${wide.name}">
      ${stage(wide, answers, ids, drawn)} ${legendFieldset(wide.legend)}
      ${caption === undefined ? undefined : html`<figcaption>${words(caption)}</figcaption>`}
      <details class="words">
        <summary>In words</summary>
        <p id="${ids}">${wide.description}</p>
      </details>
    </figure>
    ${notShown(missing)}`;
}

/** What takes pointer and keys. A chart that has nothing more to say is no stop for the Tab key. */
function stage(chart: Chart, answers: ChartReference["answers"], ids: string, drawn: Markup): Markup {
  if (answers === "still") return html`<div class="stage">${drawn}</div>`;
  const keys =
    answers === "points"
      ? "arrow keys go from point to point"
      : "left and right go along a line, up and down to another";
  return html`<div
    class="stage"
    data-answers="${answers}"
    tabindex="0"
    role="group"
    aria-label="${chart.title}: ${keys}"
    aria-describedby="${ids}"
  >
    ${drawn}
  </div>`;
}

/**
 * What lets any pattern of a chart stand out: those that do at first stay in view. Our script enables it; without that the
 * ticks still say which they are.
 */
function legendFieldset(entries: readonly LegendEntry[] = []): Markup | undefined {
  const [first, others] = [entries.filter(({ standsOut }) => standsOut), entries.filter(({ standsOut }) => !standsOut)];
  if (others.length === 0) return undefined;
  return html`<fieldset class="legend" disabled>
    <legend>Patterns that stand out</legend>
    ${first.map(legendBox)}
    <details>
      <summary>${formatCount(others.length)} more to tick</summary>
      <div class="more">${others.map(legendBox)}</div>
    </details>
  </fieldset>`;
}

/** Browsers that remember what was ticked would tell another story than the chart, which begins anew. */
const legendBox = ({ family, label, kind, standsOut }: LegendEntry): Markup =>
  html`<label
    ><input type="checkbox" value="${family}" autocomplete="off" ${standsOut ? html`checked` : undefined} />
    ${words({ name: label, kind })}</label
  >`;

/** The picture, which assistive technology takes for one image with the chart's title. */
const drawing = (chart: Chart): Markup =>
  html`<div class="drawing" role="img" aria-label="${chart.title}">${inlineSvg(chart)}</div>`;

/** What a chart can't show, and why; nothing where there is none. */
function notShown(missing: readonly Ending[]): Markup | undefined {
  if (missing.length === 0) return undefined;
  return html`<div class="not-shown">
    <p>Not in this picture:</p>
    <ul>
      ${missing.map((ending) => html`<li>${words(ending.name)} ${outcome(ending)}</li>`)}
    </ul>
  </div>`;
}
