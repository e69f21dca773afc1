/** Which few patterns stand for all of them, where a chart can't let every one stand out. */
import { summaryOf, type CaseKind, type CaseSummary } from "../../results/case-summary.js";

/** So many lines are told apart at a glance. */
const most = 4;

/**
 * At most four cases, in the order in which they matter:
 *
 * 1. of those that give entities the one with the smallest peak RSS, and the one that services usually start with (of
 *    several the largest; the largest of all where none is called so);
 * 2. of those that give raw rows, the driver's own aside, the smallest that streams or reads by pages, or the smallest;
 * 3. the driver's own read that the first one is held against, or the smallest of the driver's.
 *
 * Where a kind wasn't read, the largest ones of the others take its place. Cases without a peak RSS come last.
 */
export function representatives(cases: readonly CaseSummary[]): CaseSummary[] {
  const bySize = cases.toSorted((a, b) => peakOf(a) - peakOf(b));
  const ofKind = (wanted: CaseKind) => bySize.filter(({ kind }) => kind === wanted);
  const [entities, raw, floors] = [ofKind("entity"), ofKind("raw"), ofKind("floor")];
  const known = (some: readonly CaseSummary[]) => some.filter((each) => peakOf(each) < Infinity);
  const [smallest] = entities;
  const chosen = [
    smallest,
    known(entities.filter(({ pattern }) => pattern.isUsual === true)).at(-1) ?? known(entities).at(-1),
    raw.find(({ pattern: { way } }) => way === "stream" || way === "pages") ?? raw[0],
    bySize.find(({ pattern }) => pattern.id === smallest?.pattern.floor) ?? floors[0],
  ].filter((each) => each !== undefined);
  return [...new Set([...chosen, ...known(bySize).toReversed(), ...bySize])].slice(0, most);
}

const peakOf = (each: CaseSummary): number => summaryOf(each, "peakRss")?.median ?? Infinity;
