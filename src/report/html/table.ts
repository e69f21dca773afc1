/** Tables on the page. Those that can be sorted say in a column's heading what its figures are. */
import { capitalised } from "../format.js";
import { rowsOf, type Cell, type Column, type Ending, type Row, type RowGroup, type Table } from "../model/table.js";
import { plainWords } from "../model/words.js";
import { html, type Content, type Markup } from "./markup.js";
import { noteList, outcome, scrolling, words } from "./word-markup.js";

/** The table, with what is to be known of it; undefined where it has nothing to show. */
export function tableBlock(table: Table): Markup | undefined {
  const { label, legend = [], best, notes = [], endings = [], sortedBy, columns, groups } = table;
  if (groups.length === 0 && endings.length === 0) return undefined;
  const sentence = [...legend, ...(best === undefined ? [] : [`bold: ${best}`])].join(" · ");
  const sorting = " · a column’s heading sorts by it, and says what the figure is";
  return html`${sentence === "" ? undefined : html`<p class="note">${capitalised(sentence)}${sortedBy === undefined ? "" : sorting}</p>`}
  ${scrolling(label, tableElement(table), sortedBy !== undefined)} ${noteList(notes.map(({ text }) => text))}
  ${sortedBy === undefined ? undefined : definitions(columns)}`;
}

function tableElement(table: Table): Markup {
  const { id, rowTitle, columns, endings = [], sortedBy } = table;
  const isSortable = sortedBy !== undefined;
  const most = columns.map((column, index) => (column.bars || isSortable ? largest(table, index) : undefined));
  return html`<table
    ${id === undefined ? undefined : html`id="${id}"`}
    ${isSortable ? html`class="sortable"` : undefined}
  >
    <thead>
      <tr>
        ${
          isSortable
            ? html`<th scope="col" class="name" aria-sort="none"><button type="button">${words(rowTitle)}</button></th>`
            : html`<th scope="col" class="name text">${words(rowTitle)}</th>`
        }
        ${columns.map((column) => (isSortable ? sortingHeading(column, sortedBy) : heading(column)))}
      </tr>
    </thead>
    ${bodies(table).map(
      ({ title, rows }) =>
        html`<tbody>
          ${title === undefined ? undefined : groupRow(title, columns.length + 1)}
          ${rows.map((row) => tableRow(row, columns, most, isSortable))}
        </tbody>`,
    )}
    ${endingRows(endings, columns.length)}
  </table>`;
}

/** Rows that can be sorted know no groups. */
function bodies(table: Table): readonly RowGroup[] {
  const { columns, groups, sortedBy } = table;
  if (sortedBy === undefined) return groups;
  const index = columns.findIndex(({ name }) => name === sortedBy);
  const valueOf = ({ cells }: Row) => numberOf(cells[index]) ?? Infinity;
  return [{ rows: rowsOf({ groups }).sort((a, b) => (valueOf(a) === valueOf(b) ? 0 : valueOf(a) - valueOf(b))) }];
}

const numberOf = (cell: Cell | undefined): number | undefined => (cell?.kind === "figure" ? cell.value : undefined);

const largest = (table: Table, column: number): number =>
  Math.max(0, ...rowsOf(table).map(({ cells }) => numberOf(cells[column]) ?? 0));

const unitSpan = (unit = ""): Markup | undefined =>
  unit === "" ? undefined : html` <span class="unit">${unit}</span>`;

function heading({ title, unit, text, definition }: Column): Markup {
  return html`<th
    scope="col"
    ${text ? html`class="text"` : undefined}
    ${definition === undefined ? undefined : html`title="${definition}"`}
  >
    <bdi>${title}</bdi>${unitSpan(unit)}
  </th>`;
}

function sortingHeading({ name, title, unit }: Column, sortedBy: string | undefined): Markup {
  return html`<th scope="col" aria-sort="${name === sortedBy ? "ascending" : "none"}" data-column="${name}">
    <button type="button" aria-describedby="definition-${name}">${title}${unitSpan(unit)}</button>
  </th>`;
}

const groupRow = (title: NonNullable<RowGroup["title"]>, columns: number): Markup =>
  html`<tr>
    <th scope="rowgroup" class="text state" colspan="${columns}">${words(title)}</th>
  </tr>`;

function tableRow(
  { id, anchor, name, marks = [], cells }: Row,
  columns: readonly Column[],
  most: readonly (number | undefined)[],
  isSortable: boolean,
): Markup {
  const own = id === undefined ? undefined : html`data-row="${id}"`;
  const value = isSortable ? html`data-value="${plainWords(name)}"` : undefined;
  const named = anchor === undefined ? undefined : html`id="${anchor}"`;
  return html`<tr ${named} ${own}>
    <th scope="row" class="name text" ${value}>
      ${words(name)}
      ${marks.map(({ word, means, tone }) => html`<span class="mark ${tone}" title="${means}">${word}</span> `)}
    </th>
    ${cells.map((cell, index) => tableCell(cell, columns[index]?.text ?? false, isSortable, most[index]))}
  </tr>`;
}

/** In as few characters as it takes: a page has thousands. */
function tableCell(cell: Cell, isText: boolean, isSortable: boolean, most: number | undefined): Content {
  const tone = cell.kind === "absent" ? "absent" : (cell.tone ?? "plain");
  const names = html`class="${tone}${isText ? " text" : ""}"`;
  if (cell.kind === "words") return html`<td ${names}>${words(cell.words)}</td>`;
  if (cell.kind === "absent") {
    return html`<td ${names}>${cell.reason === undefined ? "–" : html`<span title="${cell.reason}">–</span>`}</td>`;
  }
  const { unit = "", spread = "", interval = "", sign, value, hint } = cell;
  const figure = [cell.text, unit].filter((part) => part !== "").join(" ");
  const [kind, reach] = interval === "" ? ["spread", spread] : ["interval", interval];
  const signed = sign && html` <span role="img" aria-label="${sign.means}">${sign.glyph}</span>`;
  const beside = reach === "" ? undefined : html` <span class="${kind}">${reach}</span>`;
  const sorted = isSortable && value !== undefined ? html` data-value="${value}"` : undefined;
  const titled = hint === undefined ? undefined : html` title="${hint}"`;
  const shown = [
    html`<span class="figure">${figure}${signed}</span>`,
    beside,
    most === undefined ? undefined : bar(value ?? 0, most),
  ];
  return html`<td ${names}${sorted}${titled}>${shown}</td>`;
}

function bar(value: number, most: number): Markup {
  const length = most > 0 ? Math.round((1000 * Math.max(0, value)) / most) / 10 : 0;
  return html`<svg class="bar" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
    <rect width="${length}" height="3" />
  </svg>`;
}

/** Below the figures: what has none. Not sorted. */
function endingRows(endings: readonly Ending[], columns: number): Content {
  if (endings.length === 0) return undefined;
  return html`<tbody class="outcomes">
    ${endings.map(
      (ending) =>
        html`<tr>
          <th scope="row" class="name text">${words(ending.name)}</th>
          <td colspan="${columns}"><div class="outcome-text">${outcome(ending)}</div></td>
        </tr>`,
    )}
  </tbody>`;
}

const definitions = (columns: readonly Column[]): Markup =>
  html`<details class="definitions">
    <summary>What each figure is</summary>
    <dl>
      ${columns.map(
        ({ name, title, definition }) =>
          html`<dt>${title}</dt>
            <dd id="definition-${name}">${definition}</dd>`,
      )}
    </dl>
  </details>`;
