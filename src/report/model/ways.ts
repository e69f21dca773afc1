/** Several ORMs, way by way: the page to choose by. */
import { metrics, type MetricName } from "../../metrics.js";
import { folderOf } from "../../project/packages.js";
import type { CaseSummary } from "../../results/case-summary.js";
import { ways, type Result, type Way } from "../../results/schema.js";
import { holdsBothSides } from "./comparison/compared-result.js";
import { caseName, formatOf, metricCell, metricColumn } from "./figures.js";
import type { Section } from "./report.js";
import { notRead } from "./rows-read.js";
import { absentCell, type Row, type RowGroup } from "./table.js";
import { nameList } from "./words.js";

const titles: Readonly<Record<Way, string>> = {
  whole: "the whole result in one statement",
  pages: "page by page",
  stream: "row by row, or some at a time",
  join: "by one join",
  json: "by JSON made by the server",
  statements: "by one statement per relation",
  each: "by one statement per root (N+1)",
};

const shownMetrics: readonly MetricName[] = ["cpu", "peakRss", "allocated", "statements"];

/** The section; undefined where fewer than two ORMs were read. */
export function waysSection(result: Result, cases: readonly CaseSummary[]): Section | undefined {
  if (holdsBothSides(result)) return undefined;
  const floors = new Set(cases.flatMap(({ kind, pattern }) => (kind === "floor" ? [folderOf(pattern.id)] : [])));
  const folders = [...new Set(cases.map(({ pattern }) => folderOf(pattern.id)))];
  const orms = folders.filter((folder) => !floors.has(folder));
  const own = ways.filter((way) => cases.some(({ pattern }) => pattern.way === way));
  const unread = notRead(result);
  const without = unread.filter(({ isFolder }) => isFolder);
  if (orms.length + without.length < 2 || own.length === 0) return undefined;
  const measured = cases.filter(({ completed }) => completed > 0);
  const columns = shownMetrics.map((name) => ({ name, format: formatOf(measured, name) }));
  const inOrder = [...orms, ...folders.filter((folder) => floors.has(folder))];
  const bestOf = (folder: string, way: Way) =>
    leastOf(cases.filter(({ pattern }) => pattern.way === way && folderOf(pattern.id) === folder));
  const rowOf = (folder: string, way: Way): Row[] => {
    const best = bestOf(folder, way);
    if (!best) return [];
    const cells = columns.map(({ name, format }) =>
      best.completed > 0 ? metricCell(best, name, format) : absentCell("none of its trials completed"),
    );
    const mark = { word: "floor", means: "the driver by itself", tone: "plain" } as const;
    return [{ name: caseName(best), ...(floors.has(folder) && { marks: [mark] }), cells }];
  };
  /** In one row, since there is nothing to tell them apart by. */
  const withoutWay = (way: Way): Row[] => {
    const without = orms.filter((folder) => !bestOf(folder, way));
    const cells = columns.map(() => absentCell("not read so in this run"));
    return without.length === 0 ? [] : [{ name: nameList(without), cells }];
  };
  const groups = own.map((way): RowGroup => ({
    title: titles[way],
    rows: [...inOrder.flatMap((folder) => rowOf(folder, way)), ...withoutWay(way)],
  }));
  return {
    kind: "group",
    id: "ways",
    title: "Which ORM, and which way",
    shown: { terminal: "left out" },
    blocks: [
      {
        kind: "table",
        label: "ORMs, way by way",
        rowTitle: "pattern",
        columns: columns.map(({ name, format }) => ({
          ...metricColumn(metrics[name], format),
          rank: 0,
          ...(name === "peakRss" && { bars: true }),
        })),
        groups,
        // In Markdown and in terminals the conclusions say it.
        endings: unread.map(({ name, why }) => ({
          ...{ name: [{ name }], how: "not read", message: `since ${why}`, failed: false },
        })),
        legend: ["of each ORM and way the read with the smallest peak RSS", "– means that this run read none"],
      },
    ],
  };
}

/** The case with the smallest peak RSS; one that didn't complete only where no other did. */
function leastOf(cases: readonly CaseSummary[]): CaseSummary | undefined {
  const peak = ({ metrics: { peakRss } }: CaseSummary) =>
    peakRss.kind === "measured" ? peakRss.summary.median : Infinity;
  return cases.toSorted((a, b) => peak(a) - peak(b))[0];
}
