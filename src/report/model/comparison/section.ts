/** What only a result with comparisons has: what changed from one side to the other, question by question. */
import { caveatsOf, metricNames, metrics, type MetricName } from "../../../metrics.js";
import type { ComparedCell, Comparison } from "../../../results/comparison.js";
import { summariseCases } from "../../../results/case-summary.js";
import type { Result } from "../../../results/schema.js";
import { formatCount, formatValue } from "../../format.js";
import { pictures } from "../charted.js";
import { markdownOnly, pageOnly, type Shown } from "../medium.js";
import { group, notes, sentences, type Block, type Group, type Listing, type Report, type Section } from "../report.js";
import { absentCell, figureCell, wordsCell, type Cell, type Table } from "../table.js";
import { nameList, type Words } from "../words.js";
import { warnings } from "../warnings.js";
import { failureSentences, leaks, sameness, summary } from "./answers.js";
import { briefTable } from "./brief.js";
import { formatEstimate } from "./change-text.js";
import { circumstances, differingVersions, isAdjusted } from "./circumstances.js";
import { comparisonsOf, dataDiffers } from "./compared-result.js";
import { dataDifference, type DataDifference } from "./data-difference.js";
import { jointReadings } from "./joint-reading.js";
import { statementDiffs, type StatementDiff } from "./statement-diff.js";
import { buildVerdictTable, rowsOf } from "./verdict-table.js";
import { verdictsTable } from "./verdicts.js";
import { verdictWords } from "./verdict-words.js";

/** The section, with a part for each comparison; none for a result without any. */
export function changesSections(result: Result): Section[] {
  const comparisons = comparisonsOf(result);
  const [only, ...others] = comparisons;
  if (!only) return [];
  // The page says it and folds where it is said otherwise; a terminal says it in the end.
  const alarms = sentences("warning", warnings(result, summariseCases(result)), { terminal: "left out" });
  return [
    {
      kind: "group",
      id: "changes",
      title: "What changed",
      selfEvident: true,
      summary: true,
      blocks:
        others.length === 0
          ? [...onlyComparison(result, only, alarms)]
          : [alarms, ...comparisons.map((comparison, index) => comparisonGroup(result, comparison, index))],
    },
  ];
}

/** Where titles name the sides, only a terminal, which shows none, needs their names once more. */
function onlyComparison(result: Result, comparison: Comparison, alarms: Block): Block[] {
  const came: Block = { kind: "sentences", sentences: summary(result, comparison) };
  return [
    group(sideNames(comparison), [came], { markdown: "left out", page: "left out" }),
    { ...came, shown: { terminal: "left out" } },
    alarms,
    ...answers(result, comparison, 0),
  ];
}

/** What there is to see of a comparison that goes on: the verdicts so far. */
export const comparisonProgress = (comparison: Comparison): Pick<Report, "facts" | "sections"> => ({
  facts: [labelOf(comparison)],
  sections: [
    { kind: "group", id: "changes", title: "What changed", selfEvident: true, blocks: verdictBlocks(comparison) },
  ],
});

const labelOf = ({ baseline, candidate }: Comparison): string => `${baseline.name} → ${candidate.name}`;

const sideNames = ({ baseline, candidate }: Comparison): Words => [
  { name: baseline.name },
  " → ",
  { name: candidate.name },
];

const comparisonGroup = (result: Result, comparison: Comparison, index: number): Group =>
  group(sideNames(comparison), [
    { kind: "sentences", sentences: summary(result, comparison) },
    ...answers(result, comparison, index),
  ]);

/** Question by question; a comment shows what is wrong and the table in brief, and folds the rest. */
function answers(result: Result, comparison: Comparison, index: number): Block[] {
  const same = sameness(result, comparison);
  const differs = dataDiffers(comparison);
  const folded: Shown = { markdown: "folded" };
  return [
    // Different data is what such a comparison comes to, and has been said.
    { kind: "sentences", sentences: differs ? [] : same.filter(({ kind }) => kind === "warning"), shown: markdownOnly },
    ...(differs ? [] : [briefTable(buildVerdictTable(comparison), labelOf(comparison))]),
    group(
      "Is it the same?",
      [
        { kind: "sentences", sentences: same },
        ...differenceGroups(dataDifference(result, comparison)),
        ...statementDiffs(comparison).map(statementListing),
      ],
      differs ? undefined : folded,
    ),
    group("Does it leak?", [{ kind: "sentences", sentences: leaks(comparison) }], folded),
    group(
      "Does it cost more?",
      [...verdictBlocks(comparison), ...(differs ? [] : [intervalsChart(comparison, index)])],
      folded,
    ),
    ...changesGroups(comparison),
    group("Is it worth it?", [sentences("finding", jointReadings(comparison))], folded),
    group(
      "What was compared",
      [...versionsTables(comparison), { kind: "sentences", sentences: circumstances(result, comparison) }],
      folded,
    ),
  ];
}

/** The verdicts, and what became of reads that have none; no verdict where the data differs. */
const verdictBlocks = (comparison: Comparison): Block[] => [
  ...(dataDiffers(comparison) ? [] : [verdictsTable(buildVerdictTable(comparison), labelOf(comparison))]),
  { kind: "sentences", sentences: failureSentences(comparison) },
];

/** The first row that differs, in the terms of sentences elsewhere; none where there is no such row. */
export function differenceGroups(difference: DataDifference | undefined): Group[] {
  if (!difference) return [];
  const { key, read, reference, columns } = difference;
  const title = "The first row that differs";
  const value = (text: string | null): Cell => (text === null ? absentCell() : wordsCell({ name: text, code: true }));
  const table: Table = {
    kind: "table",
    label: title,
    rowTitle: ["row ", { name: key }],
    columns: [
      { name: "read", title: read, text: true, rank: 0 },
      { name: "reference", title: reference, text: true, rank: 0 },
    ],
    groups: [
      {
        rows: columns.map((column) => ({
          name: { name: column.name },
          cells: [value(column.value), value(column.reference)],
        })),
      },
    ],
  };
  return [group(title, [table], { terminal: "left out" })];
}

function statementListing({ labels, lines, left }: StatementDiff): Listing {
  return {
    kind: "listing",
    caption: ["SQL of ", ...nameList(labels)],
    language: "diff",
    lines: lines.map(({ sign, calls, parts }) => {
      const partial = parts.some(({ changed }) => !changed);
      return {
        sign,
        pieces: [
          { text: `${calls} ` },
          ...parts.map(({ text, changed }) => ({ text, ...(changed && partial && { changed }) })),
        ],
      };
    }),
    left,
  };
}

const intervalsChart = (comparison: Comparison, index: number): Block => ({
  kind: "chart",
  size: "full",
  answers: "still",
  nothing: "",
  make: async () => {
    const { changesChart } = await pictures();
    return {
      wide: changesChart(comparison, "wide", index),
      narrow: changesChart(comparison, "narrow", index),
      caption:
        "How much each deciding metric changed from the baseline, the grey line, with the interval of the change. Changes " +
        "within the shaded band don’t count. Cross: regressed; diamond: improved; dot: unchanged; ring: undecided; arrow: " +
        "beyond the axis. Left out: metrics judged by difference, and intervals that allow for anything.",
    };
  },
});

/** Every metric of every case, those too that decide nothing; long. */
function changesGroups(comparison: Comparison): Group[] {
  const rows = rowsOf(buildVerdictTable(comparison)).filter(({ cells }) => cells.size > 0);
  if (rows.length === 0) return [];
  const title = "Every metric, with the medians of both sides";
  const folded: Shown = { terminal: "left out", markdown: "folded", page: "folded" };
  const table: Table = {
    kind: "table",
    label: `Every metric, ${labelOf(comparison)}`,
    rowTitle: "metric",
    columns: [
      ...["baseline", "candidate", "change", "n"].map((name) => ({ name, title: name, rank: 0 as const })),
      { name: "verdict", title: "verdict", text: true, rank: 0 },
    ],
    groups: rows.map(({ label, cells }) => ({
      title: { name: label },
      rows: metricNames.flatMap((name) => changeRow(name, cells.get(name))),
    })),
  };
  const adjusted = "Medians are as measured; changes in time are those at a constant speed of the core.";
  const small = notes([...caveatsOf(Object.values(metrics)), ...(isAdjusted(comparison) ? [adjusted] : [])]);
  return [group(title, [table, small], folded)];
}

function changeRow(name: MetricName, cell: ComparedCell | undefined): { name: Words; cells: Cell[] }[] {
  if (!cell) return [];
  const { title, unit } = metrics[name];
  const { sign, tone } = verdictWords[cell.verdict];
  return [
    {
      name: title,
      cells: [
        figureCell(formatValue(cell.baseline, unit), cell.baseline),
        figureCell(formatValue(cell.candidate, unit), cell.candidate),
        figureCell(formatEstimate(cell), cell.change.value),
        figureCell(formatCount(cell.n), cell.n),
        { kind: "figure", text: `${sign} ${cell.verdict}`, tone },
      ],
    },
  ];
}

/** What differs beside the data, for the page: sentences elsewhere say it too. */
function versionsTables(comparison: Comparison): Table[] {
  const versions = differingVersions(comparison).map((each) => ({ ...each, field: each.name }));
  const rows = [...versions, ...comparison.incomparable].map(({ field, baseline, candidate }) => ({
    name: { name: field },
    cells: [wordsCell({ name: baseline }), wordsCell({ name: candidate })],
  }));
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      shown: pageOnly,
      label: `What differs, ${labelOf(comparison)}`,
      rowTitle: "what differs",
      columns: ["baseline", "candidate"].map((title) => ({ name: title, title, text: true, rank: 0 })),
      groups: [{ rows }],
    },
  ];
}
