/** An atlas on the page: a table of small charts, each a link to its large one. */
import { inlineSvg } from "../charts/chart.js";
import type { Atlas, AtlasCell } from "../model/report.js";
import { html, type Markup } from "./markup.js";
import { scrolling, words } from "./word-markup.js";

/** The table; undefined where it has no rows. */
export async function atlasTable({ label, rowTitle, columns, rows }: Atlas): Promise<Markup | undefined> {
  if (rows.length === 0) return undefined;
  const drawn = await Promise.all(
    rows.map(
      async ({ name, cells }) =>
        html`<tr>
          <th scope="row" class="name text">${words(name)}</th>
          ${await Promise.all(cells.map(atlasCell))}
        </tr>`,
    ),
  );
  return scrolling(
    label,
    html`<table class="atlas">
      <thead>
        <tr>
          <th scope="col" class="name text">${words(rowTitle)}</th>
          ${columns.map((column) => html`<th scope="col" class="text">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${drawn}
      </tbody>
    </table>`,
  );
}

async function atlasCell(cell: AtlasCell | undefined): Promise<Markup> {
  if (!cell) return html`<td class="absent text">–</td>`;
  const { text, changes, target, hint, make } = cell;
  return html`<td class="text">
    <a href="#${target}" title="${hint}"
      ><span aria-hidden="true">${inlineSvg(await make())}</span><span class="figure">${text}</span>${changes.map(
        (change) =>
          html` <span class="change ${change.tone}"
            >${change.text} <span role="img" aria-label="${change.sign.means}">${change.sign.glyph}</span></span
          >`,
      )}</a
    >
  </td>`;
}
