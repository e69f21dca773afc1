/**
 * Which read a result recommends: of each kind of thing that reads give, one that follows from the figures, with what it is
 * held against. Pure; docs/report.md says the rule in words.
 */
import { metrics } from "../../metrics.js";
import { folderOf } from "../../project/packages.js";
import { isUsual, summaryOf, type CaseSummary } from "../../results/case-summary.js";
import { yieldKinds } from "../../results/schema.js";
import { rank, toldApart } from "../../stats/ranking.js";
import { kindWords } from "../kinds.js";
import type { MayRank } from "./may-rank.js";

/** A read that is recommended among those that give the same kind of thing. */
export interface Recommendation {
  /** "entities" */
  readonly title: string;
  readonly best: CaseSummary;
  /** What most services of its ORM start with, or else the largest; undefined where that is what is recommended. */
  readonly against: CaseSummary | undefined;
  /** Other reads that the measurements can't tell from it in peak RSS. */
  readonly close: readonly CaseSummary[];
}

/** By how much more peak RSS a read may take than the smallest of its kind, and be recommended for its time. */
const mayTake = 1.25;

/**
 * One recommendation a kind, of kinds with two reads at least that may be ranked: of the reads whose peak RSS is at most a
 * quarter above the smallest, or can't be told from it, the fastest. Where times tell nothing, the smallest.
 */
export function recommend(cases: readonly CaseSummary[], ranked: MayRank): Recommendation[] {
  if (!ranked(metrics.peakRss)) return [];
  return yieldKinds.flatMap((kind) => {
    const members = cases.filter((each) => each.kind === kind);
    const best = bestOf(members, ranked);
    if (!best || members.filter((each) => summaryOf(each, "peakRss")).length < 2) return [];
    const against = heldAgainst(best, members);
    return [{ title: kindWords[kind].plural, best, against, close: closeTo(best, members) }];
  });
}

function bestOf(members: readonly CaseSummary[], ranked: MayRank): CaseSummary | undefined {
  const ranking = rank(members, metrics.peakRss);
  if (ranking.kind !== "leader" && ranking.kind !== "close") return undefined;
  const smallest = ranking.kind === "leader" ? ranking.best : ranking.best[0];
  if (!smallest) return undefined;
  const close = ranking.kind === "close" ? ranking.best.map((each) => each.case) : [];
  const small = members.filter((each) => {
    const peak = summaryOf(each, "peakRss");
    return close.includes(each) || (peak !== undefined && peak.median <= mayTake * smallest.summary.median);
  });
  const wallOf = (each: CaseSummary) => summaryOf(each, "wall")?.median ?? Infinity;
  const [fastest] = small.toSorted((a, b) => wallOf(a) - wallOf(b));
  return ranked(metrics.wall) ? (fastest ?? smallest.case) : smallest.case;
}

function heldAgainst(best: CaseSummary, members: readonly CaseSummary[]): CaseSummary | undefined {
  if (isUsual(best)) return undefined;
  const sameOrm = (each: CaseSummary) => folderOf(each.pattern.id) === folderOf(best.pattern.id);
  const usual = members.filter(isUsual);
  const peakOf = (each: CaseSummary) => summaryOf(each, "peakRss")?.median ?? 0;
  const [largest] = members.filter((each) => each !== best).toSorted((a, b) => peakOf(b) - peakOf(a));
  return usual.find(sameOrm) ?? usual[0] ?? largest;
}

function closeTo(best: CaseSummary, members: readonly CaseSummary[]): CaseSummary[] {
  const own = summaryOf(best, "peakRss");
  return members.filter((each) => {
    const other = summaryOf(each, "peakRss");
    return each !== best && own && other && !toldApart(own, other, metrics.peakRss.noise);
  });
}
