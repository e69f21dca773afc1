/** The report of a history: the steps, then every trend, then what it was made of. */
import type { History } from "../../../compare/history.js";
import { pictures } from "../charted.js";
import { pageOnly, textOnly } from "../medium.js";
import { group, notes, type Group, type Report, type Section } from "../report.js";
import { historyConclusions, historyHeading, lineLegend, lineNames, trendLabel } from "./sentences.js";
import { resultsTable, trendTable } from "./trend-table.js";

/** @param ormeter the version that makes the report. */
export function historyReport(history: History, ormeter: string): Report {
  const facts = historyHeading(history);
  return {
    command: "history",
    title: `What reads cost from ${facts[0] ?? ""}`,
    facts,
    ormeter,
    origin: "the results that are listed above.",
    sections: [
      {
        kind: "group",
        id: "conclusions",
        title: "Where the level steps",
        selfEvident: true,
        summary: true,
        blocks: [{ kind: "sentences", sentences: historyConclusions(history) }],
      },
      trendsSection(history),
      {
        kind: "group",
        id: "results",
        title: "Saved results",
        selfEvident: true,
        blocks: [resultsTable(history)],
      },
    ],
  };
}

function trendsSection(history: History): Section {
  const legend = lineLegend(history);
  const labels = [...new Set(history.trends.map((trend) => trendLabel(trend, history)))];
  return {
    kind: "group",
    id: "trends",
    title: "Trends",
    selfEvident: true,
    blocks: [
      { ...trendTable(history), shown: textOnly },
      notes(
        [
          "Large marks and the line: the median of each version; small dots beside them: its trials. A dashed line: the " +
            "level steps there. Scales of their own, which needn’t begin at zero. Point at a mark, or focus a chart and " +
            "use the arrow keys, to read its figures.",
        ],
        pageOnly,
      ),
      notes(
        legend.length === 0 ? [] : ["Lines that can’t be compared with each other, by their conditions:", ...legend],
        pageOnly,
      ),
      ...labels.map((label) => ({ ...group({ name: label }, panels(history, label), pageOnly), sideBySide: true })),
    ],
  };
}

/** The trends of one case. */
function panels(history: History, label: string): Group[] {
  const { versions } = history;
  const nameOf = lineNames(history);
  return history.trends.flatMap((trend, index) => {
    if (trendLabel(trend, history) !== label) return [];
    const name = `trend-${index + 1}`;
    return [
      group(trend.metric.title, [
        {
          kind: "chart",
          size: "panel",
          answers: "points",
          nothing: "",
          make: async () => ({ wide: (await pictures()).trendChart({ trend, name, label, versions, nameOf }) }),
        },
      ]),
    ];
  });
}
