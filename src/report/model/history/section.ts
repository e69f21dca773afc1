/** The report of a history: the steps, then every trend, then what it was made of. */
import type { History, Line, Trend } from "../../../compare/history.js";
import { noBreakSpace } from "../../format.js";
import { pictures } from "../charted.js";
import { pageOnly, textOnly } from "../medium.js";
import { group, notes, type Block, type Group, type Report, type Section } from "../report.js";
import { hasStep, historyAtlas, trendName } from "./atlas.js";
import { lineLegend, lineMarkOf, lineNames, type LineName } from "./line-names.js";
import { historyFindings, historyHeading, historyScope, trendLabel } from "./sentences.js";
import { noLinks, stepGroups, type HistoryLinks } from "./steps.js";
import { resultsTable, trendTable } from "./trend-table.js";

/**
 * @param ormeter the version that makes the report.
 * @param links what the page leads to.
 */
export function historyReport(history: History, ormeter: string, links: HistoryLinks = noLinks): Report {
  const facts = historyHeading(history);
  return {
    command: "history",
    title: `What reads cost from ${facts[0] ?? ""}`,
    facts,
    ormeter,
    origin: "the results that are listed above.",
    sections: [
      conclusions(history, links),
      trendsSection(history),
      {
        kind: "group",
        id: "results",
        title: "Saved results",
        selfEvident: true,
        blocks: [resultsTable(history, links)],
      },
    ],
  };
}

function conclusions(history: History, links: HistoryLinks): Section {
  const steps = stepGroups(history, links);
  return {
    kind: "group",
    id: "conclusions",
    title: "Where the level steps",
    selfEvident: true,
    summary: true,
    blocks: [
      // A page has tables of them instead.
      { kind: "sentences", sentences: historyFindings(history), ...(steps.length > 0 && { shown: textOnly }) },
      ...steps,
      { kind: "sentences", sentences: [historyScope(history)] },
    ],
  };
}

function trendsSection(history: History): Section {
  const stepping = history.trends.filter(hasStep);
  return {
    kind: "group",
    id: "trends",
    title: "Trends",
    selfEvident: true,
    blocks: [
      { ...trendTable(history), shown: textOnly },
      ...(stepping.length === 0
        ? []
        : [
            notes(
              [
                "Medians, one version after another; a dot marks a step, and a grey line has none. Every axis spans at " +
                  "least 25 % either way of its middle, so that small changes look small; metrics around zero show zero. " +
                  "Each leads to its chart.",
              ],
              pageOnly,
            ),
            historyAtlas(history, "What steps", hasStep),
          ]),
      foldedIf(stepping.length > 0, allTitle(history, stepping), [historyAtlas(history, "Every trend", () => true)]),
      group("Each trend with its trials", [chartNotes(history), ...charts(history)], { ...pageOnly, page: "folded" }),
    ],
  };
}

const allTitle = ({ trends }: History, stepping: readonly Trend[]): string =>
  `Every trend, with the ${String(trends.length - stepping.length)} that stay flat`;

const foldedIf = (isFolded: boolean, title: string, blocks: readonly Block[]): Group =>
  group(title, blocks, { ...pageOnly, page: isFolded ? "folded" : "open" });

const chartNotes = (history: History): Block => {
  const legend = lineLegend(history);
  return notes([
    "Large marks and the line: the median of each version; small dots beside them: its trials. A dashed line: the " +
      "level steps there. Point at a mark, or focus a chart and use the arrow keys, to read its figures.",
    ...(legend.length === 0 ? [] : ["Lines that can’t be compared with each other, by their conditions:", ...legend]),
  ]);
};

/** A part for each case; its trends side by side. */
const charts = (history: History): Group[] =>
  [...new Set(history.trends.map((trend) => trendLabel(trend, history)))].map((label) => ({
    ...group({ name: label }, panels(history, label)),
    sideBySide: true,
  }));

function panels(history: History, label: string): Group[] {
  const { versions } = history;
  const nameOf = lineNames(history);
  return history.trends
    .filter((trend) => trendLabel(trend, history) === label)
    .map((trend) =>
      group(trend.metric.title, [
        {
          kind: "chart",
          size: "panel",
          answers: "points",
          nothing: "",
          make: async () => ({
            wide: (await pictures()).trendChart({ trend, name: trendName(trend, history), label, versions, nameOf }),
          }),
        },
        notes(lineKey(trend.lines, nameOf)),
      ]),
    );
}

/** Which mark is which line, where there are several. */
function lineKey(lines: readonly Line[], nameOf: (line: Line) => LineName | undefined): string[] {
  const names = lines.flatMap((line, index) => {
    const name = nameOf(line);
    return name ? [`${lineMarkOf(index).glyph}${noBreakSpace}${name.name}`] : [];
  });
  return names.length === 0 ? [] : [names.join(" · ")];
}
