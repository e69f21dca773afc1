/** `ormeter history`: saved results over versions, and where a level steps; with `--matrix` it measures some first. */
import type { KnownPackage, VariantRequest } from "../config/variant-specs.js";
import { together } from "../flags/flag.js";
import { rngSeed, rounds, timeout } from "../flags/measuring.js";
import { defaultOut, json, metrics, out } from "../flags/output.js";
import { comparedRows, matrix, packageName, patternsOf, readWith, rows, server } from "../flags/reading.js";
import { command, type CommandOptions, type WithPatterns } from "./command.js";

export const historyFlags = {
  matrix: together(
    matrix,
    // Enough rounds for two versions to be told apart, with all metrics and patterns that are looked at.
    { rounds: rounds.describedAs("trials of each pattern and version").or("5"), server, timeout, rngSeed },
    (flag) => `${flag} says how to measure, which history does with --matrix only.`,
  ),
  patterns: patternsOf("those that the package can touch"),
  metrics,
  rows: rows.orElse(() => undefined, `what most results have; with --matrix ${comparedRows}`),
  package: packageName.orElse(() => undefined, "what --matrix varies, or typeorm"),
  out: out.describedAs("also write report.html and report.md into this folder"),
  json: json.describedAs("print the history on standard output, and nothing else there"),
};

type Given = CommandOptions<typeof historyFlags>;

export interface HistoryOptions extends WithPatterns<Omit<Given, "matrix">> {
  readonly package: KnownPackage;
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

export const history = command({
  name: "history",
  description:
    "show saved results over versions, and where a level steps; with --matrix measure several versions first",
  flags: historyFlags,
  run: async (given, { now }) => {
    const options = historyOptions(given, now);
    return (await import("./run-history.js")).runHistory(options);
  },
});

/** What the flags say together: a matrix decides what else is meant where it isn't said. */
export function historyOptions({ matrix: measured, ...given }: Given, now: Date): HistoryOptions {
  const varied = measured?.given[0]?.packages[0]?.name;
  const name = given.package ?? varied ?? "typeorm";
  const options = { ...given, package: name, patterns: given.patterns(readWith([name])) };
  if (!measured) return { ...options, matrix: undefined };
  const { given: variants, ...how } = measured;
  const { patterns, json, projectDir, stepSummary } = options;
  const rows = given.rows ?? Number(comparedRows);
  const out = defaultOut(projectDir, "history", now);
  const run = { ...how, variants, rows, patterns, out, nodeArgs: [], json, projectDir, stepSummary };
  return { ...options, rows, matrix: run };
}
