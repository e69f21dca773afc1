/** A result for a person at a terminal: the table, and below it what the figures say. */
import pc from "picocolors";
import { metricNames, metrics, type MetricName } from "../metrics.js";
import type { Result } from "../results/schema.js";
import { summariseCases, type CaseSummary } from "../stats/case-summary.js";
import { articleTable } from "./article/article-table.js";
import { compareWithArticle } from "./article/comparison.js";
import { articleFindings, carriesOver } from "./article/sentences.js";
import { conclude } from "./conclusions.js";
import { formatCount, noBreakSpace } from "./format.js";
import { headingParts } from "./heading.js";
import { heapSentences } from "./heap-growth.js";
import { buildTable } from "./table.js";
import { drawTable, type Colors } from "./terminal-table.js";
import { bullet, paragraphs, shown, wrap } from "./terminal-text.js";
import { metricsTextTable } from "./text-table.js";
import { failureWords } from "./warnings.js";

/** Where the text goes. */
export interface TerminalOptions {
  /** Width of the terminal; no line is wider. Less than {@link narrowest} is taken for that. */
  readonly columns: number;
  /** Whether escape sequences may be used for colour and weight. */
  readonly color: boolean;
  /** Height that the table should keep to, by leaving out columns where it must; none for what may be scrolled. */
  readonly rows?: number | undefined;
}

/** What the table shows, and what it keeps where there is no room for more. */
const shownMetrics = metricNames.filter((name) => metrics[name].inTable);
const keptMetrics: readonly MetricName[] = ["wall", "peakRss"];

/** Below this a figure doesn't fit beside a name any more. */
export const narrowest = 48;

/** The table, what the heap held where that was asked for, and the conclusions; no line feed at the end. */
export function renderTerminal(result: Result, options: TerminalOptions): string {
  const columns = Math.max(options.columns, narrowest);
  const colors = pc.createColors(options.color);
  const heap = heapSentences(result).map((sentence) => `• ${shown(sentence)}`);
  const parts = [
    renderTable(result, options),
    articleBlock(result, columns, colors),
    heap.length === 0 ? "" : `${colors.bold("what the heap held")}\n${paragraphs(heap, columns)}`,
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
  const render = (names: readonly MetricName[]) => {
    const parts = [
      heading(result, columns),
      ...metricsTable(cases, names, columns, colors),
      failures(cases, columns, colors),
    ];
    return [...parts, untried(cases, columns, colors)].filter((part) => part !== "").join("\n\n");
  };
  const whole = render(shownMetrics);
  return whole.split("\n").length <= (options.rows ?? Infinity) ? whole : render(keptMetrics);
}

/** The table with its legend and its notes; nothing before the first trial has completed. */
function metricsTable(
  cases: readonly CaseSummary[],
  names: readonly MetricName[],
  columns: number,
  colors: Colors,
): string[] {
  const table = buildTable(cases, names);
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
