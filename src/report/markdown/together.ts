/** Several reports as one Markdown text, for a pull request's comment or a job's summary. */
import type { NamedVerdict, VerdictLine } from "../model/report.js";
import { joinWithin } from "./budget.js";
import { plain } from "./parts.js";
import { limit } from "./report.js";
import { markdownName, markdownText } from "./text.js";

/** One of several reports, as Markdown already. */
export interface NamedReport extends NamedVerdict {
  readonly markdown: string;
}

/** What they come to, each one's verdict, and as many of the reports as there is room for. */
export function renderTogether(overall: VerdictLine, reports: readonly NamedReport[]): string {
  const line = ({ word, why }: VerdictLine): string => `${word}: ${markdownText(why)}`;
  const head = joinWithin(
    [plain([line(overall)]), plain(reports.map(({ name, verdict }) => `- ${markdownName(name)} ${line(verdict)}`))],
    limit / 2,
  );
  let room = limit - Buffer.byteLength(head) - 200;
  const shown = reports.flatMap(({ markdown }) => {
    const size = Buffer.byteLength(markdown);
    if (size > room) return [];
    room -= size;
    return [markdown];
  });
  const left = reports.length - shown.length;
  const note =
    left === 0 ? "" : `${String(left)} of the reports ${left === 1 ? "was" : "were"} left out to keep this short.\n\n`;
  return `${head}${shown.join("")}${note}`;
}
