/** A result as Markdown, for a pull request's comment or a job's summary. */
import { caveatsOf, metricNames, metrics } from "../../metrics.js";
import type { Result, Statement } from "../../results/schema.js";
import { summariseCases, type CaseSummary } from "../../results/case-summary.js";
import { articleTable } from "../model/article/article-table.js";
import { textPicture } from "../model/article/text-picture.js";
import { compareWithArticle } from "../model/article/comparison.js";
import { articleFindings, carriesOver } from "../model/article/sentences.js";
import { comparisonsOf, holdsBothSides, isCalibration } from "../model/comparison/compared-result.js";
import { ownDifference } from "../model/comparison/data-difference.js";
import { calibrationParts, changesPart, comparisonParts, differenceLines } from "../comparison/markdown.js";
import { conclude } from "../model/conclusions.js";
import { environmentFacts } from "../model/environment-facts.js";
import { formatCount, formatValue } from "../format.js";
import { subtitleParts, titleOf } from "../model/heading.js";
import { heapSentences } from "../model/heap-growth.js";
import { bullets, fenced, folded, joinParts, plain, smallPrint, table, type MarkdownHeading } from "./parts.js";
import { markdownCode as code, markdownText as text } from "./text.js";
import { mayRank, type MayRank } from "../model/may-rank.js";
import { buildTable, type Heading, type Table, type TableCell } from "../model/figures.js";
import { failureWords } from "../../results/case-summary.js";

/** The report, less than 60,000 bytes of UTF-8 whatever the result holds; where something is cut off, it says so. */
export function renderMarkdown(result: Result): string {
  const cases = summariseCases(result);
  const shown = metricNames.filter((name) => metrics[name].inTable);
  const ranked = mayRank(result);
  const figures = metricsTable(buildTable(cases, shown, ranked));
  const parts = [
    plain([`## ${text(titleOf(result))}`]),
    plain([subtitleParts(result).map(text).join(" · ")]),
    ...comparisonsOf(result).flatMap((comparison) => comparisonParts(result, comparison)),
    ...(isCalibration(result) ? calibrationParts(result.calibration) : []),
    plain(conclude(result).map(({ kind, text: sentence }) => `- ${kind === "warning" ? "⚠️ " : ""}${text(sentence)}`)),
    plain(differenceLines(ownDifference(result))),
    // With both sides' cases in it, the comparison is what was asked for.
    holdsBothSides(result) ? folded("Each side's figures", figures) : plain(figures),
    plain(article(result)),
    plain(outcomes(cases)),
    ...comparisonsOf(result).map(changesPart),
    folded("All metrics", allMetrics(cases, ranked)),
    folded("What the database saw", statements(result, cases)),
    folded("What the heap held", bullets(heapSentences(result))),
    folded("Environment", environment(result)),
  ];
  return joinParts(parts);
}

function metricsTable(built: Table): string[] {
  if (built.sections.length === 0) return [];
  return [
    ...tableLines(built),
    "",
    "<sub>Median ± half the range; smallest peak RSS first; bold: best of its kind, or not told from it.</sub>",
    ...smallPrint(built.notes),
  ];
}

/** What only a result of `article` has: the strategies side by side, what the figures say, and what carries over. */
function article(result: Result): string[] {
  const comparison = compareWithArticle(result);
  if (!comparison) return [];
  return [
    "### The article, side by side",
    "",
    ...fenced("text", textPicture(comparison)),
    ...tableLines(articleTable(comparison)),
    "",
    ...bullets([...articleFindings(comparison), ...carriesOver]),
  ];
}

function tableLines({ columns, sections }: Table<Heading>): string[] {
  const headings = columns.map(({ metric, unit }) => ({
    title: unit === "" ? metric.title : `${metric.title}<br>${unit}`,
    align: "right" as const,
  }));
  const rows = sections.flatMap(({ title, rows: members }) => [
    [`**${text(title)}**`, ...columns.map(() => "")],
    ...members.map(({ case: { label }, cells }) => [code(label), ...cells.map(cellText)]),
  ]);
  return table([{ title: "pattern" }, ...headings], rows);
}

function cellText(cell: TableCell): string {
  if (cell.kind === "absent") return "–";
  const median = cell.best ? `**${cell.median}**` : cell.median;
  return cell.spread === "" ? median : `${median} ${cell.spread}`;
}

/** One table for times, one for sizes, one for counts: all in one would be wider than any page. */
function allMetrics(cases: readonly CaseSummary[], ranked: MayRank): string[] {
  const { columns } = buildTable(cases, metricNames, ranked);
  const groups = [...new Set(columns.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const names = columns.filter((column) => column.group === group).map(({ metric }) => metric.name);
    return [...metricsTable(buildTable(cases, names, ranked)), ""];
  });
}

function outcomes(cases: readonly CaseSummary[]): string[] {
  const rows = cases.flatMap(({ label, failures }) =>
    failures.map(({ kind, message, trials }) => [
      code(label),
      `${failureWords[kind]} (${formatCount(trials)} ${trials === 1 ? "trial" : "trials"})`,
      text(message),
    ]),
  );
  if (rows.length === 0) return [];
  return table([{ title: "did not complete" }, { title: "how" }, { title: "message" }], rows);
}

/** As counted in the first trial of each case that completed: other trials run the same statements. */
function statements({ trials }: Result, cases: readonly CaseSummary[]): string[] {
  const headings: MarkdownHeading[] = [
    { title: "pattern" },
    { title: "statement" },
    { title: "calls", align: "right" },
    { title: "rows", align: "right" },
    { title: "server time", align: "right" },
  ];
  const rows = cases.flatMap(({ case: { id }, label }) => {
    const outcome = trials.find((trial) => trial.case === id && trial.outcome.kind === "completed")?.outcome;
    if (outcome?.kind !== "completed") return [];
    if ("absent" in outcome.statements) return [[code(label), text(outcome.statements.absent), "–", "–", "–"]];
    return outcome.statements.map((statement, index) => [index === 0 ? code(label) : "", ...statementCells(statement)]);
  });
  if (rows.length === 0) return [];
  return [...table(headings, rows), "", ...smallPrint(caveatsOf([metrics.dbTime]))];
}

function statementCells({ text: sql, calls, rows, time }: Statement): string[] {
  return [code(sql), formatCount(calls), formatCount(rows), formatValue(time, "ms")];
}

function environment(result: Result): string[] {
  return table(
    [{ title: "what" }, { title: "value" }],
    environmentFacts(result).map(([name, value]) => [text(name), text(value)]),
  );
}
