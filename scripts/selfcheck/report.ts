/** One whole report of `ormeter upgrade`, asked for as a user asks, and what of it is judged. */
import { execa } from "execa";
import { compiledProgram } from "../../src/config/project.js";
import type { Comparison, StatementChange } from "../../src/results/comparison.js";
import { result as resultSchema, type Equivalence, type Result } from "../../src/results/schema.js";
import type { InjectionName } from "./injections.js";

/** `plain` is A against A with no tarball at all; `real` is one version against another. */
export type Kind = InjectionName | "plain" | "real";

/** What is judged, and what one wants to know about a report that is wrong. */
export interface Report {
  readonly kind: Kind;
  readonly number: number;
  readonly seconds: number;
  readonly exitCode: number | undefined;
  /** What it said last on standard error, where it gave no result. */
  readonly message?: string;
  readonly found?: Found;
}

interface Found {
  readonly rngSeed: number;
  readonly rounds: number;
  readonly cells: readonly Verdict[];
  readonly statements: readonly { readonly pattern: string; readonly change: StatementChange }[];
  readonly equivalence: Equivalence;
}

/** One cell that was compared. */
export type Verdict = Pick<
  Comparison["cases"][number]["cells"][number] & { kind: "compared" },
  "metric" | "verdict" | "decides" | "change" | "as" | "baseline"
> & { readonly pattern: string };

/** What every report is asked for with. */
export interface ReportOptions {
  readonly home: string;
  readonly rows: number;
  /** Seconds; what `upgrade` takes by itself unless given. */
  readonly budget?: number;
}

/** Runs the command in the folder `home`. Never rejects for what the command does. */
export async function makeReport(
  kind: Kind,
  number: number,
  sides: readonly string[],
  { home, rows, budget }: ReportOptions,
): Promise<Report> {
  const flags = ["--rows", String(rows), "--patterns", "get-many,take-keyset,stream", "--json"];
  if (budget !== undefined) flags.push("--budget", String(budget));
  const start = performance.now();
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [compiledProgram("src/cli.ts"), "upgrade", ...sides, ...flags],
    { cwd: home, reject: false },
  );
  const report = { kind, number, exitCode, seconds: Math.round((performance.now() - start) / 1000) };
  try {
    return { ...report, found: foundIn(resultSchema.parse(JSON.parse(stdout))) };
  } catch (error) {
    return { ...report, message: stderr.trim().split("\n").at(-1) ?? String(error) };
  }
}

function foundIn({ rngSeed, trials, comparisons, equivalence }: Result): Found {
  const cases = comparisons?.[0]?.cases ?? [];
  return {
    rngSeed,
    rounds: Math.max(0, ...trials.map(({ round }) => round)),
    cells: cases.flatMap(({ pattern, cells }) =>
      cells.flatMap((cell) => {
        if (cell.kind !== "compared") return [];
        const { metric, verdict, decides, change, as, baseline } = cell;
        return [{ pattern, metric, verdict, decides, change, as, baseline }];
      }),
    ),
    statements: cases.map(({ pattern, statements: change }) => ({ pattern, change })),
    equivalence,
  };
}

/** The verdict on a metric of a pattern. */
export const verdictOn = ({ found }: Report, pattern: string, metric: Verdict["metric"]): Verdict | undefined =>
  found?.cells.find((cell) => cell.pattern === `typeorm/${pattern}` && cell.metric === metric);

/** A change and how well it is known. */
export function describeChange({ as, change: { value, low, high } }: Verdict): string {
  const show = (number: number): string =>
    as === "ratio" ? `${((number - 1) * 100).toFixed(1)} %` : `${(number / 1000).toFixed(1)} k`;
  return `${show(value)} (${show(low)} to ${show(high)})`;
}

/** A report on one line. */
export function describeReport({ kind, number, exitCode, seconds, message, found }: Report): string {
  const heading = `${kind} ${number}: exit ${exitCode ?? "by signal"} after ${seconds} s`;
  if (!found) return `${heading}, no result: ${message ?? ""}`;
  const { equivalence } = found;
  const data = equivalence.kind === "different" ? [equivalence.summary, describeRow(equivalence)] : [];
  const changed = found.cells
    .filter(({ decides, verdict }) => decides && (verdict === "regressed" || verdict === "improved"))
    .map((cell) => `${nameOf(cell)} ${cell.verdict} by ${describeChange(cell)}`);
  const unsure = found.cells.filter(({ decides, verdict }) => decides && verdict === "inconclusive").map(nameOf);
  const statements = found.statements.flatMap(({ pattern, change }) =>
    change.kind === "different"
      ? [`${pattern} sends ${brief(change.candidate)} where it sent ${brief(change.baseline)}`]
      : [],
  );
  return [
    `${heading}, ${found.rounds} rounds`,
    ...data,
    ...changed,
    ...(unsure.length > 0 ? [`inconclusive: ${unsure.join(", ")}`] : []),
    ...statements,
  ].join("; ");
}

const nameOf = ({ pattern, metric }: Verdict): string => `${pattern.replace("typeorm/", "")} ${metric}`;

/** How a few statements begin, and how often they are executed. */
const brief = (statements: readonly { text: string; calls: number }[]): string =>
  statements.map(({ text, calls }) => `${calls} × "${text.slice(0, 40)}"`).join(" and ") || "nothing";

function describeRow({ firstDifference }: Equivalence & { kind: "different" }): string {
  if (!firstDifference) return "no row named";
  const columns = firstDifference.columns.map(({ name, value, reference }) => `${name} ${reference} → ${value}`);
  return `row ${firstDifference.key}: ${columns.join(", ")}`;
}
