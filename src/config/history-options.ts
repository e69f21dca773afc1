/** Options of `history`: what of the saved results is shown, and which versions are measured first. */
import { z } from "zod";
import { mostRows } from "../engines/data-set-name.js";
import { UsageError } from "../errors.js";
import { metricNames, metrics, type MetricName } from "../metrics.js";
import {
  defaultOut,
  namedOut,
  parse,
  resolveBenchOptions,
  type BenchOptions,
  type RawBenchOptions,
  type Surroundings,
} from "./options.js";
import { availablePatterns, parsePatterns, type PatternRequest } from "./patterns.js";
import { wholeNumber } from "../flags/quantities.js";
import { comparedRows, touchedBy } from "./upgrade-options.js";
import {
  isKnownPackage,
  knownPackages,
  parseVariants,
  type KnownPackage,
  type VariantRequest,
} from "./variant-specs.js";

/** Options of `history` as commander gives them. */
export interface RawHistoryOptions extends Pick<
  RawBenchOptions,
  "rows" | "rounds" | "patterns" | "url" | "out" | "timeout" | "rngSeed" | "json"
> {
  readonly matrix?: string;
  readonly metric?: string;
  readonly package?: string;
}

/** Options of `history`, complete and checked. */
export interface HistoryOptions {
  readonly projectDir: string;
  readonly patterns: readonly PatternRequest[];
  readonly metrics: readonly MetricName[];
  /** Undefined: the size that most results have. */
  readonly rows: number | undefined;
  readonly package: KnownPackage;
  /** The folder of the page; undefined where none is wanted. */
  readonly out: string | undefined;
  readonly json: boolean;
  /** What is measured before anything is shown; undefined: nothing. */
  readonly matrix: MatrixOptions | undefined;
}

/** A run of several versions, each of them in every round. */
export interface MatrixOptions extends BenchOptions {
  /** At least one. */
  readonly variants: readonly VariantRequest[];
}

/** Options that say something of a run, which there is with `--matrix` only. */
const ofTheRun = { rounds: "--rounds", timeout: "--timeout", rngSeed: "--rng-seed", url: "--url" } as const;

/** Enough rounds for two versions to be told apart, with all metrics and patterns that are looked at. */
const matrixRounds = "5";

const rawHistory = z.object({ rows: wholeNumber("--rows", 1, mostRows).optional() });

/**
 * Resolves the options of `history`.
 *
 * @throws UsageError with one sentence for the first value that won't do.
 */
export function resolveHistoryOptions(
  raw: RawHistoryOptions,
  surroundings: Surroundings,
  available: readonly string[] = availablePatterns(),
): HistoryOptions {
  const { cwd } = surroundings;
  const variants = raw.matrix === undefined ? undefined : parseVariants("--matrix", raw.matrix, cwd);
  if (!variants) {
    const misplaced = Object.entries(ofTheRun).find(([name]) => raw[name as keyof typeof ofTheRun] !== undefined);
    if (misplaced) throw new UsageError(`${misplaced[1]} says how to measure, which history does with --matrix only.`);
  }
  const out = namedOut(raw.out, cwd);
  const packageName = packageOf(raw.package, variants);
  const touched = available.filter((id) => touchedBy([packageName], id));
  const { rows } = parse(rawHistory, { rows: raw.rows });
  return Object.freeze({
    projectDir: cwd,
    patterns:
      raw.patterns === undefined
        ? touched.map((id) => ({ id, options: {} }))
        : parsePatterns(raw.patterns, available, touched),
    metrics: metricsOf(raw.metric),
    rows: rows ?? (variants && Number(comparedRows)),
    package: packageName,
    out,
    json: raw.json ?? false,
    matrix: variants && matrixOf(raw, variants, surroundings, available, touched),
  });
}

function matrixOf(
  { rows = comparedRows, rounds = matrixRounds, patterns, timeout, rngSeed, url }: RawHistoryOptions,
  variants: readonly VariantRequest[],
  surroundings: Surroundings,
  available: readonly string[],
  usual: readonly string[],
): MatrixOptions {
  const bench = {
    rows,
    rounds,
    out: defaultOut(surroundings.cwd, "history", surroundings.now),
    ...(patterns !== undefined && { patterns }),
    ...(timeout !== undefined && { timeout }),
    ...(rngSeed !== undefined && { rngSeed }),
    ...(url !== undefined && { url }),
  };
  return Object.freeze({ ...resolveBenchOptions(bench, surroundings, available, usual), variants });
}

/** What the versions are of: what was asked for, or what the matrix varies. */
function packageOf(name: string | undefined, variants: readonly VariantRequest[] | undefined): KnownPackage {
  if (name === undefined) return variants?.[0]?.packages[0]?.name ?? "typeorm";
  if (isKnownPackage(name)) return name;
  throw new UsageError(`--package must be one of ${knownPackages.join(", ")}; received "${name}".`);
}

/** Those that were named, or those that decide where versions are compared. */
function metricsOf(list: string | undefined): MetricName[] {
  if (list === undefined) return metricNames.filter((name) => metrics[name].compared.decides);
  const names = [...new Set(list.split(",").map((entry) => entry.trim()))];
  return names.map((entry) => {
    const found = metricNames.find((name) => name === entry);
    if (found !== undefined) return found;
    throw new UsageError(`--metric must name metrics, of ${metricNames.join(", ")}; received "${entry}".`);
  });
}
