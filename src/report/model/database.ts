/** What the database saw: how each pattern asked for the rows, in which statements, with which plan. */
import { caveatsOf, metrics } from "../../metrics.js";
import type { Statement } from "../../results/schema.js";
import type { MeasuredCase, ReportCases } from "../charts/measured-case.js";
import { kindsInWords, statementKinds } from "../charts/statement-kinds.js";
import { columnFormat, formatCount, formatList, formatSummary, formatValue } from "../format.js";
import { pictures } from "./charted.js";
import { caseName, endingsOf } from "./figures.js";
import { detail, pageOnly } from "./medium.js";
import { group, notes, type Block, type Group, type Listing, type Section } from "./report.js";
import { absentCell, figureCell, type Row, type Table } from "./table.js";

/** The section with the strips and each pattern's statements. */
export function databaseSection({ measured, unmeasured }: ReportCases): Section {
  return {
    kind: "group",
    id: "database",
    title: "What the database saw",
    shown: detail,
    blocks: [
      {
        kind: "chart",
        size: "full",
        answers: "still",
        nothing: "No statements were counted.",
        make: async () => {
          const { statementsChart } = await pictures();
          return {
            wide: statementsChart(measured, "wide"),
            narrow: statementsChart(measured, "narrow"),
            caption:
              "A strip is the whole table, cut as the read cut it: one statement is a solid bar, a hundred pages are " +
              "slices, thousands of fetches a comb.",
            missing: unmeasured.flatMap(endingsOf),
          };
        },
      },
      notes(caveatsOf([metrics.dbTime])),
      ...(measured.length > 0 ? [perRowTable(measured)] : []),
      ...measured.map(caseStatements),
    ],
  };
}

/** What each read asks of the network for a row that it hands out; of trees that is a root, with all that it holds. */
function perRowTable(measured: readonly MeasuredCase[]): Table {
  const figures = measured.map(({ summary, typical: { outcome } }) => {
    const { rows } = summary.case;
    const { statements, bytesIn } = summary.metrics;
    const sent = "absent" in outcome.statements ? undefined : outcome.statements;
    return {
      summary,
      statements: statements.kind === "measured" ? statements.summary.median / rows : undefined,
      rows: sent && sent.reduce((sum, statement) => sum + statement.rows, 0) / rows,
      bytes: bytesIn.kind === "measured" ? bytesIn.summary.median / rows : undefined,
    };
  });
  const bytes = columnFormat(
    figures.flatMap((each) => each.bytes ?? []),
    "bytes",
  );
  const cell = (value: number | undefined, format: (value: number) => string) =>
    value === undefined ? absentCell() : figureCell(format(value), value);
  return {
    kind: "table",
    label: "On the wire for each row",
    rowTitle: "for each row",
    columns: [
      { name: "statements", title: "statements", rank: 0 },
      { name: "rows", title: "rows on the wire", rank: 0 },
      { name: "bytesIn", title: "bytes in", unit: bytes.unit, rank: 0 },
    ],
    groups: [
      {
        rows: figures.map(({ summary, statements, rows, bytes: size }): Row => ({
          name: caseName(summary),
          cells: [cell(statements, few), cell(rows, few), cell(size, bytes.format)],
        })),
      },
    ],
  };
}

/** A number that may be much smaller than one, with three digits. */
const few = (value: number): string => String(Number(value.toPrecision(3)));

/** As counted in the trial that stands for the others: they run the same statements. */
function caseStatements(measured: MeasuredCase): Group {
  const { summary, typical } = measured;
  const { statements } = typical.outcome;
  const { dbTime, backendPeak } = summary.metrics;
  const server = [
    ...(dbTime.kind === "measured" ? [`server time ${formatSummary(dbTime.summary, metrics.dbTime.unit)}`] : []),
    backendPeak.kind === "measured"
      ? `server process up to ${formatValue(backendPeak.summary.max, metrics.backendPeak.unit)}`
      : `server process not seen (${backendPeak.reason})`,
  ];
  const name = caseName(summary);
  if ("absent" in statements) {
    const absence = `statements not counted (${statements.absent}); ${formatList(server)}.`;
    return group(name, [notes([absence])]);
  }
  const differs = callsByRound(measured);
  const title = [name, ` ${[kindsInWords(statementKinds(statements)), ...server].join(" · ")}`];
  const blocks: Block[] = [
    statementsTable(statements, summary.label),
    ...plansOf(statements, summary.label),
    notes(differs === undefined ? [] : [`Calls differ between rounds: ${differs}.`]),
  ];
  return group(title, blocks, { page: "folded" });
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
