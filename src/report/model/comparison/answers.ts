/** What a comparison answers before it speaks of costs, in sentences: whether it is the same, and whether it leaks. */
import { wasReadOnBothSides } from "../../../compare/compare-sides.js";
import type { Comparison } from "../../../results/comparison.js";
import type { Result } from "../../../results/schema.js";
import { summariseCases } from "../../../results/case-summary.js";
import type { Sentence } from "../words.js";
import { formatCount, formatList } from "../../format.js";
import { dataHint, dataWarning, labelIn } from "../warnings.js";
import { formatEstimate } from "./change-text.js";
import { dataDiffers } from "./compared-result.js";
import { statementDiffs, unknownStatements } from "./statement-diff.js";
import { timeToTell } from "./time-to-tell.js";
import { buildVerdictTable, isWorse, rowsOf, type VerdictRow } from "./verdict-table.js";

/** What came of it: what became of the reads, and what it would take to tell the rest; or that the data differs. */
export function summary(result: Result, comparison: Comparison): Sentence[] {
  const hint = dataHint(comparison.equivalence, labelsOf(result));
  if (hint !== undefined) return [...data(result, comparison), { kind: "warning", text: hint }];
  const more = timeToTell(result, comparison);
  return [headline(comparison), ...(more ? [more] : [])];
}

const uncompared = "could not be compared";

/** What keeps a comparison from saying anything: the fields that differ, or else why the metrics that there are can't be. */
export function whyNothing({ incomparable, cases }: Comparison): string {
  const differing = incomparable.map(
    ({ field, baseline, candidate }) => `${field} was ${baseline}, and is ${candidate}`,
  );
  if (differing.length > 0) return differing.join("; ");
  const reasons = cases.flatMap(({ cells }) =>
    cells.flatMap((cell) => (cell.kind === "compared" ? [] : [cell.reason])),
  );
  return reasons.length > 0 ? [...new Set(reasons)].join("; ") : "no read completed on both sides";
}

/** The result in one sentence: how many patterns there are, and what became of them. */
export function headline(comparison: Comparison): Sentence {
  const { sections } = buildVerdictTable(comparison);
  const rowsIn = (state: string) => sections.find((section) => section.state === state)?.rows ?? [];
  const changed = rowsIn("changed");
  const worse = changed.filter(isWorse);
  const better = changed.filter((row) => !isWorse(row));
  const fates = [
    { rows: worse, fate: "regressed in something" },
    { rows: better, fate: "improved in something" },
    { rows: rowsIn("unsure"), fate: "stayed undecided" },
    { rows: rowsIn("unchanged"), fate: "stayed the same" },
    { rows: rowsIn("uncompared"), fate: uncompared },
  ].filter(({ rows }) => rows.length > 0);
  const cases = comparison.cases.length;
  const [first, ...others] = fates;
  if (!first) return { kind: "warning", text: "Nothing was compared: the two sides have no read in common." };
  if (others.length === 0 && first.fate === uncompared) {
    return { kind: "warning", text: `Nothing could be compared: ${whyNothing(comparison)}.` };
  }
  const text =
    others.length > 0
      ? `Of ${formatCount(cases)} reads ${formatList(fates.map(({ rows, fate }) => `${formatCount(rows.length)} ${fate}`))}.`
      : `${["The one read", "Both reads"][cases - 1] ?? `All ${formatCount(cases)} reads`} ${first.fate}.`;
  return { kind: worse.length > 0 ? "warning" : "finding", text };
}

/** Is it the same? The data that was read, and the SQL by which it was read; where the data differs, other SQL alone. */
export function sameness(result: Result, comparison: Comparison): Sentence[] {
  if (dataDiffers(comparison)) return sql(comparison).filter(({ kind }) => kind === "warning");
  return [...data(result, comparison), ...sql(comparison)];
}

function data(result: Result, comparison: Comparison): Sentence[] {
  const { equivalence, trials, cases } = comparison;
  const warning = dataWarning(equivalence, labelsOf(result), result.dataSet, "both sides");
  if (warning !== undefined) return [{ kind: "warning", text: warning }];
  const where = trials === "interleaved" ? "in every trial" : "in every trial of both runs";
  const isOwn = result.dataSet.own?.kind === "functions";
  const text = isOwn
    ? `Both sides handed over the same, as far as a side's own trials agree: count, content, types, class, keys and order`
    : `Both sides returned the same data: count, checksum and digest agree ${where}`;
  const rows = rowsOf(buildVerdictTable(comparison));
  const left = rows.filter((row) => !wasReadOnBothSides(row.case)).map(labelOf);
  return [
    {
      kind: "finding",
      text:
        left.length === 0
          ? `${text}.`
          : `${text}, of ${formatCount(cases.length - left.length)} of ${formatCount(cases.length)} reads.`,
    },
    ...(left.length === 0
      ? []
      : [
          {
            kind: "warning",
            text: `The data of ${formatList(left)} wasn't compared: it didn't complete on both sides.`,
          } as const,
        ]),
  ];
}

/** What the cases of a result are called, by their ids. */
export const labelsOf = (result: Result): ((id: string) => string) => labelIn(summariseCases(result));

function sql(comparison: Comparison): Sentence[] {
  const differing = statementDiffs(comparison).flatMap(({ labels }) => labels);
  const known = comparison.cases.filter(({ statements }) => statements.kind !== "unknown");
  return [
    ...(differing.length > 0
      ? [{ kind: "warning", text: `The server saw other statements with ${formatList(differing)}.` } as const]
      : known.length > 0
        ? [{ kind: "finding", text: "The server saw the same statements, equally often." } as const]
        : []),
    ...unknownStatements(comparison).map(
      ({ labels, reason }) =>
        ({ kind: "scope", text: `Statements of ${formatList(labels)} could not be compared: ${reason}.` }) as const,
    ),
  ];
}

/** Does it leak? What stays on the heap after the result was released, and connections that the pool doesn't get back. */
export function leaks(comparison: Comparison): Sentence[] {
  if (dataDiffers(comparison)) return [];
  const rows = rowsOf(buildVerdictTable(comparison));
  const retained = rows.flatMap((row) => {
    const cell = row.cells.get("retained");
    return cell ? [{ row, cell }] : [];
  });
  const more = retained.filter(({ cell }) => cell.verdict === "regressed");
  const unsure = retained.filter(({ cell }) => cell.verdict === "inconclusive").map(({ row }) => row.label);
  const connections = rows.filter(({ case: { marks } }) => marks.includes("leaks-connections")).map(labelOf);
  const heap: Sentence[] = [
    ...more.map(
      ({ row, cell }) =>
        ({ kind: "warning", text: `${row.label} retains more after the read: ${formatEstimate(cell)}.` }) as const,
    ),
    ...(unsure.length > 0
      ? [
          {
            kind: "finding",
            text: `Can't tell whether ${formatList(unsure)} ${unsure.length === 1 ? "retains" : "retain"} more.`,
          } as const,
        ]
      : []),
  ];
  const fine = retained.length > 0 && heap.length === 0;
  return [
    ...(connections.length > 0
      ? [{ kind: "warning", text: `${formatList(connections)} now keeps connections of its pool.` } as const]
      : []),
    ...heap,
    ...(fine ? [{ kind: "finding", text: "No read retains more on the heap than before." } as const] : []),
    ...(retained.length === 0 ? [{ kind: "scope", text: "Retained memory could not be compared." } as const] : []),
  ];
}

const labelOf = ({ label }: VerdictRow): string => label;

/** How trials ended that gave nothing to compare; what failed before and doesn't any more is no warning. */
export function failureSentences(comparison: Comparison): Sentence[] {
  return rowsOf(buildVerdictTable(comparison)).flatMap(({ label, case: { failures, marks } }) => {
    const kind = marks.some((mark) => mark === "fixed" || mark === "now-completes") ? "finding" : "warning";
    return failures.map((failure) => ({ kind, text: `${label}, ${failure}` }) as const);
  });
}
