/** The tables of a history: medians over the versions, and the results that they are of. */
import { median } from "simple-statistics";
import type { History, HistoryStep, Line, ListedResult, Trend } from "../../../compare/history.js";
import { columnFormat, formatCount } from "../../format.js";
import { absentCell, figureCell, wordsCell, type Cell, type Column, type Row, type Table } from "../table.js";
import { lineLegend, lineNames, shortCommit, timeOf } from "./line-names.js";
import { trendLabel } from "./sentences.js";
import { resultAnchor, type HistoryLinks } from "./steps.js";

/** Medians by case, metric and version. */
export function trendTable(history: History): Table {
  const nameOf = lineNames(history);
  const groups = new Map<string, Row[]>();
  for (const trend of history.trends) {
    const title = trendLabel(trend, history);
    const rows = trend.lines.map((line) => rowOf(trend, line, nameOf(line)?.brief, history.versions));
    groups.set(title, [...(groups.get(title) ?? []), ...rows]);
  }
  return {
    kind: "table",
    label: "Medians by version",
    rowTitle: "metric",
    columns: history.versions.map((version) => ({ name: version, title: version, rank: 1 })),
    groups: [...groups].map(([title, rows]) => ({ title: { name: title }, rows })),
    legend: ["medians", "▲ ▼: the level steps here"],
    notes: lineLegend(history).map((text) => ({ text })),
  };
}

/** All figures of a trend in one unit, on whatever line they are. */
function rowOf({ metric, lines }: Trend, line: Line, lineName: string | undefined, versions: readonly string[]): Row {
  const figures = lines.flatMap(({ levels }) => levels.map(({ trials }) => median([...trials.values])));
  const format = columnFormat(figures, metric.unit);
  const unit = format.unit === "" ? "" : `, ${format.unit}`;
  return {
    name: `${metric.title}${unit}${lineName === undefined ? "" : `, ${lineName}`}`,
    cells: versions.map((version) => {
      const level = line.levels.find((each) => each.version === version);
      if (!level) return absentCell();
      const value = median([...level.trials.values]);
      const step = line.steps.find(({ to }) => to === version);
      return { ...figureCell(format.format(value), value), ...(step && stepMark(step)) };
    }),
  };
}

/** The level is another one from here on. */
const stepMark = ({ before, after, direction }: HistoryStep) => ({
  sign: { glyph: after > before ? "▲" : "▼", means: "the level steps here" },
  tone: ({ better: "good", worse: "bad" } as const)[direction],
});

const columnsOf = (hasCommits: boolean): Column[] => [
  { name: "command", title: "command", text: true, rank: 1 },
  { name: "versions", title: "versions", text: true, rank: 0 },
  { name: "rows", title: "rows", rank: 1 },
  { name: "rounds", title: "rounds", rank: 1 },
  ...(hasCommits ? [{ name: "commit", title: "commit", text: true, rank: 1 as const }] : []),
  { name: "state", title: "state", text: true, rank: 0 },
  { name: "where", title: "where", text: true, rank: 0 },
];

/** The saved results, the oldest first. */
export function resultsTable({ results }: History, { reportOf }: HistoryLinks): Table {
  const hasCommits = results.some(({ commit }) => commit);
  const rows = results.map((result, index) => ({
    name: timeOf(result.startedAt),
    anchor: resultAnchor(index),
    cells: cellsOf(result, hasCommits, reportOf(result)),
  }));
  return {
    kind: "table",
    label: "Saved results",
    rowTitle: "when",
    columns: columnsOf(hasCommits),
    groups: rows.length === 0 ? [] : [{ rows }],
  };
}

function cellsOf(result: ListedResult, hasCommits: boolean, report: string | undefined): Cell[] {
  const { command, versions, rows: read, rounds, commit, state, files } = result;
  return [
    wordsCell(command),
    versions.length === 0 ? absentCell() : wordsCell(versions.join(", ")),
    figureCell(formatCount(read), read),
    figureCell(formatCount(rounds), rounds),
    ...(hasCommits ? [commit ? wordsCell(commitWords(commit)) : absentCell("not known")] : []),
    wordsCell(state),
    wordsCell({ name: files.join(", "), href: report }),
  ];
}

const commitWords = ({ hash, modified }: NonNullable<ListedResult["commit"]>): string =>
  `${shortCommit(hash)}${modified ? ", modified" : ""}`;
