/** A chart on the page: drawn for wide and for narrow screens, and said in words. */
import { renderInline, type Chart } from "../charts/chart.js";
import { html, trusted, type Content, type Markup } from "./markup.js";

/**
 * How a chart answers to pointer and keyboard. `points`: its symbols have words of their own. `lines`: values are read
 * off the line under the pointer. `still`: everything is written on it.
 */
export type Answers = "points" | "lines" | "still";

/** A chart in its one or two sizes. */
export interface ChartSizes {
  readonly wide: Chart;
  /** Shown instead on a phone; left out for charts that are narrow anyway. */
  readonly narrow?: Chart | undefined;
}

/** The figure of a chart, with its caption and its text alternative. */
export async function figure({ wide, narrow }: ChartSizes, answers: Answers, caption: Content): Promise<Markup> {
  const words = `${wide.name}-words`;
  const drawn = narrow
    ? html`<div class="wide">${await drawing(wide)}</div>
        <div class="narrow">${await drawing(narrow)}</div>`
    : await drawing(wide);
  return html`<figure class="chart" id="${wide.name}">
    ${stage(wide, answers, words, drawn)}
    <figcaption>${caption}</figcaption>
    <details class="words">
      <summary>In words</summary>
      <p id="${words}">${wide.description}</p>
    </details>
  </figure>`;
}

/** What takes pointer and keys. A chart that has nothing more to say is no stop for the Tab key. */
export function stage(chart: Chart, answers: Answers, words: string, drawn: Markup): Markup {
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
    aria-describedby="${words}"
  >
    ${drawn}
  </div>`;
}

/** The picture, which assistive technology takes for one image with the chart's title. */
export async function drawing(chart: Chart): Promise<Markup> {
  const svg = await renderInline(chart);
  return html`<div class="drawing" role="img" aria-label="${chart.title}">${trusted(svg)}</div>`;
}
