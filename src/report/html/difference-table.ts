/** The first row that differs, column by column: what was read, and what it is held against. */
import type { DataDifference } from "../model/comparison/data-difference.js";
import { html, type Content, type Markup } from "./markup.js";
import { scrolling } from "./scrolling.js";

const title = "The first row that differs";

/**
 * The table under its heading; nothing where there is no such row.
 *
 * @param heading an element of the level that fits where the table stands, of its title.
 */
export function differenceTable(
  difference: DataDifference | undefined,
  heading: (title: string) => Markup,
): Markup | undefined {
  if (!difference) return undefined;
  const { key, read, reference, columns } = difference;
  return html`${heading(title)}
  ${scrolling(
    title,
    html`<table>
      <thead>
        <tr>
          <th scope="col" class="text">row <bdi>${key}</bdi></th>
          <th scope="col" class="text"><bdi>${read}</bdi></th>
          <th scope="col" class="text"><bdi>${reference}</bdi></th>
        </tr>
      </thead>
      <tbody>
        ${columns.map(
          (column) =>
            html`<tr>
              <th scope="row" class="text"><bdi>${column.name}</bdi></th>
              ${value(column.value)} ${value(column.reference)}
            </tr>`,
        )}
      </tbody>
    </table>`,
  )}`;
}

const value = (text: string | null): Content =>
  text === null
    ? html`<td class="text absent">–</td>`
    : html`<td class="text">
        <code><bdi>${text}</bdi></code>
      </td>`;
