/** A history as Markdown, for a pull request's comment or a job's summary. */
import type { History } from "../../compare/history.js";
import { bullets, joinParts, plain, table } from "../markdown/parts.js";
import { markdownCode as code, markdownText as text } from "../markdown/text.js";
import { historyConclusions, historyHeading, lineLegend } from "../model/history/sentences.js";
import { resultColumns, resultRows, trendSections } from "../model/history/trend-table.js";

/** The history in less than 60,000 bytes of UTF-8; where something is cut off, it says so. */
export function renderHistoryMarkdown(history: History): string {
  const [what = "", ...how] = historyHeading(history);
  const parts = [
    plain([`## Read patterns over versions: ${text(what)}`]),
    plain([how.map(text).join(" · ")]),
    plain(bullets(historyConclusions(history).map((conclusion) => conclusion.text))),
    plain(trends(history)),
    plain(bullets(lineLegend(history))),
    plain(results(history)),
  ];
  return joinParts(parts);
}

function trends(history: History): string[] {
  const rows = trendSections(history).flatMap(({ title, rows: members }) =>
    members.map(({ label, cells }, index) => [
      index === 0 ? code(title) : "",
      text(label),
      ...cells.map((cell) => (cell ? (cell.step ? `**${cell.figure}** ${cell.step.sign}` : cell.figure) : "–")),
    ]),
  );
  const versions = history.versions.map((version) => ({ title: text(version), align: "right" as const }));
  return rows.length === 0
    ? []
    : [...table([{ title: "pattern" }, { title: "metric" }, ...versions], rows), "", legend];
}

const legend = "<sub>Medians; ▲ ▼: the level steps here.</sub>";

function results(history: History): string[] {
  return table(
    resultColumns.map((title) => ({ title })),
    resultRows(history).map((cells) => cells.map(text)),
  );
}
