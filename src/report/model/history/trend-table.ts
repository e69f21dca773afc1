/** The tables of a history, for terminal, Markdown and page alike. */
import { median } from "simple-statistics";
import type { History, Line, Trend } from "../../../compare/history.js";
import { columnFormat, formatCount } from "../../format.js";
import { lineNames, trendLabel } from "./sentences.js";

/** One version's median in a row; `step`: the level is another one from here on. */
export interface TrendCell {
  readonly figure: string;
  readonly step: { readonly sign: "▲" | "▼"; readonly direction: "better" | "worse" } | undefined;
}

/** One metric over the versions. */
export interface TrendRow {
  /** "wall, s", with the line's number where there are several. */
  readonly label: string;
  /** One a version of the history; undefined where it wasn't measured. */
  readonly cells: readonly (TrendCell | undefined)[];
}

/** One case's metrics. */
export interface TrendSection {
  readonly title: string;
  readonly rows: readonly TrendRow[];
}

/** Medians by case, metric and version. */
export function trendSections(history: History): TrendSection[] {
  const nameOf = lineNames(history);
  const sections = new Map<string, TrendRow[]>();
  for (const trend of history.trends) {
    const title = trendLabel(trend, history);
    const rows = trend.lines.map((line) => rowOf(trend, line, nameOf(line)?.number, history.versions));
    sections.set(title, [...(sections.get(title) ?? []), ...rows]);
  }
  return [...sections].map(([title, rows]) => ({ title, rows }));
}

/** All figures of a trend in one unit, on whatever line they are. */
function rowOf(
  { metric, lines }: Trend,
  line: Line,
  number: number | undefined,
  versions: readonly string[],
): TrendRow {
  const figures = lines.flatMap(({ levels }) => levels.map(({ trials }) => median([...trials.values])));
  const format = columnFormat(figures, metric.unit);
  const unit = format.unit === "" ? "" : `, ${format.unit}`;
  return {
    label: `${metric.title}${unit}${number === undefined ? "" : ` #${number}`}`,
    cells: versions.map((version) => {
      const level = line.levels.find((each) => each.version === version);
      if (!level) return undefined;
      const step = line.steps.find(({ to }) => to === version);
      return {
        figure: format.format(median([...level.trials.values])),
        step: step && { sign: step.after > step.before ? "▲" : "▼", direction: step.direction },
      };
    }),
  };
}

/** The columns of the list of results. */
export const resultColumns = ["when", "command", "versions", "rows", "rounds", "state", "where"] as const;

/** One of them. */
export type ResultColumn = (typeof resultColumns)[number];

/** Those that hold figures. */
export const isFigure = (column: ResultColumn | undefined): boolean => column === "rows" || column === "rounds";

/** Those that may be long, and so are broken or cut where there is no room for them. */
export const isLong = (column: ResultColumn | undefined): boolean => column === "versions" || column === "where";

/** The saved results, the oldest first; one text a column. */
export function resultRows({ results }: History): (readonly string[])[] {
  return results.map(({ startedAt, command, versions, rows, rounds, state, files }) => [
    startedAt.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, "$1 $2"),
    command,
    versions.length === 0 ? "–" : versions.join(", "),
    formatCount(rows),
    formatCount(rounds),
    state,
    files.join(", "),
  ]);
}
