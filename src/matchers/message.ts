/** What a test is told of a read: what it took, what it may take, and how to look closer. Pure. */
import { sep } from "node:path";
import type { SaidOptions } from "../config/said-options.js";
import { metrics, type Unit } from "../metrics.js";
import { formatCount, formatList, formatValue, noBreakSpace } from "../report/format.js";
import { printable } from "../report/printable.js";
import type { Result, Statement } from "../results/schema.js";
import type { Bound } from "./bounds.js";
import type { Finding, Holding } from "./hold.js";

/** Statements that are shown, and characters of each. */
const [mostStatements, longestStatement] = [3, 160];

const signs: Readonly<Record<Finding["kind"], string>> = { kept: "✓", broken: "✗", absent: "?" };

/**
 * The message of an assertion that failed.
 *
 * @param closer the command that measures the read with all that is known of it.
 */
export function messageOf(result: Result, holding: Holding, closer: string): string {
  const name = nameOf(result);
  if (holding.kind === "unmeasured") {
    return [`${name} wasn't measured. ${printable(holding.why)}`, "", `Look closer: ${closer}`].join("\n");
  }
  const { findings } = holding;
  const width = Math.max(...findings.map(({ bound }) => titleOf(bound).length));
  const lines = findings.map((each) => `  ${signs[each.kind]} ${titleOf(each.bound).padEnd(width)}  ${wordsOf(each)}`);
  return [
    `${name} ${verdictOf(findings)}:`,
    "",
    ...lines,
    "",
    circumstances(result),
    ...statementLines(result),
    `Look closer: ${closer}`,
  ]
    .join("\n")
    .replaceAll(noBreakSpace, " ");
}

/** "Order by typeorm/find". */
function nameOf({ dataSet, cases: [first] }: Result): string {
  const options = Object.entries(first?.options ?? {}).map(([name, value]) => `${name}=${String(value)}`);
  const pattern = [first?.pattern ?? "?", ...options].join(" ");
  return printable(
    dataSet.own ? `${dataSet.name} by ${pattern}` : `${dataSet.name} (${formatCount(dataSet.rows)} rows) by ${pattern}`,
  );
}

function verdictOf(findings: readonly Finding[]): string {
  const broken = findings.filter(({ kind }) => kind === "broken").length;
  if (broken > 0) {
    return findings.length === 1
      ? "breaks its bound"
      : `breaks ${String(broken)} of its ${String(findings.length)} bounds`;
  }
  return findings.some(({ kind }) => kind === "absent") ? "can't be held to its bounds" : "is within its bounds";
}

const titleOf = (bound: Bound): string => (bound.kind === "rows" ? "rows" : metrics[bound.metric].title);

function wordsOf(finding: Finding): string {
  const { bound } = finding;
  const [unit, value, is]: [Unit, number, string] =
    bound.kind === "rows" ? ["count", bound.rows, "exactly"] : [metrics[bound.metric].unit, bound.value, bound.is];
  if (finding.kind === "absent") {
    return `isn't known (${printable(finding.why)}), and may be ${is} ${formatValue(value, unit)}`;
  }
  const [measured, limit] = [finding.measured, value].map((each) => formatValue(each, unit));
  // Just beyond: what is rounded looks the same.
  return measured === limit && finding.measured !== value
    ? `${exact(finding.measured, unit)}, ${is} ${exact(value, unit)}`
    : `${measured ?? ""}, ${is} ${limit ?? ""}`;
}

const exact = (value: number, unit: Unit): string =>
  [
    value.toLocaleString("en-US", { maximumFractionDigits: 6 }),
    ...(unit === "count" ? [] : [unit === "bytes" ? "B" : unit]),
  ].join(" ");

/** How often, and with what. */
function circumstances({ trials, variants: [variant], patterns: [pattern], dataSet }: Result): string {
  const many = trials.length > 1;
  const trialsOf = many
    ? `${String(trials.length)} trials, each in a fresh process: of what is steady the worst counts, of what wanders the median`
    : "One trial in a fresh process";
  const packages = Object.entries(variant?.packages ?? {})
    .filter(([name]) => pattern?.readsWith?.includes(name) ?? true)
    .map(([name, version]) => `${name} ${version}`);
  const what = dataSet.own ? ` of ${dataSet.own.relation}${dataSet.own.sample === undefined ? "" : " (a sample)"}` : "";
  const how = formatList([...packages, ...(variant ? [`Node ${variant.node}`] : [])]);
  return printable(`${trialsOf}; ${formatCount(dataSet.rows)} rows${what}, with ${how}.`);
}

function statementLines({ trials }: Result): string[] {
  const [outcome] = trials.flatMap((trial) => (trial.outcome.kind === "completed" ? [trial.outcome] : []));
  if (!outcome) return [];
  if (!Array.isArray(outcome.statements))
    return [`Its statements aren't known: ${printable(outcome.statements.absent)}`];
  const sorted = outcome.statements.toSorted((a, b) => b.time - a.time || b.calls - a.calls);
  const rest = sorted.length - mostStatements;
  return [
    ...(sorted.length === 0 ? [] : ["Its statements, the server's longest first:"]),
    ...sorted.slice(0, mostStatements).map(statementLine),
    ...(rest > 0 ? [`  … and ${String(rest)} more`] : []),
  ];
}

function statementLine({ text, calls, rows, time }: Statement): string {
  const line = printable(text.replaceAll(/\s+/g, " ").trim());
  const cut = line.length > longestStatement ? `${line.slice(0, longestStatement - 1)}…` : line;
  return `  ${formatCount(calls)} × ${cut} (${formatCount(rows)} rows, ${formatValue(time, "ms")})`;
}

/**
 * The flags that ask for the same read, as a shell takes them; a URL, which has a password, is left to be filled in.
 *
 * @param folder where they would be typed: files in it are named from there.
 */
export function flagsOf(options: SaidOptions, folder: string): string {
  const nearer = (text: string): string => (text.startsWith(folder + sep) ? text.slice(folder.length + 1) : text);
  const flags = Object.entries(options).flatMap(([key, value]) => {
    const name = `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (typeof value === "string") return [`${name}=${key === "url" ? "…" : quoted(nearer(value))}`];
    return value ? [name] : [];
  });
  return flags.join(" ");
}

const quoted = (text: string): string => (/^[\w./:@,=#%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
