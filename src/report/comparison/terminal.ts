/** A comparison for a person at a terminal, in the order of the questions that it answers. */
import pc from "picocolors";
import { caveatsOf } from "../../metrics.js";
import type { Calibration, Comparison } from "../../results/comparison.js";
import type { Result } from "../../results/schema.js";
import type { Conclusion } from "../model/conclusions.js";
import { formatCount, formatList } from "../format.js";
import { drawTable, type Colors } from "../terminal/figure-table.js";
import { bullet, narrowest, paragraphs, shown, wrap, type TerminalOptions } from "../terminal/text.js";
import { failureSentences, leaks, sameness, upshot } from "../model/comparison/answers.js";
import { calibrationLegend, calibrationSentences, calibrationTable } from "../model/calibration.js";
import { circumstances } from "../model/comparison/circumstances.js";
import { dataDiffers } from "../model/comparison/compared-result.js";
import { jointReadings } from "../model/comparison/joint-reading.js";
import { statementDiffs, type StatementDiff, type StatementLine } from "../model/comparison/statement-diff.js";
import { buildVerdictTable, marksOf, type VerdictTable } from "../model/comparison/verdict-table.js";
import { verdictTextTable } from "./verdict-text-table.js";
import { verdictLegend } from "../model/comparison/verdict-words.js";

/** What is kept of the table where there is no room for more. */
const kept: readonly string[] = ["wall", "peakRss", "allocated"];

/** All of one comparison. */
export function renderComparison(result: Result, comparison: Comparison, options: TerminalOptions): string {
  const columns = Math.max(options.columns, narrowest);
  const colors = pc.createColors(options.color);
  const sentences = (conclusions: readonly Conclusion[]) =>
    paragraphs(
      conclusions.map((conclusion) => bullet(conclusion, colors)),
      columns,
    );
  const findings = (texts: readonly string[]) => sentences(texts.map((text) => ({ kind: "finding", text })));
  const diffs = statementDiffs(comparison).map((diff) => drawDiff(diff, columns, colors));
  const blocks: [title: string, ...parts: string[]][] = [
    [title(comparison), sentences(upshot(result, comparison))],
    ["is it the same?", sentences(sameness(result, comparison)), ...diffs],
    ["does it leak?", sentences(leaks(comparison))],
    [
      "does it cost more?",
      ...(dataDiffers(comparison) ? [] : costs(buildVerdictTable(comparison), columns, colors)),
      failures(comparison, columns, colors),
    ],
    ["is it worth it?", findings(jointReadings(comparison))],
    ["what was compared", sentences(circumstances(result, comparison))],
  ];
  return blocks
    .map(([heading, ...parts]) => [heading, parts.filter((part) => part !== "")] as const)
    .filter(([, parts]) => parts.length > 0)
    .map(([heading, parts]) => `${wrap(colors.bold(shown(heading)), columns)}\n${parts.join("\n\n")}`)
    .join("\n\n");
}

/** The verdicts alone, for a comparison that is still being made; less of them where all would be too high. */
export function renderComparisonTable(comparison: Comparison, options: TerminalOptions): string {
  const columns = Math.max(options.columns, narrowest);
  const colors = pc.createColors(options.color);
  const table = buildVerdictTable(comparison);
  const heading = wrap(shown(title(comparison)), columns);
  const parts = [heading, ...costs(table, columns, colors), failures(comparison, columns, colors)];
  const whole = parts.filter((part) => part !== "").join("\n\n");
  if (whole.split("\n").length <= (options.rows ?? Infinity)) return whole;
  const few = { ...table, columns: table.columns.filter(({ metric }) => kept.includes(metric.name)) };
  return [heading, ...costs(few, columns, colors).slice(0, 1)].join("\n\n");
}

const title = ({ baseline, candidate }: Comparison): string => `${baseline.name} → ${candidate.name}`;

/** The table with its legend; nothing where nothing was compared. */
function costs(table: VerdictTable, columns: number, colors: Colors): string[] {
  if (table.sections.length === 0) return [];
  const marks = marksOf(table).map(({ word, means }) => `${word}: ${means}`);
  const legend = [
    "change of the candidate against the baseline ± how far its interval reaches",
    verdictLegend,
    ...marks,
    ...caveatsOf(table.columns.map(({ metric }) => metric)),
    ...(table.same.length === 0
      ? []
      : [`exactly the same everywhere: ${formatList(table.same.map((each) => each.title))}`]),
  ];
  return [drawTable(verdictTextTable(table), columns, colors), notes(legend, columns, colors)];
}

function failures(comparison: Comparison, columns: number, colors: Colors): string {
  return paragraphs(
    failureSentences(comparison).map(
      ({ kind, text }) => `${kind === "warning" ? colors.red("✗") : colors.green("✓")} ${shown(text)}`,
    ),
    columns,
  );
}

function drawDiff({ labels, lines, left }: StatementDiff, columns: number, colors: Colors): string {
  const more = left === 0 ? [] : [colors.dim(`  … and ${formatCount(left)} more, in the result`)];
  return [
    wrap(shown(`  ${formatList(labels)}`), columns),
    paragraphs(
      lines.map((line) => drawLine(line, colors)),
      columns,
    ),
    ...more,
  ].join("\n");
}

/** What changed within a text stands out where there is colour. */
function drawLine({ sign, calls, parts }: StatementLine, { green, red, bold }: Colors): string {
  const paint = sign === "-" ? red : green;
  const partial = parts.some(({ changed }) => !changed);
  const texts = parts.map(({ text, changed }) => (changed && partial ? bold(text) : text));
  return paint(`${sign} ${calls} ${texts.join("")}`);
}

/** What `calibrate` found out about the machine. */
export function renderCalibration(calibration: Calibration, options: TerminalOptions): string {
  const columns = Math.max(options.columns, narrowest);
  const colors = pc.createColors(options.color);
  const table = calibrationTable(calibration);
  const sentences = calibrationSentences(calibration).map((text) => bullet({ kind: "finding", text }, colors));
  return [
    colors.bold("what this machine can tell apart"),
    ...(table ? [drawTable(table, columns, colors), notes(calibrationLegend, columns, colors)] : []),
    paragraphs(sentences, columns),
  ].join("\n\n");
}

function notes(texts: readonly string[], columns: number, colors: Colors): string {
  return paragraphs(
    texts.map((text) => colors.dim(`– ${text}`)),
    columns,
  );
}
