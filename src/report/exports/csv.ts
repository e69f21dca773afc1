import { stringify } from "csv-stringify/sync";
import { metricNames, metrics } from "../../metrics.js";
import type { Result, Trial } from "../../results/schema.js";
import { summariseCases, type CaseSummary } from "../../results/case-summary.js";
import { printableLines } from "../printable.js";

const columns = [
  "case",
  "pattern",
  "yields",
  "variant",
  "rows",
  "options",
  "round",
  "position",
  "started_at",
  "outcome",
  "metric",
  "unit",
  "value",
  "note",
] as const;

type Row = Partial<Record<(typeof columns)[number], string | number | undefined>>;

/**
 * CSV by RFC 4180 with a header line: a line for each metric of each trial, with what to know of it as the note; a trial that didn't complete has one line,
 * with its message as the note. A text that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function csv(result: Result): string {
  const cases = new Map(summariseCases(result).map((summary) => [summary.case.id, summary]));
  const rows = result.trials.flatMap((trial) => {
    const summary = cases.get(trial.case);
    return summary ? rowsOf(trial, summary) : [];
  });
  return stringify(rows.map(printableRow), {
    header: true,
    columns: [...columns],
    record_delimiter: "windows",
    // Left to itself it quotes a line break only where it is the one between records.
    quoted_match: /[\r\n]/,
    escape_formulas: true,
    // A negative figure is no formula.
    cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
  });
}

const printableRow = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === "string" ? printableLines(value) : value]),
  );

function rowsOf({ round, position, startedAt, outcome }: Trial, { label, case: own, pattern }: CaseSummary): Row[] {
  const shared: Row = {
    case: label,
    pattern: own.pattern,
    yields: pattern.yields,
    variant: own.variant,
    rows: own.rows,
    options: Object.entries(own.options)
      .map((option) => option.join("="))
      .join(" "),
    round,
    position,
    started_at: startedAt,
    outcome: outcome.kind,
  };
  if (outcome.kind !== "completed") return [{ ...shared, note: outcome.message }];
  return metricNames.map((metric) => {
    const reading = outcome.metrics[metric];
    const { unit, caveat } = metrics[metric];
    const value = typeof reading === "number" ? { value: reading, note: caveat } : { note: reading.absent };
    return { ...shared, metric, unit, ...value };
  });
}
