/** What the database saw: how each pattern asked for the rows, in which statements, with which plan. */
import { caveatsOf, metrics, type MetricName } from "../../metrics.js";
import type { CaseSummary } from "../../results/case-summary.js";
import type { Statement } from "../../results/schema.js";
import type { MeasuredCase, ReportCases } from "../charts/measured-case.js";
import { columnFormat, formatCount, formatValue } from "../format.js";
import { caseName, endingsOf, formatOf, metricCell, metricColumn } from "./figures.js";
import { detail, pageOnly } from "./medium.js";
import { group, notes, type Block, type Group, type Listing, type Section } from "./report.js";
import { callsInWords, rowsOfEach, statementKinds } from "./statement-kinds.js";
import { absentCell, figureCell, wordsCell, type Row, type Table } from "./table.js";

/** The section with a row for each pattern, and its statements and plans. */
export const databaseSection = ({ measured, unmeasured }: ReportCases): Section => ({
  kind: "group",
  id: "database",
  title: "What the database saw",
  shown: detail,
  blocks: [
    askedTable(measured, unmeasured),
    {
      ...group("Statements and plans", [
        notes(measured.some(namesAnotherSchema) ? [seenFirst] : []),
        ...measured.map(caseStatements),
      ]),
      sideBySide: true,
    },
  ],
});

const seenFirst =
  "The server shows each statement as it first saw it, so some name the schema of the small data set used to warm up.";

/** Whether a statement is shown with the schema of a data set of another size (src/engines/data-set-name.ts). */
const namesAnotherSchema = ({ summary, typical: { outcome } }: MeasuredCase): boolean =>
  !("absent" in outcome.statements) &&
  outcome.statements.some(({ text }) =>
    [...text.matchAll(/\bormeter_\w*?(\d+)"?\./g)].some(([, rows]) => Number(rows) !== summary.case.rows),
  );

/**
 * How each read asked for its rows, what that asks of the network for a row that it hands out (of trees that is a root,
 * with all that it holds), and what it cost the server.
 */
function askedTable(measured: readonly MeasuredCase[], unmeasured: ReportCases["unmeasured"]): Table {
  const summaries = measured.map(({ summary }) => summary);
  const figures = measured.map(({ summary, typical: { outcome } }) => {
    const { rows } = summary.case;
    const { statements, bytesIn, backendPeak } = summary.metrics;
    const sent = "absent" in outcome.statements ? undefined : outcome.statements;
    return {
      summary,
      reading: sent && statementKinds(sent)[0],
      statements: statements.kind === "measured" ? statements.summary.median / rows : undefined,
      rows: sent && sent.reduce((sum, statement) => sum + statement.rows, 0) / rows,
      bytes: bytesIn.kind === "measured" ? bytesIn.summary.median / rows : undefined,
      process: backendPeak.kind === "measured" ? backendPeak.summary.max : undefined,
    };
  });
  const formatIn = (values: readonly (number | undefined)[]) =>
    columnFormat(
      values.filter((value) => value !== undefined),
      "bytes",
    );
  const [bytes, process] = [formatIn(figures.map((each) => each.bytes)), formatIn(figures.map((each) => each.process))];
  const time = formatOf(summaries, "dbTime");
  const cell = (
    value: number | undefined,
    format: (value: number) => string,
    summary: CaseSummary,
    name: MetricName,
  ) => {
    const metric = summary.metrics[name];
    return value === undefined
      ? absentCell(metric.kind === "absent" ? metric.reason : undefined)
      : figureCell(format(value), value);
  };
  const rows = figures.map(({ summary, reading, statements, rows, bytes: size, process: most }): Row => ({
    name: caseName(summary),
    cells: [
      ...(reading
        ? [wordsCell(callsInWords(reading)), figureCell(rowsOfEach(reading))]
        : [cell(undefined, few, summary, "statements"), cell(undefined, few, summary, "statements")]),
      cell(statements, few, summary, "statements"),
      cell(rows, few, summary, "statements"),
      cell(size, bytes.format, summary, "bytesIn"),
      metricCell(summary, "dbTime", time),
      cell(most, process.format, summary, "backendPeak"),
    ],
  }));
  return {
    kind: "table",
    label: "What the database saw of each pattern",
    rowTitle: "pattern",
    columns: [
      { name: "asked", title: "sent", rank: 0, text: true },
      { name: "each", title: "rows", unit: "per statement", rank: 0 },
      { name: "statements", title: "statements", unit: "per row", rank: 0 },
      { name: "rows", title: "rows sent", unit: "per row read", rank: 0 },
      { name: "bytesIn", title: "bytes in", unit: `${bytes.unit} per row`.trimStart(), rank: 0 },
      { ...metricColumn(metrics.dbTime, time), rank: 0 },
      { name: "backendPeak", title: metrics.backendPeak.title, unit: process.unit, rank: 0 },
    ],
    groups: rows.length === 0 ? [] : [{ rows }],
    notes: rows.length === 0 ? [] : caveatsOf([metrics.dbTime]).map((text) => ({ text, column: "dbTime" })),
    endings: unmeasured.flatMap(endingsOf),
  };
}

/** A number that may be much smaller than one, with three digits. */
const few = (value: number): string => String(Number(value.toPrecision(3)));

/** As counted in the trial that stands for the others: they run the same statements. */
function caseStatements(measured: MeasuredCase): Group {
  const { summary, typical } = measured;
  const { statements } = typical.outcome;
  const differs = callsByRound(measured);
  const blocks: Block[] =
    "absent" in statements
      ? [notes([`Statements not counted: ${statements.absent}.`])]
      : [
          statementsTable(statements, summary.label),
          ...plansOf(statements, summary.label),
          notes(differs === undefined ? [] : [`Calls differ between rounds: ${differs}.`]),
        ];
  return group(caseName(summary), blocks, { page: "folded" });
}

function statementsTable(statements: readonly Statement[], label: string): Table {
  const rows = statements.map(({ text, calls, rows: given, time }): Row => ({
    name: { name: text, code: true },
    cells: [figureCell(formatCount(calls)), figureCell(formatCount(given)), figureCell(formatValue(time, "ms"))],
  }));
  return {
    kind: "table",
    label: `Statements of ${label}`,
    rowTitle: "statement",
    columns: [
      { name: "calls", title: "calls", rank: 0 },
      { name: "rows", title: "rows", rank: 0 },
      { name: "time", title: "server time", rank: 0 },
    ],
    groups: rows.length === 0 ? [] : [{ rows }],
  };
}

/** Each plan once, however many statements share it. */
function plansOf(statements: readonly Statement[], label: string): Listing[] {
  const texts = [...new Set(statements.flatMap(({ plan }) => (plan === undefined ? [] : [plan])))];
  return texts.map((plan) => ({
    kind: "listing",
    shown: pageOnly,
    caption: `Plan of ${label}`,
    language: "sql",
    lines: plan.split(/\r\n|\r|\n/).map((text) => ({ pieces: [{ text }] })),
    left: 0,
  }));
}

/** "round 1: 100, round 2: 101", where not all rounds made the same number of calls. */
function callsByRound({ trials }: MeasuredCase): string | undefined {
  const calls = trials.flatMap(({ round, outcome: { statements } }) =>
    "absent" in statements ? [] : [{ round, calls: statements.reduce((sum, statement) => sum + statement.calls, 0) }],
  );
  if (new Set(calls.map((each) => each.calls)).size <= 1) return undefined;
  return calls.map((each) => `round ${each.round}: ${formatCount(each.calls)}`).join(", ");
}
