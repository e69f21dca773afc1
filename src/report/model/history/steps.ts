/** The steps of a history on a page: version by version, with the runs that measured them and the commits between. */
import type { History, HistoryStep, ListedResult } from "../../../compare/history.js";
import { formatValue } from "../../format.js";
import { pageOnly } from "../medium.js";
import { group, type Block, type Facts, type Group, type Listing } from "../report.js";
import { figureCell, wordsCell, type Cell, type Row, type Table } from "../table.js";
import type { Name, Words } from "../words.js";
import { trendName } from "./atlas.js";
import { shortCommit, timeOf } from "./line-names.js";
import { counted, stepSize, stepsOf, trendLabel, type TrendStep } from "./sentences.js";

/** The commits between two, as a repository has them. */
export interface CommitsBetween {
  /** The newest first. */
  readonly commits: readonly { readonly hash: string; readonly subject: string }[];
  /** Where the web shows them. */
  readonly address: string | undefined;
}

/** What a history's page leads to, outside of itself. */
export interface HistoryLinks {
  /** A result's own report, as seen from the page; undefined where there is none. */
  readonly reportOf: (result: ListedResult) => string | undefined;
  /** What lies between two commits; undefined where that isn't known. */
  readonly between: (from: string, to: string) => CommitsBetween | undefined;
}

/** For a page that leads nowhere. */
export const noLinks: HistoryLinks = { reportOf: () => undefined, between: () => undefined };

/** The name of a result's row in the list. */
export const resultAnchor = (index: number): string => `result-${String(index + 1)}`;

/** Steps from one version to another; a part for each two versions. */
export function stepGroups(history: History, links: HistoryLinks): Group[] {
  const places = new Map<string, TrendStep[]>();
  for (const each of stepsOf(history)) {
    const key = JSON.stringify([each.step.from, each.step.to]);
    places.set(key, [...(places.get(key) ?? []), each]);
  }
  return [...places.values()].flatMap((steps) => {
    const [first] = steps;
    if (!first) return [];
    const { from, to } = first.step;
    const title = `${history.package} ${from} → ${to}`;
    return [group(title, [stepsTable(steps, title, history), ...origins(steps, history, links)], pageOnly)];
  });
}

function stepsTable(steps: readonly TrendStep[], title: string, history: History): Table {
  const isVague = steps.some(({ step }) => step.surely !== undefined);
  return {
    kind: "table",
    label: `Where the level steps, ${title}`,
    rowTitle: "pattern",
    columns: [
      { name: "metric", title: "metric", text: true, rank: 0 },
      { name: "change", title: "change", rank: 0 },
      { name: "before", title: "before", rank: 0 },
      { name: "after", title: "after", rank: 0 },
      ...(isVague ? [{ name: "surely", title: "somewhere from", text: true, rank: 0 as const }] : []),
    ],
    groups: [{ rows: steps.map((each) => stepRow(each, isVague, history)) }],
  };
}

function stepRow({ trend, step }: TrendStep, isVague: boolean, history: History): Row {
  const { metric } = trend;
  const { before, after, direction, surely } = step;
  const change: Cell = {
    kind: "figure",
    text: stepSize(metric, step),
    sign: { glyph: after > before ? "▲" : "▼", means: direction },
    tone: direction === "worse" ? "bad" : "good",
  };
  return {
    name: { name: trendLabel(trend, history) },
    cells: [
      wordsCell({ name: metric.title, href: `#${trendName(trend, history)}` }),
      change,
      figureCell(formatValue(before, metric.unit)),
      figureCell(formatValue(after, metric.unit)),
      ...(isVague ? [wordsCell(surely ? `${surely[0]} to ${surely[1]}` : "")] : []),
    ],
  };
}

/** Where the two versions come from: runs, what else changed, commits. */
function origins(steps: readonly TrendStep[], history: History, links: HistoryLinks): Block[] {
  const runsOf = (side: keyof HistoryStep["runs"]) =>
    [...new Set(steps.flatMap(({ step }) => step.runs[side]))].sort((a, b) => a - b);
  const [from, to] = [runsOf("from"), runsOf("to")];
  const isOneRun = JSON.stringify(from) === JSON.stringify(to);
  const beside = [...new Set(steps.flatMap(({ step }) => step.beside))];
  const [left, right] = [commitOf(from.at(-1), history), commitOf(to[0], history)];
  const between = left !== undefined && right !== undefined && left !== right ? links.between(left, right) : undefined;
  const runs = (indices: readonly number[]) => listed(indices.map((index) => runName(index, history, links)));
  const facts: Facts = {
    kind: "facts",
    facts: [
      ...(isOneRun
        ? [["measured in", runs(from)] as const]
        : ([
            ["before, measured in", runs(from)],
            ["after, measured in", runs(to)],
          ] as const)),
      ...(beside.length > 0 ? [["there, too", beside.join(", ")] as const] : []),
      ...(left !== undefined && right !== undefined && left !== right
        ? [["commits", commitsName(left, right, between)] as const]
        : []),
    ],
  };
  return [facts, ...(between && between.commits.length > 0 ? [commitsGroup(between)] : [])];
}

const commitOf = (index: number | undefined, { results }: History): string | undefined =>
  index === undefined ? undefined : results[index]?.commit?.hash;

/** When it was made, which leads to its report, or to its row in the list. */
function runName(index: number, { results }: History, { reportOf }: HistoryLinks): Name {
  const result = results[index];
  const at = result?.commit ? `, ${shortCommit(result.commit.hash)}` : "";
  return {
    name: `${timeOf(result?.startedAt ?? "")}${at}`,
    href: (result && reportOf(result)) ?? `#${resultAnchor(index)}`,
  };
}

const commitsName = (from: string, to: string, between: CommitsBetween | undefined): Name => ({
  name: `${shortCommit(from)}..${shortCommit(to)}`,
  href: between?.address,
});

function commitsGroup({ commits }: CommitsBetween): Group {
  const title = `${counted(commits.length, "commit")} between, the newest first`;
  const listing: Listing = {
    kind: "listing",
    caption: `${shortCommit(commits.at(-1)?.hash ?? "")} to ${shortCommit(commits[0]?.hash ?? "")}`,
    language: "text",
    lines: commits.map(({ hash, subject }) => ({ pieces: [{ text: `${shortCommit(hash)} ${subject}` }] })),
    left: 0,
  };
  return group(title, [listing], { ...pageOnly, page: "folded" });
}

const listed = (names: readonly Name[]): Words => names.flatMap((name, index) => (index === 0 ? [name] : [", ", name]));
