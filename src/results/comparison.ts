/**
 * What a comparison found, as `result.json` holds it: two sides, baseline and candidate, case by case and metric by
 * metric. Made by src/compare, rendered by src/report; neither measures anything.
 */
import { z } from "zod";
import { metricNames } from "../metrics.js";
import { equivalence } from "./equivalence.js";
import { ofKnownMetrics } from "./migrations.js";

/** A figure that is known only so well: with the probability `level` the truth lies between `low` and `high`. */
export const estimate = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** As a fraction, such as 0.999. */
  level: z.number(),
});

/** What may be said of a metric of a case. docs/statistics.md has the rules. */
export const verdict = z.enum(["improved", "regressed", "unchanged", "inconclusive"]);

/** One metric of one case on both sides. */
export const cell = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("compared"),
    metric: z.enum(metricNames),
    /** Medians, in the metric's unit. */
    baseline: z.number(),
    candidate: z.number(),
    /** `ratio`: candidate ÷ baseline. `difference`: candidate − baseline, in the metric's unit. */
    as: z.enum(["ratio", "difference"]),
    change: estimate,
    /** The smallest change that counts: a fraction for ratios (0.02), in the metric's unit for differences. */
    threshold: z.number().nonnegative(),
    verdict,
    /** Whether a regression of it makes the comparison fail. */
    decides: z.boolean(),
    /** Measurements behind it: pairs where the sides were interleaved, otherwise those of the side with fewer. */
    n: z.number().int().positive(),
    /** Whether the change is that at one speed of the processor's core, which was measured beside each trial. */
    adjusted: z.boolean().optional(),
  }),
  z.object({ kind: z.literal("not-comparable"), metric: z.enum(metricNames), reason: z.string() }),
]);

/** What to know about a case beside its figures. */
export const caseMark = z.enum([
  /** Completed on the baseline's side, and not, or not always, on the candidate's. */
  "now-fails",
  /** Completed on the candidate's side always, and not always on the baseline's. */
  "fixed",
  /** Completed on the candidate's side, and never on the baseline's: there is nothing to compare it with. */
  "now-completes",
  /** Completed on neither side. */
  "fails-on-both",
  /** The pattern's own file isn't the same on both sides. */
  "source-changed",
  /** The candidate keeps connections of its pool that the baseline gives back. */
  "leaks-connections",
]);

/** A statement's text and how often the server executed it in one read. */
const statementCount = z.object({ text: z.string(), calls: z.number() });

/** Whether both sides sent the server the same statements. */
export const statementChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("same") }),
  /** Texts, or numbers of calls, that the other side doesn't have. */
  z.object({
    kind: z.literal("different"),
    baseline: z.array(statementCount),
    candidate: z.array(statementCount),
  }),
  z.object({ kind: z.literal("unknown"), reason: z.string() }),
]);

/** One pattern with its options on both sides. */
export const caseComparison = z.object({
  pattern: z.string(),
  options: z.record(z.string(), z.number()),
  /** Ids of the two cases in their results. */
  baseline: z.string(),
  candidate: z.string(),
  marks: z.array(caseMark),
  /** How many trials of either side completed. */
  completed: z.object({ baseline: z.number(), candidate: z.number() }).optional(),
  /** In the order of `metricNames`. */
  cells: ofKnownMetrics(cell),
  statements: statementChange,
  /** How trials ended that didn't complete, a sentence for each side that has such. */
  failures: z.array(z.string()),
});

/** What kept the two sides from being alike, field by field. */
export const incomparableField = z.object({
  /** As a reader calls it: "CPU", "rows", "PostgreSQL". */
  field: z.string(),
  baseline: z.string(),
  candidate: z.string(),
  /** What may not be compared because of it. */
  spoils: z.enum(["times", "noisy metrics", "all metrics"]),
});

/** Which versions the packages that were asked for bring along. */
export const brought = z.discriminatedUnion("kind", [
  /** Those that there were until then, when they were published; `doubt`: why the registry's dates may not be those. */
  z.object({ kind: z.literal("as-of"), date: z.string(), doubt: z.string().optional() }),
  /** Those that there are today, since it isn't known what there was then. */
  z.object({ kind: z.literal("newest"), reason: z.string() }),
  /** Those of a lock file. */
  z.object({ kind: z.literal("lock") }),
]);

/** One of the two sides. */
export const side = z.object({
  /** As a reader calls it: "typeorm@0.3.27", a baseline's name, a run's folder. */
  name: z.string(),
  node: z.string(),
  /** Exact versions by package name. */
  packages: z.record(z.string(), z.string()),
  /** Absent where nothing was asked for by version, and in older results. */
  brought: brought.optional(),
});

/** A comparison of two sides. */
export const comparison = z.object({
  baseline: side,
  candidate: side,
  /** `interleaved`: trials of both sides took turns in one run. `separate`: two results made at different times. */
  trials: z.enum(["interleaved", "separate"]),
  incomparable: z.array(incomparableField),
  /** Whether both sides returned the same data; of interleaved trials the result's own says the same. */
  equivalence,
  /** Probability, over everything that is compared here, that anything is called changed that isn't: at most this. */
  falseAlarms: z.number(),
  /** Patterns that only one of the sides has, which can't be compared. */
  unpaired: z.array(z.string()),
  cases: z.array(caseComparison),
});

/** What `calibrate` found out about one metric: the whole machine's answer to "what can you tell apart?". */
export const noiseFloor = z.object({
  pattern: z.string(),
  metric: z.enum(metricNames),
  as: z.enum(["ratio", "difference"]),
  /** Spread of the change between two trials of the same code (as a standard deviation; a fraction for ratios). */
  noise: z.number(),
  /** Smallest change that is found with 95 % power in the budget (a fraction for ratios). */
  detectable: z.number(),
  /** Share of simulated reports, drawn from these trials, that call this metric changed though it isn't. */
  falseAlarms: z.number(),
});

/** What `calibrate` measured, for `upgrade` to say beside its verdicts. */
export const calibration = z.object({
  /** Rounds that fit in the budget. */
  rounds: z.number().int().positive(),
  /** Milliseconds. */
  budget: z.number().positive(),
  floors: ofKnownMetrics(noiseFloor),
  /** Share of simulated whole reports with any false regression. */
  falseReports: z.number(),
});

export type Estimate = z.infer<typeof estimate>;
export type Verdict = z.infer<typeof verdict>;
export type Cell = z.infer<typeof cell>;
export type ComparedCell = Cell & { kind: "compared" };
export type CaseMark = z.infer<typeof caseMark>;
export type StatementChange = z.infer<typeof statementChange>;
export type CaseComparison = z.infer<typeof caseComparison>;
export type IncomparableField = z.infer<typeof incomparableField>;
export type Brought = z.infer<typeof brought>;
export type Side = z.infer<typeof side>;
export type Comparison = z.infer<typeof comparison>;
export type NoiseFloor = z.infer<typeof noiseFloor>;
export type Calibration = z.infer<typeof calibration>;
