/** A result for a person at a terminal: the table, and below it what the figures say. */
import pc from "picocolors";
import { metricNames, metrics, type MetricName } from "../../metrics.js";
import type { Result } from "../../results/schema.js";
import { summariseCases, type CaseSummary } from "../../results/case-summary.js";
import { articleTable } from "../model/article/article-table.js";
import { compareWithArticle } from "../model/article/comparison.js";
import { articleFindings, carriesOver } from "../model/article/sentences.js";
import { comparisonsOf, holdsBothSides, isCalibration } from "../model/comparison/compared-result.js";
import { renderCalibration, renderComparison } from "../comparison/terminal.js";
import { conclude } from "../model/conclusions.js";
import { formatCount, noBreakSpace } from "../format.js";
import { headingParts } from "../model/heading.js";
import { heapSentences } from "../model/heap-growth.js";
import { mayRank } from "../model/may-rank.js";
import { buildTable, type Table } from "../model/figures.js";
import { drawTable, type Colors } from "./figure-table.js";
import { bullet, narrowest, paragraphs, shown, wrap, type TerminalOptions } from "./text.js";
import { metricsTextTable } from "../text-table.js";
import { failureWords } from "../../results/case-summary.js";

/** What the table shows, and what it keeps where there is no room for more. */
const shownMetrics = metricNames.filter((name) => metrics[name].inTable);
const keptMetrics: readonly MetricName[] = ["wall", "peakRss"];

/**
 * All that is said of a result; no line feed at the end. Comparisons come after the table that they are about, or in
 * its place where it would show every case twice, once a side.
 */
export function renderTerminal(result: Result, options: TerminalOptions): string {
  const columns = Math.max(options.columns, narrowest);
  const colors = pc.createColors(options.color);
  const heap = heapSentences(result).map((sentence) => `• ${shown(sentence)}`);
  const parts = [
    holdsBothSides(result) ? heading(result, columns) : renderTable(result, options),
    articleBlock(result, columns, colors),
    heap.length === 0 ? "" : `${colors.bold("what the heap held")}\n${paragraphs(heap, columns)}`,
    ...comparisonsOf(result).map((comparison) => renderComparison(result, comparison, options)),
    isCalibration(result) ? renderCalibration(result.calibration, options) : "",
    paragraphs(
      conclude(result).map((conclusion) => bullet(conclusion, colors)),
      columns,
    ),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** What only a result of `article` has: the strategies side by side, what the figures say, and what carries over. */
function articleBlock(result: Result, columns: number, colors: Colors): string {
  const comparison = compareWithArticle(result);
  if (!comparison) return "";
  const sentences = [...articleFindings(comparison), ...carriesOver].map((sentence) => `• ${shown(sentence)}`);
  return [
    colors.bold("the article, side by side"),
    drawTable(metricsTextTable(articleTable(comparison)), columns, colors),
    paragraphs(sentences, columns),
  ].join("\n\n");
}

/** The table alone, for any part of a result: also before the first trial has ended. */
export function renderTable(result: Result, options: TerminalOptions): string {
  const columns = Math.max(options.columns, narrowest);
  const colors = pc.createColors(options.color);
  const cases = summariseCases(result);
  const ranked = mayRank(result);
  const render = (names: readonly MetricName[]) => {
    const parts = [
      heading(result, columns),
      ...metricsTable(buildTable(cases, names, ranked), columns, colors),
      failures(cases, columns, colors),
    ];
    return [...parts, untried(cases, columns, colors)].filter((part) => part !== "").join("\n\n");
  };
  const whole = render(shownMetrics);
  return whole.split("\n").length <= (options.rows ?? Infinity) ? whole : render(keptMetrics);
}

/** The table with its legend and its notes; nothing before the first trial has completed. */
function metricsTable(table: Table, columns: number, colors: Colors): string[] {
  if (table.sections.length === 0) return [];
  const legend = [
    "median ± half the range",
    "smallest peak RSS first",
    ...(colors.isColorSupported ? [`${colors.bold(colors.green("bold"))}: best, or not told from it`] : []),
  ];
  const notes = table.notes.map((note) => colors.dim(`– ${shown(note)}`));
  return [
    drawTable(metricsTextTable(table), columns, colors),
    wrap(colors.dim(legend.join(" · ")), columns),
    paragraphs(notes, columns),
  ];
}

/** Breaks between its parts only. */
function heading(result: Result, columns: number): string {
  const parts = headingParts(result).map((part) => shown(part).replaceAll(" ", noBreakSpace));
  return wrap(parts.join(" · "), columns);
}

function failures(cases: readonly CaseSummary[], columns: number, colors: Colors): string {
  const texts = cases.flatMap(({ label, failures: counts }) =>
    counts.map(({ kind, message, trials }) => {
      const count = `${formatCount(trials)} ${trials === 1 ? "trial" : "trials"}`;
      const text = `${failureWords[kind]} (${count}): ${shown(message)}`;
      return `${colors.red("✗")} ${shown(label)} ${text}`;
    }),
  );
  return paragraphs(texts, columns);
}

function untried(cases: readonly CaseSummary[], columns: number, colors: Colors): string {
  const labels = cases
    .filter(({ completed, failures: counts }) => completed === 0 && counts.length === 0)
    .map(({ label }) => shown(label));
  return labels.length === 0 ? "" : wrap(colors.dim(`not measured yet: ${labels.join(", ")}`), columns);
}
