/** What is fastest and what is smallest of a kind of reads, and what those cost that most services start with. */
import { metrics, type Metric } from "../../metrics.js";
import { folderOf } from "../../project/packages.js";
import { isUsual, type CaseKind, type CaseSummary } from "../../results/case-summary.js";
import type { Result } from "../../results/schema.js";
import {
  fewestTrials,
  rank,
  toldApart,
  type Ranked as RankedOf,
  type Ranking as RankingOf,
} from "../../stats/ranking.js";
import { formatCount, formatList, formatRatio, formatSummary, formatValue } from "../format.js";
import { kindWords } from "../kinds.js";
import type { MayRank } from "./may-rank.js";

type Ranked = RankedOf<CaseSummary>;
type Ranking = RankingOf<CaseSummary>;

/** Whether there are too few trials to call one of these cases fastest. */
export const tooFew = (cases: readonly CaseSummary[]): boolean => rank(cases, metrics.wall).kind === "too-few-trials";

/** Of which patterns a claim is, where there are several kinds, and where some weren't read. */
export const among = (kind: CaseKind | undefined, which: string): string =>
  kind === undefined ? which : ` ${kindWords[kind].of}${which === "" ? "" : `,${which}`}`;

/**
 * The fastest and the smallest of these cases, in a sentence each; undefined where neither can be said.
 *
 * @param which of which patterns that is, as {@link among} says it
 */
export function extremesOf(cases: readonly CaseSummary[], which: string, ranked: MayRank): string | undefined {
  const time = ranked(metrics.wall) ? fastest(cases, which) : undefined;
  const memory = smallest(cases, time === undefined || which === "" ? which : " of them");
  return [time, memory].filter((each) => each !== undefined).join(" ") || undefined;
}

function fastest(cases: readonly CaseSummary[], which: string): string | undefined {
  const ranking = rank(cases, metrics.wall);
  if (ranking.kind !== "leader") return undecided(`fastest${which}`, ranking, metrics.wall);
  const { best, next } = ranking;
  // Nothing is a superlative among others of its kind where there are none.
  if (!next)
    return which === "" ? `Only ${best.case.label} was measured: it read in ${figure(best, metrics.wall)}.` : undefined;
  return (
    `Fastest${which}: ${best.case.label}, ${figure(best, metrics.wall)}; ` +
    `the next, ${next.case.label}, took ${times(next, best)} times as long.`
  );
}

function smallest(cases: readonly CaseSummary[], which: string): string | undefined {
  const ranking = rank(cases, metrics.peakRss);
  if (ranking.kind !== "leader") return undecided(`smallest in peak RSS${which}`, ranking, metrics.peakRss);
  const { best, next } = ranking;
  return next && `Smallest peak RSS${which}: ${best.case.label}, ${figure(best, metrics.peakRss)}.`;
}

/**
 * How much more memory the usual patterns take than the smallest that give the same: those of their own ORM; undefined where
 * none takes more.
 */
export function pricesOfTheUsual(
  cases: readonly CaseSummary[],
  kind: CaseKind,
  { equivalence }: Pick<Result, "equivalence">,
): string | undefined {
  if (equivalence.kind !== "same") return undefined;
  const same = `for the same ${kindWords[kind].plural}`;
  const prices = cases.filter(isUsual).flatMap((usual) => priceOf(usual, cases));
  const [only] = prices;
  if (!only) return undefined;
  if (prices.length === 1) {
    return `${only.name} needs ${only.times} times the peak RSS of ${only.least} ${same}: ${only.peak} against ${only.leastPeak}.`;
  }
  const each = prices.map(
    ({ name, times, peak, least, leastPeak }) =>
      `${name} ${times} times that of ${least} (${peak} against ${leastPeak})`,
  );
  return `What services start with needs more peak RSS ${same} than the smallest read of its ORM: ${formatList(each)}.`;
}

function priceOf(own: CaseSummary, alike: readonly CaseSummary[]) {
  const same = alike.filter(({ pattern }) => folderOf(pattern.id) === folderOf(own.pattern.id));
  const ranking = rank(same, metrics.peakRss);
  const best = ranking.kind === "leader" ? ranking.best : ranking.kind === "close" ? ranking.best[0] : undefined;
  const peak = own.metrics.peakRss;
  if (!best || peak.kind !== "measured" || best.case === own) return [];
  if (!toldApart(peak.summary, best.summary, metrics.peakRss.noise)) return [];
  const [more, less] = [peak.summary.median, best.summary.median];
  const write = (bytes: number) => formatValue(bytes, "bytes");
  return [
    {
      name: own.label,
      times: formatRatio(more / less),
      peak: write(more),
      least: best.case.label,
      leastPeak: write(less),
    },
  ];
}

function undecided(
  superlative: string,
  ranking: Exclude<Ranking, { kind: "leader" }>,
  metric: Metric,
): string | undefined {
  switch (ranking.kind) {
    case "nothing":
      return undefined;
    case "close":
      return `Too close to tell which is ${superlative}: ${formatList(fewOf(ranking.best, metric))}.`;
    case "too-few-trials": {
      const trials = ranking.trials === 1 ? "one trial each is" : `${formatCount(ranking.trials)} trials each are`;
      return (
        `Which is ${superlative} can't be told, since ${trials} too few (${formatCount(fewestTrials)} are needed); ` +
        `${metric.title} was ${someOf(ranking.order, metric)}.`
      );
    }
  }
}

/** Names as many as a sentence bears, and counts the others. */
function fewOf(ranked: readonly Ranked[], metric: Metric): string[] {
  const most = 4;
  const all = ranked.map((each) => quoted(each, metric));
  return all.length <= most ? all : [...all.slice(0, most - 1), `${formatCount(all.length - most + 1)} others`];
}

function figure({ summary }: Ranked, metric: Metric): string {
  return formatSummary(summary, metric.unit);
}

/** "2.3 s with pg/copy and 4.1 s with pg/cursor": figures, and no winner. */
function someOf(order: readonly Ranked[], metric: Metric): string {
  return formatList(order.slice(0, 2).map((each) => `${figure(each, metric)} with ${each.case.label}`));
}

function quoted(ranked: Ranked, metric: Metric): string {
  return `${ranked.case.label} (${figure(ranked, metric)})`;
}

function times(more: Ranked, less: Ranked): string {
  return formatRatio(more.summary.median / less.summary.median);
}
