/** What the figures of the article's comparison say. */
import { metrics } from "../../../metrics.js";
import { fewestTrials, toldApart } from "../../../stats/ranking.js";
import type { Summary } from "../../../stats/summary.js";
import { columnFormat, formatCount, formatList, formatRatio, formatValue, noBreakSpace } from "../../format.js";
import type { ComparedCase, Comparison } from "./beside-the-article.js";
import { expectedOrders } from "./preset.js";

/** Sentences from the figures; none where nothing was measured, or the data differs. Plain text, which may quote the result. */
export function articleFindings(comparison: Comparison): string[] {
  if (comparison.dataDiffers) return missing(comparison);
  const cases = comparison.strategies.flatMap((strategy) => strategy.cases);
  return [
    ...missing(comparison),
    ...Object.entries(expectedOrders).flatMap(([language, order]) => descent(language, order, cases)),
    ...runtimes(cases),
    ...checks(comparison, cases),
  ];
}

function missing({ article: { python } }: Comparison): string[] {
  return python.kind === "missing" ? [python.message] : [];
}

interface Peak {
  readonly label: string;
  readonly summary: Summary;
}

function peakOf({ summary: { label, metrics: figures } }: ComparedCase): Peak[] {
  const { peakRss } = figures;
  return peakRss.kind === "measured" ? [{ label, summary: peakRss.summary }] : [];
}

/** Whether the peaks come in the expected order, and how far apart neighbours lie. */
function descent(language: string, order: readonly string[], cases: readonly ComparedCase[]): string[] {
  const peaks = order.flatMap((pattern) =>
    cases.filter(({ summary }) => summary.case.pattern === pattern).flatMap(peakOf),
  );
  if (peaks.length < order.length) return [];
  const format = sizeFormat(peaks.map(({ summary }) => summary.median));
  const figures = formatList(peaks.map(({ label, summary }) => `${format(summary.median)} with ${label}`));
  const trials = Math.min(...peaks.map(({ summary }) => summary.n));
  if (trials < fewestTrials) {
    return [
      `Whether ${language}'s peak RSS falls from strategy to strategy can't be told from so few trials ` +
        `(${formatCount(fewestTrials)} each are needed): ${figures}.`,
    ];
  }
  const steps = peaks
    .slice(1)
    .map((less, index) => ({ less: less.summary, more: peaks[index]?.summary ?? less.summary }));
  const falls = steps.every(
    ({ less, more }) => more.median > less.median && toldApart(more, less, metrics.peakRss.noise),
  );
  if (!falls) return [`${language}'s peak RSS doesn't fall from strategy to strategy at this size: ${figures}.`];
  const ratios = formatList(steps.map(({ less, more }) => formatRatio(more.median / less.median)));
  return [`${language}'s peak RSS falls from strategy to strategy: ${figures}; the steps are by ${ratios} times.`];
}

/** "0.3 % less than ours". */
function deviation(ratio: number): string {
  const percent = Math.abs(ratio * 100).toFixed(1);
  return percent === "0.0" ? "as ours" : `${percent}${noBreakSpace}% ${ratio > 0 ? "more" : "less"} than ours`;
}

/** Sizes that are compared are written in one unit. */
function sizeFormat(sizes: readonly number[]): (bytes: number) => string {
  const { format, unit } = columnFormat(sizes, "bytes");
  return (bytes) => `${format(bytes)}${noBreakSpace}${unit}`;
}

/** The runtimes' own memory, so that what the reads cost can be compared. */
function runtimes(cases: readonly ComparedCase[]): string[] {
  const sizes = (["Python", "Node"] as const).flatMap((runtime) => {
    const starts = cases.flatMap((each) => (each.runtime === runtime && each.start ? [each.start.median] : []));
    if (starts.length === 0) return [];
    const [least, most] = [Math.min(...starts), Math.max(...starts)].map((bytes) => formatValue(bytes, "bytes"));
    return [`${runtime} ${least === most ? String(least) : `${String(least)} to ${String(most)}`}`];
  });
  if (sizes.length === 0) return [];
  return [
    `Before the read the processes use: ${formatList(sizes)}. ` +
      `The column "read adds" is what the reads themselves use.`,
  ];
}

/** What other instruments said of our peaks. */
function checks({ article: { peakChecks } }: Comparison, cases: readonly ComparedCase[]): string[] {
  const labels = new Map(cases.map(({ summary }) => [summary.case.id, summary.label]));
  return (["GNU time", "mprof"] as const).flatMap((instrument) => {
    const mine = peakChecks.filter((check) => check.instrument === instrument);
    const pairs = mine.flatMap(({ case: id, outcome }) => {
      if (outcome.kind !== "completed") return [];
      const { theirs, peakRss } = outcome;
      return [`${labels.get(id) ?? id} ${formatValue(theirs, "bytes")} (${deviation(theirs / peakRss - 1)})`];
    });
    const failure = mine.map(({ outcome }) => outcome).find((outcome) => outcome.kind !== "completed");
    if (pairs.length === 0) return failure ? [`${instrument} could not check our peaks: ${failure.message}.`] : [];
    return [`The same processes' peaks by ${instrument}: ${formatList(pairs)}.`];
  });
}
