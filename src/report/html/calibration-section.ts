/** What `calibrate` found out about the machine. */
import type { Result } from "../../results/schema.js";
import { calibrationLegend, calibrationSentences, calibrationTable } from "../model/calibration.js";
import { isCalibration } from "../model/comparison/compared-result.js";
import { html, type Markup } from "./markup.js";
import { scrolling } from "./scrolling.js";

/** The section with the table and the sentences; nothing for any other result. */
export function calibrationSection(result: Result): Markup | undefined {
  if (!isCalibration(result)) return undefined;
  const table = calibrationTable(result.calibration);
  return html`<section id="calibration" aria-labelledby="calibration-title">
    <h2 id="calibration-title">What this machine can tell apart</h2>
    <ul class="conclusions">
      ${calibrationSentences(result.calibration).map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    ${
      table &&
      scrolling(
        "What this machine can tell apart",
        html`<table>
          <thead>
            <tr>
              <th scope="col" class="text">metric</th>
              ${table.columns.map(({ title }) => html`<th scope="col">${title}</th>`)}
            </tr>
          </thead>
          ${table.sections.map(
            ({ title, rows }) =>
              html`<tbody>
                <tr>
                  <th scope="rowgroup" class="text" colspan="${table.columns.length + 1}"><bdi>${title}</bdi></th>
                </tr>
                ${rows.map(
                  ({ label, cells }) =>
                    html`<tr>
                      <th scope="row" class="text">${label}</th>
                      ${cells.map(({ figure, beside }) => html`<td>${figure} ${beside}</td>`)}
                    </tr>`,
                )}
              </tbody>`,
          )}
        </table>`,
      )
    }
    <ul class="notes">
      ${calibrationLegend.map((line) => html`<li>${line}</li>`)}
    </ul>
  </section>`;
}
