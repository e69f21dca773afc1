/** What `ormeter history` may be asked. */
import type { VariantRequest } from "../../config/variant-specs.js";
import { UsageError } from "../../errors.js";
import type { Packages } from "../../project/packages.js";
import { together } from "../../flags/flag.js";
import { rngSeed, rounds, timeout } from "../../flags/measuring.js";
import { defaultOut, json, metrics, out } from "../../flags/output.js";
import {
  comparedRows,
  matrix,
  packageName,
  patternsOf,
  rows,
  rowsOf,
  server,
  workload,
  type PatternChoice,
} from "../../flags/reading.js";
import type { CommandOptions, WithPatterns } from "./types.js";

export const historyFlags = {
  matrix: together(
    matrix,
    // Enough rounds for two versions to be told apart, with all metrics and patterns that are looked at.
    { workload, rounds: rounds.describedAs("trials of each pattern and version").or("5"), server, timeout, rngSeed },
    (flag) => `${flag} says how to measure, which history does with --matrix only.`,
  ),
  patterns: patternsOf("those that the package can touch"),
  metrics,
  rows: rows.orElse(() => undefined, `what most results have; with --matrix ${comparedRows.toLocaleString("en-US")}`),
  package: packageName.orElse(() => undefined, "what --matrix varies, or most results"),
  out: out.describedAs("also write report.html and report.md into this folder"),
  json: json.describedAs("print the history on standard output, and nothing else there"),
};

type Given = CommandOptions<typeof historyFlags>;

export interface HistoryOptions extends Omit<Given, "matrix" | "package" | "patterns"> {
  /** Undefined: the one whose versions differ most in the results. */
  readonly package: string | undefined;
  /** Of those that the results hold. */
  readonly patterns: PatternChoice;
  /** What is measured before anything is shown; undefined: nothing. */
  readonly matrix: MatrixOptions | undefined;
}

/** A run of several versions, each of them in every round. */
export type MatrixOptions = WithPatterns<Omit<NonNullable<Given["matrix"]>, "given">> &
  Pick<Given, "json" | "projectDir" | "stepSummary"> & {
    /** At least one. */
    readonly variants: readonly VariantRequest[];
    readonly rows: number;
    /** The run's folder; that of the page is another. */
    readonly out: string;
    readonly nodeArgs: readonly string[];
  };

/** Nothing of that name has versions. */
export const noSuchPackage = (name: string, names: readonly string[]): UsageError =>
  new UsageError(`--package must be one of ${names.join(", ")}; received "${name}".`);

/** What the flags say together: a matrix decides what else is meant where it isn't said. */
export function historyOptions({ matrix: measured, ...given }: Given, known: Packages, now: Date): HistoryOptions {
  const varied = measured?.given[0]?.packages[0]?.name;
  const options = { ...given, package: given.package ?? varied };
  if (!measured) return { ...options, matrix: undefined };
  if (options.package !== undefined && !known.isKnown(options.package)) {
    throw noSuchPackage(options.package, known.names);
  }
  const { given: variants, ...how } = measured;
  const { json, projectDir, stepSummary } = options;
  const patterns = given.patterns(known.readWith([options.package]));
  const rows = rowsOf(given.rows, measured.workload, comparedRows);
  const out = defaultOut(projectDir, "history", now);
  const run = { ...how, variants, rows, patterns, out, nodeArgs: [], json, projectDir, stepSummary };
  return { ...options, rows, matrix: run };
}
