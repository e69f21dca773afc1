/** All trends of a history at a glance: reads below each other, metrics side by side. */
import { median } from "simple-statistics";
import type { History, HistoryStep, Line, Trend } from "../../../compare/history.js";
import { columnFormat, noBreakSpace } from "../../format.js";
import { pictures } from "../charted.js";
import { pageOnly } from "../medium.js";
import type { Atlas, AtlasCell } from "../report.js";
import { levelSentence, stepSize, trendLabel } from "./sentences.js";

/** Most steps of one trend that are named beside its sparkline. */
const mostSteps = 2;

/** The name of a trend's chart. */
export const trendName = (trend: Trend, { trends }: History): string => `trend-${String(trends.indexOf(trend) + 1)}`;

/** Whether its level steps anywhere. */
export const hasStep = ({ steps }: Trend): boolean => steps.length > 0;

/** Those reads, and those metrics of them, of which a trend is wanted; none where none is. */
export function historyAtlas(history: History, label: string, isWanted: (trend: Trend) => boolean): Atlas {
  const wanted = history.trends.filter(isWanted);
  const rows = [...new Set(wanted.map((trend) => trendLabel(trend, history)))];
  const titles = new Set(wanted.map(({ metric }) => metric.title));
  // In the order in which the metrics were asked for, which no read alone need have in whole.
  const columns = [...new Set(history.trends.map(({ metric }) => metric.title))].filter((title) => titles.has(title));
  return {
    kind: "atlas",
    shown: pageOnly,
    label,
    rowTitle: "pattern",
    columns,
    rows: rows.map((row) => ({
      name: { name: row },
      cells: columns.map((title) => {
        const trend = history.trends.find((each) => each.metric.title === title && trendLabel(each, history) === row);
        return trend && atlasCell(trend, history);
      }),
    })),
  };
}

function atlasCell(trend: Trend, history: History): AtlasCell {
  const { lines, metric, steps } = trend;
  const longest = lines.reduce((most, line) => (line.levels.length > most.levels.length ? line : most));
  const middle = ({ trials }: Line["levels"][number]) => median([...trials.values]);
  const [first, last] = [longest.levels[0], longest.levels.at(-1)];
  const ends = [...new Set([first, last])].flatMap((level) => (level ? [middle(level)] : []));
  const { format, unit } = columnFormat(ends, metric.unit);
  const figures = ends.map(format).join(" → ");
  return {
    text: unit === "" ? figures : `${figures}${noBreakSpace}${unit}`,
    changes: [
      ...steps.slice(0, mostSteps).map((step) => stepMark(trend, step)),
      ...(steps.length > mostSteps
        ? [{ text: `${steps.length - mostSteps} more`, sign: { glyph: "…", means: "steps" }, tone: "plain" as const }]
        : []),
    ],
    target: trendName(trend, history),
    hint: longest.levels
      .map((level) => levelSentence(longest, level.version, middle(level), level.trials.size))
      .join("; "),
    make: async () => (await pictures()).sparkline(trend, history.versions),
  };
}

/** A change of level as a sign beside figures. */
const stepMark = ({ metric }: Trend, step: HistoryStep): AtlasCell["changes"][number] => ({
  text: stepSize(metric, step),
  sign: { glyph: step.after > step.before ? "▲" : "▼", means: step.direction },
  tone: step.direction === "worse" ? "bad" : "good",
});
