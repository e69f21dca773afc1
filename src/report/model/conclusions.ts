/**
 * What the figures of a result say, in plain sentences. Each sentence is taken from the figures and claims no more than
 * was measured; where the measurements can't tell, it says so. Computed once and rendered by terminal, Markdown and page
 * alike.
 */
import { metrics, type Metric } from "../../metrics.js";
import { folderOf } from "../../project/packages.js";
import type { Result } from "../../results/schema.js";
import { isUsual, summariseCases, type CaseSummary } from "../../results/case-summary.js";
import {
  fewestTrials,
  rank,
  toldApart,
  type Ranked as RankedOf,
  type Ranking as RankingOf,
} from "../../stats/ranking.js";
import { hasDifferentData, holdsBothSides } from "./comparison/compared-result.js";
import { formatCount, formatList, formatRatio, formatSummary, formatValue } from "../format.js";
import { mayRank } from "./may-rank.js";
import { amongWhich, notReadSentence, ownSentences, rowsOf } from "./rows-read.js";
import { serviceNeeds } from "./service-needs.js";
import type { Sentence } from "./words.js";
import { dataHint, labelIn, warnings } from "./warnings.js";

type Ranked = RankedOf<CaseSummary>;
type Ranking = RankingOf<CaseSummary>;

/**
 * The sentences, most important first: what is wrong with the result, then what is fastest and what is smallest, what
 * that means for a service, and what it holds for. Where the data differs nothing follows from the figures: then what is
 * wrong, and where to look. Never empty.
 */
export function conclude(result: Result): Sentence[] {
  const cases = summariseCases(result);
  const entities = cases.filter(({ pattern }) => pattern.yields === "entity");
  const alarms = warnings(result, cases).map((text) => ({ kind: "warning", text }) as const);
  if (cases.every(({ completed }) => completed === 0)) {
    return [...alarms, { kind: "warning", text: "Nothing was measured: not one trial completed." }];
  }
  const hint = dataHint(result.equivalence, labelIn(cases));
  if (hint !== undefined && !holdsBothSides(result)) return [...alarms, { kind: "warning", text: hint }];
  if (hasDifferentData(result))
    return [...alarms, { kind: "scope", text: "No cost is judged where the data differs." }];
  const extremes = smallestAndUsual(entities) ?? smallestAndUsual(cases) ?? [];
  const ranked = mayRank(result);
  const unread = notReadSentence(result);
  // Each with the metric that it rests on.
  const findings: [Metric, string | undefined][] = [
    [metrics.wall, fastest(cases, amongWhich(result))],
    [metrics.peakRss, smallest(cases, amongWhich(result))],
    [metrics.wall, fastestEntities(entities, cases)],
    ...entities
      .filter(isUsual)
      .map((usual): [Metric, string | undefined] => [metrics.peakRss, priceOfTheUsual(usual, entities, result)]),
    [metrics.statements, statementEach(cases)],
    ...cases.map((each): [Metric, string | undefined] => [metrics.wall, streamsInName(each)]),
    [metrics.peakRss, serviceNeeds(extremes, result)],
    [metrics.loopStall, stalls(extremes)],
  ];
  return [
    ...alarms,
    // What a sweep says is of its options: its patterns compete with themselves.
    ...(result.command === "sweep" ? [] : findings).flatMap(([metric, text]) =>
      text !== undefined && ranked(metric) ? [{ kind: "finding", text } as const] : [],
    ),
    ...[...ownSentences(result), ...(unread === undefined ? [] : [unread])].map(
      (text) => ({ kind: "scope", text }) as const,
    ),
    { kind: "scope", text: scope(result, cases) },
    ...(isQuick(result) ? [{ kind: "scope", text: quickly(result) } as const] : []),
  ];
}

const isQuick = ({ options }: Result): boolean => options["quick"] === true;

/** What a quick run leaves out. */
function quickly({ options, rounds }: Result): string {
  const planned = Number(options["rounds"]);
  const fewer =
    rounds < planned ? `, in ${formatCount(rounds)} of ${formatCount(planned)} rounds, for want of time` : "";
  return (
    `This was a quick run, of few rows and the patterns that matter most${fewer}: for a figure to rely on, run without ` +
    "--quick."
  );
}

function fastest(cases: readonly CaseSummary[], among: string): string | undefined {
  const ranking = rank(cases, metrics.wall);
  if (ranking.kind !== "leader") return undecided("fastest", ranking, metrics.wall);
  const { best, next } = ranking;
  if (!next) return `Only ${best.case.label} was measured: it read in ${figure(best, metrics.wall)}.`;
  return (
    `Fastest${among}: ${best.case.label}, ${figure(best, metrics.wall)}; ` +
    `the next, ${next.case.label}, took ${times(next, best)} times as long.`
  );
}

function smallest(cases: readonly CaseSummary[], among: string): string | undefined {
  const ranking = rank(cases, metrics.peakRss);
  if (ranking.kind !== "leader") return undecided("smallest in peak RSS", ranking, metrics.peakRss);
  const { best, next } = ranking;
  return next && `Smallest peak RSS${among}: ${best.case.label}, ${figure(best, metrics.peakRss)}.`;
}

function fastestEntities(entities: readonly CaseSummary[], cases: readonly CaseSummary[]): string | undefined {
  const among = "of the patterns that give entities";
  const ranking = rank(entities, metrics.wall);
  const overall = rank(cases, metrics.wall);
  if (overall.kind === "leader" && entities.includes(overall.best.case)) return undefined;
  // That so few trials tell nothing has been said of all patterns.
  if (ranking.kind === "too-few-trials") return undefined;
  if (ranking.kind !== "leader") return undecided(`fastest ${among}`, ranking, metrics.wall);
  const { best, next } = ranking;
  if (!next) return undefined;
  const peak = best.case.metrics.peakRss;
  const memory = peak.kind === "measured" ? `, with a peak RSS of ${formatValue(peak.summary.median, "bytes")}` : "";
  return `Fastest ${among}: ${best.case.label}, ${figure(best, metrics.wall)}${memory}.`;
}

/** How much more memory a usual pattern takes than the smallest that gives the same entities: those of its own ORM. */
function priceOfTheUsual(own: CaseSummary, entities: readonly CaseSummary[], result: Result): string | undefined {
  if (result.equivalence.kind !== "same") return undefined;
  const same = entities.filter(({ pattern }) => folderOf(pattern.id) === folderOf(own.pattern.id));
  const ranking = rank(same, metrics.peakRss);
  const best = ranking.kind === "leader" ? ranking.best : ranking.kind === "close" ? ranking.best[0] : undefined;
  const peak = own.metrics.peakRss;
  if (!best || peak.kind !== "measured" || best.case === own) return undefined;
  if (!toldApart(peak.summary, best.summary, metrics.peakRss.noise)) return undefined;
  return (
    `${own.label} needs ${formatRatio(peak.summary.median / best.summary.median)} times the peak RSS of ` +
    `${best.case.label} for the same entities: ${formatValue(peak.summary.median, "bytes")} against ` +
    `${formatValue(best.summary.median, "bytes")}.`
  );
}

/** Rows from which a statement a row is no coincidence. */
const manyRows = 10;

/** Reads that ask again for every row that they got. */
function statementEach(cases: readonly CaseSummary[]): string | undefined {
  const found = cases.flatMap(({ label, case: { rows }, metrics: { statements } }) =>
    statements.kind === "measured" && rows >= manyRows && statements.summary.median >= rows
      ? [`${label} sends ${formatValue(statements.summary.median, "count")} statements for ${formatCount(rows)} rows`]
      : [],
  );
  return found.length === 0 ? undefined : `N+1: ${formatList(found)}, one after another.`;
}

/** Of its time, from which on a first row comes when all are there. */
const late = 0.8;

/** A read that hands out rows one by one, and had them all before. */
function streamsInName({ label, pattern, metrics: { firstRow, wall } }: CaseSummary): string | undefined {
  if (pattern.way !== "stream" || firstRow.kind !== "measured" || wall.kind !== "measured") return undefined;
  const share = firstRow.summary.median / wall.summary.median;
  if (share < late) return undefined;
  return (
    `${label} hands out rows one by one, but has read all of them first: its first row came after ` +
    `${formatCount(Math.round(share * 100))} % of the time.`
  );
}

/** How long a service that reads like this blocks its event loop. */
function stalls(extremes: readonly CaseSummary[]): string | undefined {
  const stalled = extremes.flatMap(({ label, metrics: measured }) =>
    measured.loopStall.kind === "measured" ? [{ label, longest: measured.loopStall.summary.max }] : [],
  );
  // Nobody who waits for an answer notices shorter stalls.
  if (!stalled.some(({ longest }) => longest >= 100)) return undefined;
  const parts = stalled.map(({ label, longest }) => `up to ${formatValue(longest, "ms")} with ${label}`);
  return `It blocks the event loop for ${formatList(parts)}: nothing else is answered meanwhile.`;
}

/** Most patterns that a sentence on a service's needs names beside the smallest. */
const mostUsual = 2;

/**
 * The pattern with the smallest peak RSS and the usual ones, in this order; each once. Of many usual ones, as of none, the
 * largest alone.
 */
function smallestAndUsual(cases: readonly CaseSummary[]): readonly CaseSummary[] | undefined {
  const peakOf = ({ metrics: { peakRss } }: CaseSummary) => (peakRss.kind === "measured" ? peakRss.summary.max : NaN);
  const byPeak = cases.filter((each) => !Number.isNaN(peakOf(each))).sort((a, b) => peakOf(a) - peakOf(b));
  const [least] = byPeak;
  const usual = byPeak.filter(isUsual);
  const others = usual.length === 0 ? byPeak.slice(-1) : usual.length > mostUsual ? usual.slice(-1) : usual;
  return least && [...new Set([least, ...others])];
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
        `Which is ${superlative} can't be told, since ${trials} too few (it takes ${formatCount(fewestTrials)}); ` +
        `${metric.title} was ${someOf(ranking.order, metric)}.`
      );
    }
  }
}

function scope({ dataSet, environment, variants }: Result, cases: readonly CaseSummary[]): string {
  // Those that were made, which may be fewer than the result was planned with.
  const rounds = Math.max(...cases.map(({ completed }) => completed));
  const [variant] = variants;
  const node = variant ? `, Node ${variant.node}` : "";
  return (
    `This holds for ${rowsOf({ dataSet })}, read in ` +
    `${rounds === 1 ? "one round" : `${formatCount(rounds)} rounds`} on ${environment.cpu} ` +
    `(${formatCount(environment.cores)} ${environment.cores === 1 ? "core" : "cores"})${node}, ` +
    `PostgreSQL ${environment.server.version}; elsewhere the figures will differ.`
  );
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
