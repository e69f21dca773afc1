/** A comparison as parts of a Markdown report: the verdicts first, then what they rest on. */
import { caveatsOf, metricNames, metrics } from "../../metrics.js";
import type { Calibration, Comparison } from "../../results/comparison.js";
import type { Result } from "../../results/schema.js";
import type { Part } from "../markdown/budget.js";
import type { Conclusion } from "../model/conclusions.js";
import { formatCount } from "../format.js";
import { bullets, fenced, folded, plain, smallPrint, table, type MarkdownHeading } from "../markdown/parts.js";
import { markdownCode as code, markdownText as text } from "../markdown/text.js";
import type { TextCell } from "../text-table.js";
import { failureSentences, leaks, sameness, upshot } from "../model/comparison/answers.js";
import { calibrationLegend, calibrationSentences, calibrationTable } from "../model/calibration.js";
import { formatEstimate } from "../model/comparison/change-text.js";
import { circumstances } from "../model/comparison/circumstances.js";
import { dataDiffers } from "../model/comparison/compared-result.js";
import { dataDifference, type DataDifference } from "../model/comparison/data-difference.js";
import { jointReadings } from "../model/comparison/joint-reading.js";
import { lineText, statementDiffs } from "../model/comparison/statement-diff.js";
import {
  buildVerdictTable,
  marksOf,
  rowsOf,
  type VerdictColumn,
  type VerdictRow,
} from "../model/comparison/verdict-table.js";
import { verdictLegend, verdictWords } from "../model/comparison/verdict-words.js";

/** The parts, the most important first. */
export function comparisonParts(result: Result, comparison: Comparison): Part[] {
  const { baseline, candidate } = comparison;
  const parts = [
    plain([`### ${code(baseline.name)} → ${code(candidate.name)}`, "", ...sentences(upshot(result, comparison))]),
    plain(verdictLines(comparison)),
    plain(sentences(failureSentences(comparison))),
    plain([...sentences(sameness(result, comparison)), ...sentences(leaks(comparison))]),
    plain(differenceLines(dataDifference(result, comparison))),
    plain(bullets(jointReadings(comparison))),
    ...statementDiffs(comparison).map(({ labels, lines, left }) =>
      // As one line, since a fence that is cut in the middle would swallow the rest of the report.
      plain([
        [
          `SQL of ${labels.map(code).join(", ")}:`,
          "",
          ...fenced("diff", [...lines.map(lineText), ...(left === 0 ? [] : [`… and ${formatCount(left)} more`])]),
        ].join("\n"),
      ]),
    ),
    folded("What was compared", sentences(circumstances(result, comparison))),
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

const sentence = ({ kind, text: words }: Conclusion): string => `${kind === "warning" ? "⚠️ " : ""}${text(words)}`;

const sentences = (conclusions: readonly Conclusion[]): string[] =>
  conclusions.map((conclusion) => `- ${sentence(conclusion)}`);

function verdictLines(comparison: Comparison): string[] {
  if (dataDiffers(comparison)) return [];
  const verdicts = buildVerdictTable(comparison);
  const { columns, sections, same } = verdicts;
  if (sections.length === 0) return [];
  const marks = marksOf(verdicts);
  const headings: MarkdownHeading[] = [
    { title: "pattern" },
    ...(marks.length > 0 ? [{ title: "" }] : []),
    ...columns.map(({ metric }) => ({ title: metric.title, align: "right" as const })),
  ];
  const rows = sections.flatMap(({ title, rows: members }) => [
    [`**${title}**`, ...headings.slice(1).map(() => "")],
    ...members.map((row) => [
      code(row.label),
      ...(marks.length > 0 ? [row.marks.map(({ word }) => word).join("<br>")] : []),
      ...columns.map((column) => change(row, column)),
    ]),
  ]);
  const equal = same.map(({ title }) => title).join(", ");
  return [
    ...table(headings, rows),
    "",
    `<sub>Change of the candidate against the baseline, and its interval; ${verdictLegend}.</sub>`,
    ...smallPrint([
      ...marks.map(({ word, means }) => `${word}: ${means}`),
      ...caveatsOf(columns.map(({ metric }) => metric)),
      ...(same.length === 0 ? [] : [`exactly the same everywhere: ${equal}`]),
    ]),
  ];
}

function change({ cells }: VerdictRow, { metric, write }: VerdictColumn): string {
  const cell = cells.get(metric.name);
  if (!cell) return "–";
  const { figure, unit, interval } = write(cell.change);
  const { sign, tone } = verdictWords[cell.verdict];
  const words = `${figure} ${unit} ${sign}`;
  const shown = tone === "good" || tone === "bad" ? `**${words}**` : words;
  return interval === "" ? shown : `${shown}<br><sub>${interval}</sub>`;
}

/** The first row that differs, as a table; nothing where there is none. */
export function differenceLines(difference: DataDifference | undefined): string[] {
  if (!difference) return [];
  const value = (shown: string | null) => (shown === null ? "–" : code(shown));
  return table(
    [{ title: `row ${code(difference.key)}` }, { title: code(difference.read) }, { title: code(difference.reference) }],
    difference.columns.map(({ name, value: own, reference }) => [code(name), value(own), value(reference)]),
  );
}

/** Every metric that was compared, those too that decide nothing; long. */
export function changesPart(comparison: Comparison): Part {
  const { baseline, candidate } = comparison;
  return folded(`All changes, ${text(baseline.name)} → ${text(candidate.name)}`, changeLines(comparison));
}

function changeLines(comparison: Comparison): string[] {
  const rows = rowsOf(buildVerdictTable(comparison)).flatMap(({ label, cells }) =>
    metricNames.flatMap((name) => {
      const cell = cells.get(name);
      if (!cell) return [];
      return [
        [code(label), metrics[name].title, formatEstimate(cell), `${verdictWords[cell.verdict].sign} ${cell.verdict}`],
      ];
    }),
  );
  if (rows.length === 0) return [];
  const headings: MarkdownHeading[] = [
    { title: "pattern" },
    { title: "metric" },
    { title: "change", align: "right" },
    { title: "verdict" },
  ];
  return [...table(headings, rows), "", ...smallPrint(caveatsOf(Object.values(metrics)))];
}

/** What `calibrate` found out about the machine. */
export function calibrationParts(calibration: Calibration): Part[] {
  const built = calibrationTable(calibration);
  const cell = ({ figure, beside }: TextCell) => `${figure} ${beside}`;
  const lines = built
    ? [
        ...table(
          [
            { title: "pattern" },
            { title: "metric" },
            ...built.columns.map(({ title }) => ({ title, align: "right" as const })),
          ],
          built.sections.flatMap(({ title, rows }) =>
            rows.map(({ label, cells }, index) => [index === 0 ? code(title) : "", label, ...cells.map(cell)]),
          ),
        ),
        "",
        ...smallPrint(calibrationLegend),
      ]
    : [];
  return [
    plain(["### What this machine can tell apart", "", ...bullets(calibrationSentences(calibration))]),
    plain(lines),
  ];
}
