/** Holds a result of `article` beside what the article published, strategy by strategy. Pure. */
import type { Article, Reading, Result, Statement } from "../../../results/schema.js";
import { summariseCases, type CaseSummary } from "../../../results/case-summary.js";
import { Sample } from "../../../stats/sample.js";
import { summarise, type Summary } from "../../../stats/summary.js";
import { hasDifferentData } from "../comparison/compared-result.js";
import { strategies, type Strategy } from "./preset.js";

/** A case that was measured, as far as the article is concerned. */
export interface ComparedCase {
  readonly summary: CaseSummary;
  /** The language whose runtime reads. */
  readonly runtime: "Python" | "Node";
  /** Resident memory before the read, in bytes: what the runtime weighs. */
  readonly start: Summary | undefined;
  /** Peak RSS less that, in bytes, trial by trial: what the read adds. */
  readonly growth: Summary | undefined;
  /** Of one of its trials, all of which send the same; undefined where they weren't counted. */
  readonly statements: readonly Statement[] | undefined;
}

/** One of the article's strategies with what was measured of it; at least one case. */
export interface ComparedStrategy {
  readonly strategy: Strategy;
  readonly cases: readonly ComparedCase[];
}

/** All of it. */
export interface Comparison {
  readonly strategies: readonly ComparedStrategy[];
  readonly article: Article;
  /** Whether the reads returned different data, of which nothing may be concluded. */
  readonly dataDiffers: boolean;
}

/** The comparison; undefined for a result that isn't one of `article`. */
export function compareWithArticle(result: Result): Comparison | undefined {
  const { article } = result;
  if (!article) return undefined;
  const measured = summariseCases(result).filter(({ completed }) => completed > 0);
  const compared = strategies.map((strategy) => ({
    strategy,
    cases: strategy.patterns.flatMap((pattern) =>
      measured.filter((summary) => summary.case.pattern === pattern).map((summary) => compareCase(summary, result)),
    ),
  }));
  return {
    strategies: compared.filter(({ cases }) => cases.length > 0),
    article,
    dataDiffers: hasDifferentData(result),
  };
}

function compareCase(summary: CaseSummary, { trials }: Result): ComparedCase {
  const outcomes = trials.flatMap(({ case: id, outcome }) =>
    id === summary.case.id && outcome.kind === "completed" ? [outcome] : [],
  );
  const pairs = outcomes.flatMap(({ startRss, metrics: { peakRss } }) =>
    isNumber(startRss) && isNumber(peakRss) ? [{ start: startRss, growth: peakRss - startRss }] : [],
  );
  return {
    summary,
    runtime: summary.case.pattern.startsWith("sqlalchemy/") ? "Python" : "Node",
    start: summaryOf(pairs.map(({ start }) => start)),
    growth: summaryOf(pairs.map(({ growth }) => growth)),
    statements: outcomes.map(({ statements }) => statements).find((statements) => Array.isArray(statements)),
  };
}

const isNumber = (reading: Reading | undefined): reading is number => typeof reading === "number";

const summaryOf = (values: readonly number[]): Summary | undefined =>
  values.length === 0 ? undefined : summarise(new Sample(values));
